import type { Timer } from './timer.ts'

/** Waits; shorter when the signal says so. */
export function pause(timer: Timer, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || ms <= 0) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = timer.after(ms, end)
    signal.addEventListener('abort', end)
  })
}
