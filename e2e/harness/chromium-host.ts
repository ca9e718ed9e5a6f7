import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import type { BrowserContext } from '@playwright/test'

import { pinnedNode } from '../../scripts/pinned-node.ts'
import type { WarroomHost } from './hosts.ts'

const startScript = fileURLToPath(new URL('../../scripts/start.js', import.meta.url))

export interface Server {
  url: string
  process: ChildProcess
}

/** `npm start -- --browser`, as a user gets it. */
export function startServer(dataDir: string, port = 0): Promise<Server> {
  const args = ['--browser', '--no-open', '--data', dataDir, '--port', String(port)]
  const child = spawn(pinnedNode, [startScript, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  return new Promise((resolve, reject) => {
    let said = ''
    const onChunk = (chunk: Buffer) => {
      said += chunk.toString()
      const url = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(said)?.[0]
      if (url) resolve({ url, process: child })
    }
    child.stdout.on('data', onChunk)
    child.stderr.on('data', onChunk)
    child.on('exit', () => reject(new Error(`the server ended:\n${said}`)))
  })
}

export async function endServer(server: Server, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise((resolve) => server.process.once('exit', resolve))
  if (server.process.exitCode !== null || server.process.signalCode !== null) return
  server.process.kill(signal)
  await ended
}

/** Browser mode on a server of its own. */
export async function openChromium(context: BrowserContext, dataDir: string): Promise<WarroomHost> {
  let server = await startServer(dataDir)
  const page = await context.newPage()
  const startAgain = async (signal: NodeJS.Signals) => {
    await endServer(server, signal)
    server = await startServer(dataDir)
    await page.goto(server.url)
  }
  await page.goto(server.url)
  return {
    kind: 'chromium',
    dataDir,
    page,
    async reopen() {
      await startAgain('SIGTERM')
      return page
    },
    killEngine: () => startAgain('SIGKILL'),
    async [Symbol.asyncDispose]() {
      await page.close()
      await endServer(server, 'SIGTERM')
    },
  }
}
