import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { app, dialog, powerMonitor } from 'electron'

import { registerAppScheme, serveApp } from './app-protocol.ts'
import { startEngineProcess } from './engine-process.ts'
import type { EngineProcess } from './engine-process.ts'
import { listenToWindows } from './ipc.ts'
import { createKeyring } from './keyring.ts'
import { parseLaunchOptions } from './launch-options.ts'
import { lockDefaultSession, lockDown } from './lockdown.ts'
import { setApplicationMenu } from './menu.ts'
import { createWindowFeed } from './window-feed.ts'
import { createWindows } from './windows.ts'
import { say } from './words.ts'

const built = dirname(dirname(fileURLToPath(import.meta.url)))
const preload = join(built, 'preload', 'index.cjs')
const rendererDir = join(built, 'renderer')
const engineEntry = join(built, 'node', 'src', 'engine', 'entry-utility.js')
const rangeEntry = join(built, 'node', 'range', 'process.js')

// The terminal that started us may be gone; the log that goes there is not worth dying for.
process.stderr.on('error', () => undefined)

// Windows shows notifications of an application that it knows by this name: electron-builder's.
app.setAppUserModelId('app.warroom.console')
const options = parseLaunchOptions(process.argv, process.cwd())
choosePaths()
const isFirst = app.requestSingleInstanceLock({ show: false })
registerAppScheme()
lockDown()
void app.whenReady().then(isFirst ? run : askWhatToDo)

/**
 * Chromium's own files: beside a data folder that was named, so that each has its own. A second
 * window on the same folder needs others again: Chromium cannot share them.
 */
function choosePaths(): void {
  const own = options.dataDir ? join(options.dataDir, 'desktop') : app.getPath('userData')
  app.setPath('userData', options.beside ? join(own, 'beside') : own)
}

/** Another Warroom holds this data folder, or already looks at it beside that one. */
async function askWhatToDo(): Promise<void> {
  if (!options.beside && (await wantsReadOnly())) {
    app.relaunch({ args: [...process.argv.slice(1), '--beside'] })
  } else {
    app.requestSingleInstanceLock({ show: true })
  }
  app.exit(0)
}

async function wantsReadOnly(): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'info',
    message: say('alreadyOpen'),
    detail: say('alreadyOpenDetail'),
    buttons: [say('showOpenWindow'), say('openReadOnly')],
    defaultId: 0,
    cancelId: 0,
  })
  return response === 1
}

function run(): void {
  lockDefaultSession()
  serveApp(rendererDir)
  const windows = createWindows(preload)
  setApplicationMenu({ onWall: () => windows.openWall(undefined) })

  const feed = createWindowFeed()
  const engine = startEngineProcess({
    entry: engineEntry,
    rangeEntry,
    dataDir: options.dataDir,
    keyring: createKeyring(),
    onCondition: (condition) => feed.tell(condition),
    onRestarted: (restarted) => feed.handPorts(restarted),
  })
  listenToWindows({
    onConnect: (window) => feed.connect(window, engine),
    onRestartEngine: () => engine.restart(),
    onOpenWall: (runId) => windows.openWall(runId),
  })
  powerMonitor.on('suspend', () => engine.sendPower('suspend'))
  powerMonitor.on('resume', () => engine.sendPower('resume'))
  quitWith(engine)

  windows.showMain()
  app.on('activate', () => windows.showMain())
  app.on('second-instance', (_event, _argv, _cwd, wish) => {
    if (isShowWish(wish)) windows.showMain()
  })
}

function isShowWish(wish: unknown): boolean {
  return typeof wish === 'object' && wish !== null && 'show' in wish && wish.show === true
}

/** The engine ends before the application does, with all its files closed. */
function quitWith(engine: EngineProcess): void {
  const endFirst = async () => {
    await engine.stop()
    // Not `quit`: where nothing had to be waited for, that one is still under way and deaf.
    app.exit(0)
  }
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', (event) => {
    event.preventDefault()
    void endFirst()
  })
}
