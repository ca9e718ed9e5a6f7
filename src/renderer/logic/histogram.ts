import type { HistoryBucket } from '../../shared/model/monitor.ts'

/** Answer times by how many looks took so long. */
export interface Histogram {
  bars: { fromMs: number; toMs: number; count: number }[]
  /** Of the tallest bar. */
  most: number
  /** Every look is where it belongs; else columns of several looks were spread by their percentiles. */
  exact: boolean
}

const barCount = 24
/** Beyond this, bars of equal width would put nearly all looks into the first. */
const mostRatio = 12

/** Of the columns of a history, from the fastest look on. Undefined where nothing was timed. */
export function histogramOf(
  buckets: readonly HistoryBucket[],
  fastestMs = Infinity,
): Histogram | undefined {
  const points = buckets.flatMap(pointsOf)
  if (points.length === 0) return undefined
  const values = points.map(({ ms }) => ms)
  const least = Math.min(fastestMs, ...values)
  const most = Math.max(...values)
  const edges = edgesOf(least, most)
  const bars = edges
    .slice(1)
    .map((toMs, index) => ({ fromMs: edges[index] ?? least, toMs, count: 0 }))
  for (const { ms, count } of points) {
    const bar = bars.find(({ toMs }) => ms < toMs) ?? bars.at(-1)
    if (bar) bar.count += count
  }
  return {
    bars,
    most: Math.max(...bars.map(({ count }) => count)),
    exact: buckets.every((bucket) => looksOf(bucket) <= 2),
  }
}

const looksOf = ({ passed, failed }: HistoryBucket): number => passed + failed

/**
 * One look is its own median, and of two the other is the slowest. Of more, half are at the median
 * at most, all but a twentieth at the 95th percentile, and one is the slowest.
 */
function pointsOf(bucket: HistoryBucket): { ms: number; count: number }[] {
  const { p50, p95, max } = bucket
  const looks = looksOf(bucket)
  if (p50 === null || max === null || looks === 0) return []
  if (looks === 1) return [{ ms: p50, count: 1 }]
  const lower = Math.ceil(looks / 2)
  const between = looks - lower - 1
  const points = [
    { ms: p50, count: lower },
    { ms: (p50 + (p95 ?? max)) / 2, count: between },
    { ms: max, count: 1 },
  ]
  return points.filter(({ count }) => count > 0)
}

/** Equal widths, or equal ratios where times lie far apart. */
function edgesOf(least: number, most: number): number[] {
  const low = Math.max(least, 0.1)
  const high = Math.max(most, low * 1.01)
  const isWide = high / low > mostRatio
  return Array.from({ length: barCount + 1 }, (_, index) => {
    const share = index / barCount
    return isWide ? low * (high / low) ** share : low + (high - low) * share
  })
}
