import type { FromRange, RangeWorkerData, ToRange } from '../../../range/messages.ts'

/** A range that runs somewhere else, and what is said to it and by it. */
export interface RangeChannel {
  post(said: ToRange): void
  /** One listener. What was said before it is there is kept for it. */
  onMessage(listener: (said: FromRange) => void): void
  /** Ends it at once. */
  kill(): void
  readonly exited: Promise<{ problem?: string }>
}

/** Where the range runs: a thread of the engine, or a process that outlives it. */
export interface RangeHost {
  start(data: RangeWorkerData): RangeChannel
  /** One that outlived the engine before this one. */
  left?(): RangeChannel | undefined
  /** The range goes on when the engine dies, and the engine is started again by itself. */
  readonly outlivesEngine: boolean
}
