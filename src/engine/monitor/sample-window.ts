import type { SampleResolution } from '../../shared/model/monitor.ts'
import { addSample, createTally, joinTally, type Sample, type Tally } from './tally.ts'
import { coarser, minuteMs, partsOf, quarterMs, type PartReader } from './window-parts.ts'

export { minuteMs, minutesInQuarter, quarterMs } from './window-parts.ts'

/** Longer windows are read from sums where a whole minute or quarter lies in them. */
export const longestRawMs = 2 * 3_600_000

export type SampleReader = PartReader<Sample, Tally>

/** A window of a series: from ≤ at < to. */
export function readWindow(reader: SampleReader, series: number, fromMs: number, toMs: number) {
  return {
    whole(): { tally: Tally; resolution: SampleResolution } {
      const finest = toMs - fromMs <= longestRawMs ? 'raw' : '15m'
      const tally = createTally()
      let resolution: SampleResolution = 'raw'
      for (const part of partsOf(reader, series, { fromMs, toMs, finest })) {
        joinTally(tally, part.sum)
        resolution = coarser(resolution, part.resolution)
      }
      return { tally, resolution }
    },
    /** By the number of the column. A sum that begins in a column belongs to it. */
    columns(stepMs: number): { resolution: SampleResolution; tallies: Map<number, Tally> } {
      const tallies = new Map<number, Tally>()
      const columnOf = (atMs: number) => Math.max(0, Math.floor((atMs - fromMs) / stepMs))
      const at = (column: number) => {
        let tally = tallies.get(column)
        if (!tally) tallies.set(column, (tally = createTally()))
        return tally
      }
      const finest = stepMs < minuteMs ? 'raw' : stepMs < quarterMs ? '1m' : '15m'
      let resolution: SampleResolution = 'raw'
      for (const part of partsOf(reader, series, { fromMs, toMs, finest })) {
        resolution = coarser(resolution, part.resolution)
        if (part.resolution !== 'raw') joinTally(at(columnOf(part.atMs)), part.sum)
        else
          for (const sample of reader.raw(series, Math.floor(part.atMs / minuteMs)) ?? [])
            if (sample.atMs >= part.atMs && sample.atMs < toMs)
              addSample(at(columnOf(sample.atMs)), sample)
      }
      return { resolution, tallies }
    },
  }
}
