import type { SampleStore } from '../monitor/sample-store.ts'
import { quarterMs } from '../monitor/sample-window.ts'
import type { Tally } from '../monitor/tally.ts'

/** More than the longest window holds. */
const mostSums = 800

interface Known {
  toMs: number
  /** By quarter of an hour since 1970; null where nothing was seen. */
  sums: Map<number, Tally | null>
}

/**
 * A store's columns of a quarter of an hour, from the grid of quarters. One that is over never
 * changes, so a window of a week costs no more to look at again than a short one.
 */
export function cacheColumns(samples: Pick<SampleStore, 'columns'>): SampleStore['columns'] {
  const cache = new Map<number, Known>()

  return (series, fromMs, toMs, stepMs) => {
    if (stepMs !== quarterMs || fromMs % quarterMs !== 0)
      return samples.columns(series, fromMs, toMs, stepMs)
    const before = cache.get(series)
    // The clock was set back: what is known may be of a time that never was.
    const known = before && before.toMs <= toMs ? before : { toMs, sums: new Map() }
    known.toMs = toMs
    cache.set(series, known)
    const { sums } = known
    const first = fromMs / quarterMs
    const present = Math.floor(toMs / quarterMs)
    let next = first
    while (sums.has(next)) next++
    const read = samples.columns(series, next * quarterMs, toMs, quarterMs)
    for (let at = next; at < present; at++) sums.set(at, read.tallies.get(at - next) ?? null)
    for (const at of sums.keys()) if (at < present - mostSums) sums.delete(at)
    const tallies = new Map<number, Tally>()
    for (let at = first; at < present; at++) {
      const tally = sums.get(at)
      if (tally) tallies.set(at - first, tally)
    }
    const last = read.tallies.get(present - next)
    if (last) tallies.set(present - first, last)
    return { tallies, resolution: tallies.size > 1 ? '15m' : read.resolution }
  }
}
