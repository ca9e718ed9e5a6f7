import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { chromium, test as base } from '@playwright/test'
import type { ElectronApplication } from '@playwright/test'

import { openChromium } from './chromium-host.ts'
import { openElectron } from './electron-host.ts'
import { environment } from './environment.ts'
import type { WarroomHost } from './hosts.ts'

export { expect } from '@playwright/test'

export interface HarnessOptions {
  hostKind: WarroomHost['kind']
}

interface Fixtures {
  /** A new, empty data folder, gone after the test. */
  dataDir: string
  /** Warroom, open in this project's host. */
  warroom: WarroomHost
  /** The desktop application, for specs tagged `@electron`. */
  electron: ElectronApplication
}

const systemChromium = '/usr/bin/chromium'

export const test = base.extend<HarnessOptions & Fixtures>({
  hostKind: ['chromium', { option: true }],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from it
  dataDir: async ({}, provide) => {
    const folder = mkdtempSync(join(tmpdir(), 'warroom-e2e-'))
    await provide(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  warroom: async ({ hostKind, dataDir }, provide) => {
    if (hostKind === 'electron') {
      const found = environment.read()
      if ('whyNoElectron' in found) {
        base.skip(true, found.whyNoElectron)
        return
      }
      await using host = await openElectron({ ...found, dataDir })
      await provide(host)
    } else {
      const executablePath = existsSync(systemChromium) ? systemChromium : undefined
      // Chromium refuses its sandbox to root; what is under test here is our server and screens.
      const browser = await chromium.launch({
        executablePath,
        chromiumSandbox: process.getuid?.() !== 0,
      })
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: 'en-US',
      })
      {
        await using host = await openChromium(context, dataDir)
        await provide(host)
      }
      await browser.close()
    }
  },
  page: async ({ warroom }, provide) => {
    await provide(warroom.page)
  },
  electron: async ({ warroom }, provide) => {
    if (!warroom.electron) throw new Error('a spec that takes `electron` is tagged @electron')
    await provide(warroom.electron)
  },
})
