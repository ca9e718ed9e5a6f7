export interface Bucket {
  /** `le`: observations up to here, this one included. */
  upperBound: number
  /** Cumulative. */
  count: number
}

/**
 * The quantile by the interpolation of PromQL's `histogram_quantile` for classic buckets:
 * observations are taken to lie evenly within their bucket, the lowest of which begins at 0, and one
 * in the last is told as the highest bound there is. Undefined where PromQL says NaN: no `+Inf`
 * bucket, fewer than two, nothing observed.
 */
export function histogramQuantile(q: number, buckets: readonly Bucket[]): number | undefined {
  const sorted = merged(buckets)
  const last = sorted.at(-1)
  const beforeLast = sorted.at(-2)
  if (!last || !beforeLast || last.upperBound !== Infinity || !(last.count > 0)) return undefined
  const rank = q * last.count
  const at = sorted.findIndex(({ count }) => count >= rank)
  const found = sorted[at]
  if (!found || at === sorted.length - 1) return beforeLast.upperBound
  const below = sorted[at - 1]
  if (!below) {
    if (found.upperBound <= 0) return found.upperBound
    return found.count === 0 ? 0 : found.upperBound * (rank / found.count)
  }
  const inBucket = found.count - below.count
  if (inBucket === 0) return found.upperBound
  const part = (rank - below.count) / inBucket
  return below.upperBound + (found.upperBound - below.upperBound) * part
}

/** In order, equal bounds as one, and never falling: scrapes are not quite atomic. */
function merged(buckets: readonly Bucket[]): Bucket[] {
  const byBound = new Map<number, number>()
  for (const { upperBound, count } of buckets) {
    byBound.set(upperBound, (byBound.get(upperBound) ?? 0) + count)
  }
  let highest = 0
  return [...byBound]
    .sort(([a], [b]) => a - b)
    .map(([upperBound, count]) => {
      highest = Math.max(highest, count)
      return { upperBound, count: highest }
    })
}
