import type { Failure } from '../result.ts'

/** What main knows of the engine process, told to every window. */
export type EngineCondition =
  | { phase: 'starting' }
  | { phase: 'running' }
  /** It died and is being started again. */
  | { phase: 'restarting'; log: string }
  /** It will not be started again unless asked. */
  | { phase: 'stopped'; reason: StopReason; failure?: Failure; log: string }

/** `deaths`: three in a minute. `failure`: it could not start, and said why. */
export type StopReason = 'deaths' | 'failure'

/**
 * What the preload gives the page as `window.warroom`: the whole of what a window may ask of the
 * desktop. The engine's port comes beside it, as a window message holding {@link enginePortMark}.
 */
export interface DesktopBridge {
  readonly host: 'electron'
  /** Asks for a port to the engine; a fresh one follows each restart of the engine. */
  connect(): void
  onEngineCondition(listener: (condition: EngineCondition) => void): () => void
  /** Shows the wall in a window of its own, for a run or for the one that is open. */
  openWall(runId?: string): void
  /** After `stopped`: try again. */
  restartEngine(): void
  /** The path of a `File` that the user picked or dropped; empty where it has none. */
  getPathForFile(file: object): string
  /** Opens an https page in the user's browser; false where the address was refused. */
  openExternal(url: string): Promise<boolean>
}

/** Marks the window message by which the preload hands over the engine's port. */
export const enginePortMark = 'warroom:engine-port'

/** `?screen=wall`: the page is the wall, and shows no control. */
export const wallScreen = 'wall'

/** The query of the wall's address. */
export const wallQuery = (runId: string | undefined): string =>
  `?screen=${wallScreen}${runId === undefined ? '' : `&run=${encodeURIComponent(runId)}`}`
