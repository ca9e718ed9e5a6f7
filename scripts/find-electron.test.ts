import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, it } from 'vitest'

import { findElectron } from './find-electron.ts'

const folder = mkdtempSync(join(tmpdir(), 'warroom-electron-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A program that answers as an Electron might. */
function program(name: string, lines: string): string {
  const file = join(folder, name)
  writeFileSync(file, `#!/bin/sh\n${lines}\n`, { mode: 0o755 })
  return file
}

const display = { DISPLAY: ':0' }

describe.runIf(process.platform === 'linux')('the Electron that opens the window', () => {
  it('is the one that WARROOM_ELECTRON names, asked for its version by running it', () => {
    const executable = program('good', 'echo "some noise"; echo "electron=22.3.25"')
    expect(findElectron({ ...display, WARROOM_ELECTRON: executable })).toEqual({
      executable,
      major: 22,
    })
  })

  it('is none without a display, and that is why', () => {
    const executable = program('unasked', 'echo "electron=22.3.25"')
    expect(findElectron({ WARROOM_ELECTRON: executable })).toEqual({
      why: 'there is no display (DISPLAY and WAYLAND_DISPLAY are not set)',
    })
  })

  it('is none where the name leads nowhere, and that is why', () => {
    expect(findElectron({ ...display, WARROOM_ELECTRON: '/nowhere/electron' })).toEqual({
      why: 'WARROOM_ELECTRON names no file: /nowhere/electron',
    })
  })

  it('is none where it does not start; its last words are why', () => {
    const executable = program(
      'broken',
      'echo first >&2; echo "libgtk-3.so.0: missing" >&2; exit 127',
    )
    expect(findElectron({ WAYLAND_DISPLAY: 'wayland-0', WARROOM_ELECTRON: executable })).toEqual({
      why: 'WARROOM_ELECTRON does not start: libgtk-3.so.0: missing',
    })
  })
})
