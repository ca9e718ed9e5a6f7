import type { LogAlert } from '../../shared/model/tail.ts'
import { longestPatternWindowS, type PatternCounter } from './pattern-counter.ts'

/** Says when a pattern was seen as often as its author calls an alarm: once, until it was quiet again. */
export interface PatternAlarm {
  readonly alert: LogAlert
  /** A line of it came; how often it was seen within the window, where this is the one that alarms. */
  seen(atMs: number, arrivedMs: number): number | undefined
  /** It was seen too often, and is not quiet since. */
  isRinging(nowMs: number): boolean
  /** After a restart: what was told last goes on where nothing was quiet since. */
  resume(toldMs: number, nowMs: number): void
}

export function createPatternAlarm(alert: LogAlert, counter: PatternCounter): PatternAlarm {
  const windowMs = alert.windowSeconds * 1000
  /** While it rings: when it was last seen, by the line's own time and by ours. */
  let last: { atMs: number; arrivedMs: number } | undefined

  return {
    alert,
    seen(atMs, arrivedMs) {
      if (last) {
        // What was caught up after a lost link comes all at once, though it is of hours: that is one.
        const isQuiet = atMs - last.atMs > windowMs && arrivedMs - last.arrivedMs > windowMs
        last = isQuiet ? undefined : { atMs: Math.max(atMs, last.atMs), arrivedMs }
      }
      if (last) return undefined
      const count = counter.countIn(alert.windowSeconds, atMs)
      if (count < alert.count) return undefined
      last = { atMs, arrivedMs }
      return count
    },
    isRinging: (nowMs) => last !== undefined && nowMs - last.arrivedMs <= windowMs,
    resume(toldMs, nowMs) {
      const nowS = Math.floor(nowMs / 1000)
      const toS = Math.max(Math.floor(toldMs / 1000), nowS - longestPatternWindowS)
      let quietS = 0
      for (let second = nowS; second > toS; second--) {
        quietS = counter.countAt(second) > 0 ? 0 : quietS + 1
        if (quietS > alert.windowSeconds) return
      }
      const atMs = counter.lastAtMs ?? toldMs
      last = { atMs, arrivedMs: atMs }
    },
  }
}
