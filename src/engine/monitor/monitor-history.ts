import type { HistoryBucket, MonitorHistory } from '../../shared/model/monitor.ts'
import type { SampleStore } from './sample-store.ts'
import { latencyOf } from './tally.ts'
import { minuteMs, quarterMs } from './window-parts.ts'

export interface Wanted {
  fromMs: number
  toMs: number
  /** Columns at most, or a few more where they are cut at whole minutes. */
  points: number
  everySeconds: number
}

/** A series in columns, each as wide as an interval at least. */
export function readHistory(
  samples: SampleStore,
  series: number | undefined,
  wanted: Wanted,
): MonitorHistory {
  const { fromMs, toMs, everySeconds } = wanted
  const { startMs, stepMs } = columnsOf(wanted)
  const place = series ?? -1
  const { resolution, tallies } = samples.columns(place, startMs, toMs, stepMs)
  const covered = coveredColumns(samples, place, { startMs, toMs, stepMs })
  const buckets: HistoryBucket[] = []
  for (let column = 0; startMs + column * stepMs < toMs; column++) {
    const tally = tallies.get(column)
    const latency = tally && latencyOf(tally)
    const {
      passed = 0,
      failed = 0,
      unknown = 0,
      firstLooks = 0,
      maintenance = 0,
    } = tally?.counts ?? {}
    buckets.push({
      from: iso(startMs + column * stepMs),
      to: iso(startMs + (column + 1) * stepMs),
      passed,
      failed,
      unknown,
      firstLooks,
      maintenance,
      p50: latency?.p50 ?? null,
      p95: latency?.p95 ?? null,
      max: latency?.max ?? null,
      gap: covered ? !covered.has(column) : (tally?.coverMs ?? 0) === 0,
    })
  }
  return {
    everySeconds,
    resolution,
    buckets,
    gaps: samples.gaps(fromMs, toMs),
    summary: samples.window(place, fromMs, toMs),
  }
}

/** Where the first column begins and how wide each is. */
export function columnsOf({ fromMs, toMs, points, everySeconds }: Wanted) {
  const stepMs = stepOf((toMs - fromMs) / points, everySeconds * 1000)
  // Sums are kept by the clock's own minutes and quarters: columns begin with them.
  const startMs = stepMs < minuteMs ? fromMs : Math.floor(fromMs / stepMs) * stepMs
  return { startMs, stepMs }
}

function stepOf(wantedMs: number, everyMs: number): number {
  const stepMs = Math.max(1000, Math.ceil(wantedMs), everyMs)
  if (stepMs < minuteMs) return stepMs
  const unitMs = stepMs < quarterMs ? minuteMs : quarterMs
  return Math.ceil(stepMs / unitMs) * unitMs
}

/**
 * Columns that a measurement speaks for. A sample speaks for the time since the one before, which
 * may have been in the column before.
 */
function coveredColumns(
  samples: SampleStore,
  series: number,
  { startMs, toMs, stepMs }: { startMs: number; toMs: number; stepMs: number },
): Set<number> | undefined {
  if (stepMs >= minuteMs) return undefined
  const covered = new Set<number>()
  for (const { atMs, coverMs } of samples.samples(series, startMs, toMs + stepMs)) {
    if (coverMs === 0) continue
    const last = Math.floor((atMs - startMs) / stepMs)
    for (let at = Math.floor((atMs - coverMs - startMs) / stepMs); at <= last; at++) covered.add(at)
  }
  return covered
}

const iso = (ms: number) => new Date(ms).toISOString()
