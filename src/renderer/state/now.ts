import { useSyncExternalStore } from 'react'

/** One timer for the whole window; it stops when nobody looks. */
function createTicker(periodMs: number) {
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  let now = Date.now()
  return {
    get: () => now,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      now = Date.now()
      timer ??= setInterval(() => {
        now = Date.now()
        for (const each of listeners) each()
      }, periodMs)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}

const everySecond = createTicker(1_000)
const everyTenSeconds = createTicker(10_000)

/** Now, in epoch milliseconds: for a clock. */
export const useNow = (): number => useSyncExternalStore(everySecond.subscribe, everySecond.get)

/** Now, coarser: for “late” and “2 min ago”. */
export const useNowCoarse = (): number =>
  useSyncExternalStore(everyTenSeconds.subscribe, everyTenSeconds.get)
