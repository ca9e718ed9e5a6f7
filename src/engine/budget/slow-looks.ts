import { binsOf, createSketch } from '../monitor/sketch.ts'
import type { Sample, Tally } from '../monitor/tally.ts'

/** What some looks in a row come to, for a budget. */
export interface LookCount {
  bad: number
  total: number
  unknown: number
  coverMs: number
  lastMeasuredMs: number | undefined
  exact: boolean
}

export const noLooks = (): LookCount => ({
  bad: 0,
  total: 0,
  unknown: 0,
  coverMs: 0,
  lastMeasuredMs: undefined,
  exact: true,
})

/** Takes in what came right after. */
export function joinCount(count: LookCount, later: LookCount): void {
  count.bad += later.bad
  count.total += later.total
  count.unknown += later.unknown
  count.coverMs += later.coverMs
  count.lastMeasuredMs = later.lastMeasuredMs ?? count.lastMeasuredMs
  count.exact &&= later.exact
}

/** A look is good if it passed and, where there is a limit, is known to have been answered within it. */
export function countSample(count: LookCount, sample: Sample, latencyMs: number | undefined): void {
  const { verdict, aside } = sample
  if (aside !== undefined) return
  count.coverMs += sample.coverMs
  if (verdict === 'unknown') {
    count.unknown++
    return
  }
  count.total++
  count.lastMeasuredMs = sample.atMs
  const isSlow = latencyMs !== undefined && (sample.latencyMs ?? Infinity) > latencyMs
  if (verdict === 'failed' || isSlow) count.bad++
}

/**
 * The same of a sum. Which of its slow answers also failed is not known any more: they count twice,
 * for a budget must not look better than it is.
 */
export function countOfTally(tally: Tally, latencyMs: number | undefined): LookCount {
  const { counts, coverMs, lastMeasuredAtMs } = tally
  const total = counts.passed + counts.failed
  const { slow, exact } =
    latencyMs === undefined ? { slow: 0, exact: true } : slowAnswers(tally, latencyMs)
  return {
    bad: Math.min(total, counts.failed + slow),
    total,
    unknown: counts.unknown,
    coverMs,
    lastMeasuredMs: lastMeasuredAtMs,
    exact,
  }
}

function slowAnswers(tally: Tally, latencyMs: number): { slow: number; exact: boolean } {
  const { timed, minMs, maxMs } = tally
  if (timed === 0 || maxMs <= latencyMs) return { slow: 0, exact: true }
  const exact = tally.counts.failed === 0 && (minMs > latencyMs || tally.sketch === undefined)
  if (minMs > latencyMs) return { slow: timed, exact }
  let slow = 0
  for (const each of tally.exact) if (each > latencyMs) slow++
  if (tally.sketch)
    for (const [key, count] of binsOf(tally.sketch).bins)
      if (bins.mapping.value(key) > latencyMs) slow += count
  return { slow, exact }
}

/** All sketches have the same bins. */
const bins = createSketch()
