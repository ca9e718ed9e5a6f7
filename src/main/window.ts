import { BrowserWindow } from 'electron'

import { appOrigin } from '../shared/rpc/channels.ts'
import { createRestartPolicy } from './restart-policy.ts'

/** The colour of the screens' ground, so that the window does not flash white. */
const ground = '#0e1116'

/** A window on our own screens: sandboxed, isolated, without Node. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Warroom',
    backgroundColor: ground,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  const policy = createRestartPolicy()
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    // What the window showed is the engine's and is still there; only the picture of it is gone.
    if (reason !== 'clean-exit' && policy.onDeath(performance.now()) === 'restart') window.reload()
  })
  void window.loadURL(`${appOrigin}/`)
  return window
}
