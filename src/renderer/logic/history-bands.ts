import type { HistoryBucket } from '../../shared/model/monitor.ts'

/** A stretch of time that is shaded behind the curves. */
export interface Band {
  kind: 'gap' | 'failed' | 'unknown'
  fromMs: number
  toMs: number
}

function kindOf(bucket: HistoryBucket): Band['kind'] | undefined {
  if (bucket.failed > 0) return 'failed'
  // Where something was measured as well, the curve has its word.
  if (bucket.unknown > 0 && bucket.passed === 0) return 'unknown'
  return bucket.gap ? 'gap' : undefined
}

/** Neighbouring columns of one kind, as one stretch. */
export function bandsOf(buckets: readonly HistoryBucket[]): Band[] {
  const bands: Band[] = []
  for (const bucket of buckets) {
    const kind = kindOf(bucket)
    if (kind === undefined) continue
    const fromMs = Date.parse(bucket.from)
    const toMs = Date.parse(bucket.to)
    const last = bands.at(-1)
    if (last?.kind === kind && last.toMs === fromMs) last.toMs = toMs
    else bands.push({ kind, fromMs, toMs })
  }
  return bands
}

/** The columns of the chart: seconds, then p50, p95 and the slowest look in milliseconds. */
export type HistorySeries = [
  seconds: number[],
  p50: (number | null | undefined)[],
  p95: (number | null | undefined)[],
  max: (number | null)[],
]

/** Columns are an interval wide at least: between two looks more than this lie empty only in a gap. */
const mostEmpty = 2

/**
 * Null leaves the curve open, undefined lets it pass: a column may hold no look at all without
 * anything being amiss, when a look came a little late. Where looks gave no time, where nobody
 * looked, and over more than a few empty columns nothing is drawn.
 */
export function seriesOf(buckets: readonly HistoryBucket[]): HistorySeries {
  const seconds = buckets.map(({ from, to }) => (Date.parse(from) + Date.parse(to)) / 2000)
  const passes = buckets.map(isEmpty)
  for (let index = 0; index < passes.length;) {
    let end = index
    while (passes[end]) end += 1
    if (end - index > mostEmpty) passes.fill(false, index, end)
    index = end + 1
  }
  const valuesOf = (quantile: 'p50' | 'p95') =>
    buckets.map((bucket, index) => bucket[quantile] ?? (passes[index] ? undefined : null))
  return [seconds, valuesOf('p50'), valuesOf('p95'), buckets.map(({ max }) => max)]
}

const isEmpty = ({ gap, passed, failed, unknown }: HistoryBucket): boolean =>
  !gap && passed + failed + unknown === 0
