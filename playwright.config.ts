import { defineConfig } from '@playwright/test'

import type { HarnessOptions } from './e2e/harness/test.ts'

/**
 * The same specs in the real Electron and in Chromium. A spec tagged `@electron` or `@chromium` is
 * about that host alone.
 */
export default defineConfig<HarnessOptions>({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/harness/global-setup.ts',
  // On two cores, too: more than half of the time a screen is waited for.
  workers: 3,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: { actionTimeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  projects: [
    { name: 'electron', use: { hostKind: 'electron' }, grepInvert: /@chromium/ },
    { name: 'chromium', use: { hostKind: 'chromium' }, grepInvert: /@electron/ },
  ],
})
