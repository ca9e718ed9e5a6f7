import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { withPinnedNode } from '../../scripts/pinned-node.ts'
import { expect, test } from '../harness/test.ts'

const startScript = fileURLToPath(new URL('../../scripts/start.js', import.meta.url))

/** `npm start -- ...args`, ended by a signal once it has said `until`. */
function start(args: string[], env: NodeJS.ProcessEnv, until: RegExp) {
  const child = spawn('node', [startScript, ...args], { env: { ...withPinnedNode(), ...env } })
  let said = ''
  const onChunk = (chunk: Buffer) => {
    said += chunk.toString()
    if (until.test(said)) child.kill('SIGTERM')
  }
  child.stdout.on('data', onChunk)
  child.stderr.on('data', onChunk)
  return new Promise<{ said: string; code: number | null }>((resolve) => {
    child.on('close', (code) => resolve({ said, code }))
  })
}

const noDisplay = { DISPLAY: '', WAYLAND_DISPLAY: '' }
const address = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}\n/

test.describe('npm start @chromium', () => {
  test('says in one line why there is no window, serves browsers, and ends cleanly', async ({
    dataDir,
  }) => {
    test.skip(process.platform !== 'linux', 'elsewhere there is always a display')
    const { said, code } = await start(['--no-open', '--data', dataDir], noDisplay, address)
    expect(said).toContain(
      'No window: there is no display (DISPLAY and WAYLAND_DISPLAY are not set)',
    )
    expect(said.match(/token=/g)).toHaveLength(1)
    expect(code).toBe(0)
  })

  test('is asked for browser mode and gives no reason', async ({ dataDir }) => {
    const { said } = await start(['--browser', '--no-open', '--data', dataDir], {}, address)
    expect(said).not.toContain('No window')
    expect(said).toMatch(address)
  })

  test('refuses what it does not know, with its usage', async () => {
    const { said, code } = await start(['--prot', '80'], {}, /never/)
    expect(said).toContain('--prot')
    expect(said).toContain('npm start -- [--browser]')
    expect(code).toBe(3)
  })
})
