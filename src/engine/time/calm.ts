import type { Timer } from './timer.ts'

/**
 * Calls at once, and then no more often than every so many milliseconds: what is asked for meanwhile
 * is done once, at the end of the pause.
 */
export function createCalm(timer: Timer, everyMs: number, act: () => void) {
  let cancel: (() => void) | undefined
  let isWanted = false
  const end = () => {
    cancel = undefined
    if (isWanted) call()
  }
  const call = () => {
    isWanted = cancel !== undefined
    if (isWanted) return
    act()
    cancel = timer.after(everyMs, end)
  }
  return { call, [Symbol.dispose]: () => cancel?.() }
}
