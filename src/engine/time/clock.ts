/** Time as the engine sees it, so that tests can hold it still. */
export interface Clock {
  /** ISO 8601, UTC, with milliseconds. */
  now(): string
  /** Milliseconds that never go back: for durations and deadlines. */
  monotonicMs(): number
}

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  monotonicMs: () => performance.now(),
}
