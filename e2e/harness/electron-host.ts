import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { _electron } from '@playwright/test'
import type { ElectronApplication, Page } from '@playwright/test'

import { withPinnedNode } from '../../scripts/pinned-node.ts'
import { engineProcessId } from './engine-process-id.ts'
import type { WarroomHost } from './hosts.ts'
import { familyOf } from './processes.ts'

const holdUntilAttached = fileURLToPath(new URL('hold-until-attached.cjs', import.meta.url))

export interface ElectronLaunch {
  executable: string
  appDir: string
  dataDir: string
  /** More words for the command line. */
  args?: string[]
}

export interface ElectronHost extends WarroomHost {
  electron: ElectronApplication
  /** Kills all processes of the application at once, and not what they started on this machine. */
  killApp(): Promise<void>
  /** Opens it again after that. */
  openAgain(): Promise<Page>
}

/** The real desktop application, with its first window shown. */
export async function openElectron(launch: ElectronLaunch): Promise<ElectronHost> {
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
    async killApp() {
      const main = current.electron.process()
      const ended = once(main, 'exit')
      const own = familyOf(main.pid ?? 0).filter(({ args }) => /electron/i.test(args))
      for (const { pid } of own) {
        try {
          process.kill(pid, 'SIGKILL')
        } catch {
          // It went with one that was killed before it.
        }
      }
      await ended
    },
    async openAgain() {
      current = await start()
      return current.page
    },
    async [Symbol.asyncDispose]() {
      await current.electron.close()
    },
  }
}
