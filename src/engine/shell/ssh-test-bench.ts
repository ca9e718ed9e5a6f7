import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { findProgram } from '../../../range/parts/programs.ts'
import { startSshd } from '../../../range/parts/sshd.ts'
import type { SshdPart } from '../../../range/parts/sshd.ts'
import { systemSshDefaults } from './ssh-config.ts'
import type { SshDefaults, SshHostSettings } from './ssh-config.ts'
import { createSshPool } from './ssh-pool.ts'
import { createSshShell } from './ssh-shell.ts'

/** What the tests of SSH share: a real OpenSSH server, and links to it that can fail. */
export type SshTestBench = Awaited<ReturnType<typeof openSshTestBench>>

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

export const settingsFor = (part: SshdPart): SshHostSettings => ({
  host: part.host,
  port: part.port,
  user: part.user,
  identityFile: part.identityFile,
  knownHostsFile: part.knownHostsFile,
})

export async function openSshTestBench() {
  const opened = new AsyncDisposableStack()
  const sshd = opened.use(await startSshd({ passphrase: 'correct horse' }))
  const folder = await mkdtemp(join(tmpdir(), 'warroom-ssh-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  const defaults: SshDefaults = {
    homeDir: folder,
    userName: systemSshDefaults().userName,
    configFiles: [],
    globalKnownHostsFiles: [],
  }

  async function knownHostsWith(text: string): Promise<string> {
    const file = join(await mkdtemp(join(folder, 'known-')), 'known_hosts')
    await writeFile(file, text)
    return file
  }

  async function listen(server: Server): Promise<number> {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    opened.defer(() => void server.close())
    return (server.address() as AddressInfo).port
  }

  /** A link that can be cut, or made a black hole: open, and nothing comes through any more. */
  async function startLink(toPort = sshd.port) {
    const sockets: Socket[] = []
    const server = createServer((near) => {
      const far = connect(toPort, '127.0.0.1')
      sockets.push(near, far)
      near.pipe(far).pipe(near)
      for (const socket of [near, far]) socket.on('error', () => {})
    })
    const port = await listen(server)
    const cut = () => {
      for (const socket of sockets) socket.destroy()
    }
    opened.defer(cut)
    return {
      port,
      cut,
      freeze() {
        for (const socket of sockets) {
          socket.unpipe()
          socket.pause()
        }
      },
    }
  }

  return {
    listen,
    startLink,
    sshd,
    folder,
    defaults,
    knownHostsWith,
    settings: settingsFor(sshd),
    /** The same server at another port: its bare name counts for all of them. */
    atPort: async (port: number) => ({
      ...settingsFor(sshd),
      port,
      knownHostsFile: await knownHostsWith(`127.0.0.1 ${sshd.hostPublicKey}\n`),
    }),
    /** How many logins it has granted. */
    logins: () => sshd.output().split('Accepted publickey').length - 1,
    open(
      settings = settingsFor(sshd),
      more: { idleCloseMs?: number; defaults?: SshDefaults } = {},
    ) {
      const pool = opened.use(createSshPool({ defaults, ...more }))
      return createSshShell(pool, settings, 'prod-1')
    },
    /** The same server with other options, which come first and therefore hold. Gives its port. */
    async startVariant(options: readonly string[]): Promise<number> {
      const port = await freePort()
      const all = [...options, `ListenAddress=127.0.0.1:${port}`].flatMap((text) => ['-o', text])
      const configFile = join(sshd.folder, 'sshd_config')
      const server = spawn(findProgram('sshd'), ['-D', '-e', '-f', configFile, ...all])
      opened.defer(() => void server.kill())
      for await (const chunk of server.stderr) {
        if (String(chunk).includes('Server listening')) break
      }
      return port
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
