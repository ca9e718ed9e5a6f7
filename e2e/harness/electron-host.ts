import { fileURLToPath } from 'node:url'

import { _electron } from '@playwright/test'
import type { ElectronApplication } from '@playwright/test'

import { withPinnedNode } from '../../scripts/pinned-node.ts'
import { engineProcessId } from './engine-process-id.ts'
import type { WarroomHost } from './hosts.ts'

const holdUntilAttached = fileURLToPath(new URL('hold-until-attached.cjs', import.meta.url))

export interface ElectronLaunch {
  executable: string
  appDir: string
  dataDir: string
  /** More words for the command line. */
  args?: string[]
}

/** The real desktop application, with its first window shown. */
export async function openElectron(
  launch: ElectronLaunch,
): Promise<WarroomHost & { electron: ElectronApplication }> {
  const start = async () => {
    const electron = await _electron.launch({
      executablePath: launch.executable,
      args: [
        '-r',
        holdUntilAttached,
        launch.appDir,
        '--data',
        launch.dataDir,
        ...(launch.args ?? []),
      ],
      env: withPinnedNode(),
    })
    await electron.evaluate(() => {
      const { playwrightAttached } = globalThis as unknown as { playwrightAttached: () => void }
      playwrightAttached()
    })
    return { electron, page: await electron.firstWindow() }
  }
  let current = await start()
  return {
    kind: 'electron',
    dataDir: launch.dataDir,
    get page() {
      return current.page
    },
    get electron() {
      return current.electron
    },
    async reopen() {
      await current.electron.close()
      current = await start()
      return current.page
    },
    async killEngine() {
      process.kill(await engineProcessId(current.electron), 'SIGKILL')
    },
    async [Symbol.asyncDispose]() {
      await current.electron.close()
    },
  }
}
