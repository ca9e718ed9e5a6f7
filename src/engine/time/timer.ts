/** The one way to wait, so that tests can hold time still. */
export interface Timer {
  /** Calls once, `delayMs` later by the monotonic clock; gives what takes it back. */
  after(delayMs: number, fire: () => void): () => void
}

export const systemTimer: Timer = {
  after(delayMs, fire) {
    const timeout = setTimeout(fire, delayMs)
    return () => clearTimeout(timeout)
  },
}
