import { screen } from 'electron'
import type { BrowserWindow } from 'electron'

import { wallQuery } from '../shared/rpc/desktop.ts'
import { openWindow } from './window.ts'

/** The two windows there may be: one to work in, and the wall for everybody to look at. */
export interface Windows {
  /** Brings the window to work in to the front; opens it where there is none. */
  showMain(): void
  /** Of a run, or of the one that is open. There is one wall: for another run, another takes its place. */
  openWall(runId: string | undefined): void
}

export function createWindows(preload: string): Windows {
  let main: BrowserWindow | undefined
  let wall: { window: BrowserWindow; runId: string | undefined } | undefined

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
      wall?.window.close()
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
      if (wall?.window === opened) wall = undefined
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
      if (!wall || wall.runId !== runId) {
        wall?.window.close()
        wall = { window: openWall(runId), runId }
      }
      if (wall.window.isVisible()) wall.window.focus()
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
