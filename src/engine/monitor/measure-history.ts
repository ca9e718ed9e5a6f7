import type { MeasureColumn, MeasureHistory } from '../../shared/model/measure.ts'
import type { SampleResolution } from '../../shared/model/monitor.ts'
import { columnsOf, type Wanted } from './monitor-history.ts'
import type { SampleStore } from './sample-store.ts'
import { coarser, minuteMs } from './window-parts.ts'

/** A number speaks for the time since the one before, if no more than one look between is missing. */
const intervalsSpokenFor = 1.5

/** Measures of a series in columns, each as wide as an interval at least. */
export function readMeasures(
  samples: Pick<SampleStore, 'measures' | 'gaps'>,
  series: number | undefined,
  names: readonly string[],
  wanted: Wanted,
): MeasureHistory {
  const place = series ?? -1
  const { fromMs, toMs, everySeconds } = wanted
  let resolution: SampleResolution = 'raw'
  const measures = names.map((name) => {
    const { startMs, stepMs } = columnsOf(wanted)
    const read = samples.measures.columns(place, name, startMs, toMs, stepMs)
    resolution = coarser(resolution, read.resolution)
    const spokenFor = columnsSpokenFor(samples, place, name, wanted)
    const columns: MeasureColumn[] = []
    for (let column = 0; startMs + column * stepMs < toMs; column++) {
      const sum = read.sums.get(column)
      columns.push({
        from: new Date(startMs + column * stepMs).toISOString(),
        to: new Date(startMs + (column + 1) * stepMs).toISOString(),
        min: sum?.min ?? null,
        max: sum?.max ?? null,
        mean: sum ? finite(sum.total / sum.count) : null,
        last: sum?.last.value ?? null,
        gap: !sum && !spokenFor.has(column),
      })
    }
    return { name, columns }
  })
  const known = samples.measures.names(place)
  return { everySeconds, resolution, measures, gaps: samples.gaps(fromMs, toMs), known }
}

const finite = (value: number) => (Number.isFinite(value) ? value : null)

function columnsSpokenFor(
  samples: Pick<SampleStore, 'measures'>,
  series: number,
  name: string,
  wanted: Wanted,
): Set<number> {
  const { startMs, stepMs } = columnsOf(wanted)
  const columns = new Set<number>()
  if (stepMs >= minuteMs) return columns
  const everyMs = wanted.everySeconds * 1000
  let beforeMs: number | undefined
  // The number that speaks for a column's end comes after it.
  for (const { atMs } of samples.measures.points(series, name, startMs, wanted.toMs + everyMs)) {
    const sinceMs = Math.min(atMs - (beforeMs ?? atMs - everyMs), everyMs * intervalsSpokenFor)
    const last = Math.floor((atMs - startMs) / stepMs)
    for (let at = Math.floor((atMs - sinceMs - startMs) / stepMs); at <= last; at++) columns.add(at)
    beforeMs = atMs
  }
  return columns
}
