import { screen } from 'electron'
import type { BrowserWindow } from 'electron'

import { wallQuery } from '../shared/rpc/desktop.ts'
import { openWindow, showPage } from './window.ts'

/** The two windows there may be: one to work in, and the wall for everybody to look at. */
export interface Windows {
  /** Brings the window to work in to the front; opens it where there is none. */
  showMain(): void
  /** Of a run, or of the one that is open. There is one wall: asked for again, it shows the other run. */
  openWall(runId: string | undefined): void
}

export function createWindows(preload: string): Windows {
  let main: BrowserWindow | undefined
  let wall: BrowserWindow | undefined

  const openMain = (): BrowserWindow => {
    const opened = openWindow({
      preload,
      query: '',
      hasMenuBar: true,
      width: 1440,
      height: 900,
      minWidth: 800,
      minHeight: 560,
      title: 'Warroom',
    })
    opened.on('closed', () => {
      main = undefined
      // Nobody could end a wall that was left alone on a projector.
      wall?.close()
    })
    return opened
  }

  const openWall = (runId: string | undefined): BrowserWindow => {
    const opened = openWindow({
      preload,
      query: wallQuery(runId),
      hasMenuBar: false,
      width: 1280,
      height: 720,
      minWidth: 480,
      minHeight: 270,
      title: 'Warroom',
      ...otherDisplay(main),
    })
    opened.on('closed', () => {
      wall = undefined
    })
    return opened
  }

  return {
    showMain() {
      main ??= openMain()
      if (main.isMinimized()) main.restore()
      if (main.isVisible()) main.focus()
    },
    openWall(runId) {
      if (wall) showPage(wall, wallQuery(runId))
      else wall = openWall(runId)
      wall.focus()
    },
  }
}

/** The projector, where there is one: the whole of the display that nobody works on. */
function otherDisplay(main: BrowserWindow | undefined) {
  if (!main) return {}
  const own = screen.getDisplayMatching(main.getBounds())
  const other = screen.getAllDisplays().find(({ id }) => id !== own.id)
  return other ? { x: other.bounds.x, y: other.bounds.y, fullscreen: true } : {}
}
