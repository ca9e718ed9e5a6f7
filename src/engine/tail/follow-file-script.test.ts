import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, it, vi } from 'vitest'

import { followFileScript } from './follow-file-script.ts'

it.skipIf(process.platform === 'win32')(
  'ends by itself when who reads it is gone, although the file stays as it is',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'warroom-follow-'))
    const file = join(folder, 'quiet.log')
    writeFileSync(file, 'one line\n')
    const child = spawn('sh', ['-c', followFileScript], {
      env: { ...process.env, WARROOM_PATH: file, WARROOM_BACK: '100', WARROOM_PLACES: '' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await vi.waitFor(() => expect(said).toMatch(/^D .*\n/m), 5000)
    const closed = once(child, 'exit')
    child.stdout.destroy()
    const [code, signal] = await closed
    expect([code, signal]).toSatisfy(([by, how]) => by === 0 || how === 'SIGPIPE')
    rmSync(folder, { recursive: true })
  },
)
