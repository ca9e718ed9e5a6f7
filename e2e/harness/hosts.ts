import type { ElectronApplication, Page } from '@playwright/test'

/** Warroom, open on a data folder, in one of its two hosts. */
export interface WarroomHost extends AsyncDisposable {
  kind: 'electron' | 'chromium'
  page: Page
  dataDir: string
  /** The desktop application; absent in a browser. */
  electron?: ElectronApplication
  /** Ends Warroom as a user does, and opens it again on the same data folder. */
  reopen(): Promise<Page>
  /**
   * Kills the engine as the kernel would. In Electron main starts another one; in a browser the
   * engine is the server, so it is started again and its new address opened. In both the page is
   * the same `page` afterwards.
   */
  killEngine(): Promise<void>
}
