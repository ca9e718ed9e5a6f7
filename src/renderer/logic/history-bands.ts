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

/** The columns of the chart: seconds, then p50 and p95 in milliseconds. */
export type HistorySeries = [
  seconds: number[],
  p50: (number | null | undefined)[],
  p95: (number | null | undefined)[],
]

/**
 * Null leaves the curve open, undefined lets it pass: a column that is shorter than the interval
 * may hold no look at all without anything being amiss; where looks gave no time, or nobody looked,
 * nothing is drawn.
 */
export function seriesOf(buckets: readonly HistoryBucket[]): HistorySeries {
  const open = (bucket: HistoryBucket) => bucket.gap || bucket.failed > 0 || bucket.unknown > 0
  const value = (bucket: HistoryBucket, measured: number | null) =>
    measured ?? (open(bucket) || bucket.passed > 0 ? null : undefined)
  return [
    buckets.map(({ from, to }) => (Date.parse(from) + Date.parse(to)) / 2000),
    buckets.map((bucket) => value(bucket, bucket.p50)),
    buckets.map((bucket) => value(bucket, bucket.p95)),
  ]
}
