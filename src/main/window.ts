import { BrowserWindow } from 'electron'
import type { BrowserWindowConstructorOptions } from 'electron'

import { appOrigin } from '../shared/rpc/channels.ts'
import { createRestartPolicy } from './restart-policy.ts'

/** The colour of the screens' ground, so that the window does not flash white. */
const ground = '#0e1116'

interface WindowLook extends Pick<
  BrowserWindowConstructorOptions,
  'x' | 'y' | 'width' | 'height' | 'minWidth' | 'minHeight' | 'title' | 'fullscreen'
> {
  preload: string
  /** Of the page, beside our own address. */
  query: string
  /** Keys still work; only the bar is out of sight. */
  hasMenuBar: boolean
}

/** A window on our own screens: sandboxed, isolated, without Node. */
export function openWindow({ preload, query, hasMenuBar, ...look }: WindowLook): BrowserWindow {
  const window = new BrowserWindow({
    ...look,
    show: false,
    autoHideMenuBar: !hasMenuBar,
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
  window.setMenuBarVisibility(hasMenuBar)
  window.once('ready-to-show', () => window.show())
  const policy = createRestartPolicy()
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    // What the window showed is the engine's and is still there; only the picture of it is gone.
    if (reason !== 'clean-exit' && policy.onDeath(performance.now()) === 'restart') window.reload()
  })
  void window.loadURL(`${appOrigin}/${query}`)
  return window
}
