/** A limited number of places, given in the order of asking. */
export interface Slots {
  /** Resolves to the place's release. Where the signal is aborted first, to nothing. */
  acquire(signal: AbortSignal): Promise<(() => void) | undefined>
  /** The limit turned out to be lower: what is taken now is too much by one. */
  shrink(): void
  readonly taken: number
}

export function createSlots(initialLimit: number): Slots {
  let limit = initialLimit
  let taken = 0
  const waiting: (() => void)[] = []

  const admit = () => {
    while (taken < limit) {
      const next = waiting.shift()
      if (!next) return
      taken++
      next()
    }
  }
  const createRelease = () => {
    let released = false
    return () => {
      if (released) return
      released = true
      taken--
      admit()
    }
  }
  return {
    acquire(signal) {
      const { promise, resolve } = Promise.withResolvers<(() => void) | undefined>()
      if (signal.aborted) return Promise.resolve(undefined)
      const onAbort = () => {
        const at = waiting.indexOf(onTurn)
        if (at >= 0) waiting.splice(at, 1)
        resolve(undefined)
      }
      const onTurn = () => {
        signal.removeEventListener('abort', onAbort)
        resolve(createRelease())
      }
      signal.addEventListener('abort', onAbort, { once: true })
      waiting.push(onTurn)
      admit()
      return promise
    },
    shrink() {
      limit = Math.max(1, taken - 1)
    },
    get taken() {
      return taken
    },
  }
}
