/** One of several windows on the same run. */
export interface Turn {
  /** Whether this window is the one that speaks. */
  isMine(): boolean
  giveUp(): void
}

/**
 * Of the windows that ask by the same name one has the turn, and another gets it when that one is
 * closed, or crashes. Where locks cannot be had each window speaks for itself.
 */
export function takeTurn(name: string, locks: LockManager | undefined = navigator.locks): Turn {
  if (!locks) return { isMine: () => true, giveUp: () => {} }
  let isMine = false
  const abort = new AbortController()
  let release = (): void => {}
  const until = new Promise<void>((resolve) => {
    release = resolve
  })
  void locks
    .request(name, { signal: abort.signal }, () => {
      isMine = true
      return until
    })
    .catch(() => undefined)
  return {
    isMine: () => isMine,
    giveUp() {
      isMine = false
      abort.abort()
      release()
    },
  }
}
