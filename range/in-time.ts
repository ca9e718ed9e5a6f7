import { setTimeout as wait } from 'node:timers/promises'

/** Throws when it takes longer: the work itself cannot be taken back, and whatever comes of it is dropped. */
export async function inTime<T>(work: Promise<T>, withinMs: number): Promise<T> {
  const over = new AbortController()
  const late = wait(withinMs, undefined, { signal: over.signal }).then(() => {
    throw new Error(`not done within ${withinMs / 1000} s`)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    over.abort()
  }
}
