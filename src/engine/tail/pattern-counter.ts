import type { LogPattern, PatternStatus } from '../../shared/model/tail.ts'
import type { ParsedLine } from './parse-line.ts'
import { compilePattern, patternFilter, type PatternTest } from './pattern.ts'

/** Counts by second are kept for this long: the longest window that can be asked for. */
export const longestPatternWindowS = 3600
const rateWindowS = 300

/** How often a pattern was seen, and when. */
export interface PatternCounter {
  readonly pattern: LogPattern
  /** A line as it came; its own time decides what window it falls into. Whether it is one of them. */
  take(raw: string, parsed: ParsedLine, atMs: number): boolean
  /** In one second, within the longest window. */
  countAt(second: number): number
  /** In the window that ends now. */
  countIn(windowS: number, nowMs: number): number
  readonly lastAtMs: number | undefined
  status(nowMs: number): PatternStatus
}

/** A pattern that does not compile was refused when the runbook was opened; here it matches nothing. */
export function createPatternCounter(pattern: LogPattern): PatternCounter {
  const compiled = compilePattern(pattern.match)
  const filter = patternFilter(pattern.match)
  const test: PatternTest = compiled.ok ? compiled.value : () => false
  /** A ring of seconds; `second` says which one a place holds. */
  const counts = new Uint32Array(longestPatternWindowS)
  const seconds = new Float64Array(longestPatternWindowS)
  let total = 0
  let lastAtMs: number | undefined

  const countAt = (second: number) => {
    const place = second % longestPatternWindowS
    return seconds[place] === second ? (counts[place] ?? 0) : 0
  }
  const countIn = (windowS: number, nowMs: number) => {
    const now = Math.floor(nowMs / 1000)
    let count = 0
    for (let second = now; second > now - windowS; second--) count += countAt(second)
    return count
  }

  return {
    pattern,
    take(raw, parsed, atMs) {
      if (!test(raw, parsed)) return false
      total++
      lastAtMs = Math.max(lastAtMs ?? 0, atMs)
      const second = Math.floor(atMs / 1000)
      const place = second % longestPatternWindowS
      if (second < (seconds[place] ?? 0)) return true
      if (second > (seconds[place] ?? 0)) {
        seconds[place] = second
        counts[place] = 0
      }
      counts[place] = (counts[place] ?? 0) + 1
      return true
    },
    countAt,
    countIn,
    get lastAtMs() {
      return lastAtMs
    },
    status(nowMs) {
      const { id, title, critical, alert } = pattern
      return {
        id,
        title,
        critical,
        filter,
        ...(alert === undefined ? {} : { alert }),
        count: total,
        perMinute: countIn(rateWindowS, nowMs) / (rateWindowS / 60),
        ...(lastAtMs === undefined ? {} : { lastAt: new Date(lastAtMs).toISOString() }),
      }
    },
  }
}
