import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { npmElectronMajor } from './find-electron.ts'

const read = (file: string) =>
  readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8')
const config = parse(read('electron-builder.yml')) as {
  electronVersion: string
  electronFuses: Record<string, boolean>
  asar: boolean
  files: string[]
}
const lock = JSON.parse(read('package-lock.json')) as {
  packages: Record<string, { version: string }>
}

describe('bar 3: the packaged application', () => {
  it('has its fuses set as safety asks', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      grantFileProtocolExtraPrivileges: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
    })
  })

  it('is one archive, so that the last two fuses mean something', () => {
    expect(config.asar).toBe(true)
  })

  it('embeds the Electron that the lockfile names, and its Node is the one that tests run on', () => {
    expect(config.electronVersion).toBe(lock.packages['node_modules/electron']?.version)
    expect(npmElectronMajor).toBe(Number.parseInt(config.electronVersion, 10))
    expect(Number.parseInt(lock.packages['node_modules/node']?.version ?? '', 10)).toBe(24)
  })

  it('holds every part that main starts', () => {
    expect(config.files).toEqual(
      expect.arrayContaining(['out/main', 'out/preload', 'out/renderer', 'out/node']),
    )
  })
})
