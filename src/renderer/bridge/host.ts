import { wallQuery } from '../../shared/rpc/desktop.ts'
import type { DesktopBridge } from '../../shared/rpc/desktop.ts'

declare global {
  interface Window {
    /** There in the desktop window only. */
    warroom?: DesktopBridge
  }
}

/** What holds the window: the desktop or a browser. */
export interface WindowHost {
  kind: 'electron' | 'browser'
  /** The path of a picked or dropped file; undefined in a browser, which hides it. */
  pathOf(file: File): string | undefined
  /** Opens an https page outside Warroom; false where the address was refused. */
  openExternal(url: string): Promise<boolean>
  /** Shows the wall in a window, or a page, of its own. */
  openWall(runId: string | undefined): void
  /** Starts a stopped engine again; undefined where only the terminal can. */
  restartEngine?: () => void
}

export function createHost(desktop: DesktopBridge | undefined = window.warroom): WindowHost {
  if (desktop) {
    return {
      kind: 'electron',
      pathOf: (file) => desktop.getPathForFile(file) || undefined,
      openExternal: (url) => desktop.openExternal(url),
      openWall: (runId) => desktop.openWall(runId),
      restartEngine: () => desktop.restartEngine(),
    }
  }
  return {
    kind: 'browser',
    pathOf: () => undefined,
    async openExternal(url) {
      if (!URL.canParse(url) || new URL(url).protocol !== 'https:') return false
      window.open(url, '_blank', 'noopener,noreferrer')
      return true
    },
    // Of the same origin: the session's cookie holds there, and no token is in its address.
    openWall: (runId) => void window.open(`/${wallQuery(runId)}`, '_blank', 'noopener'),
  }
}
