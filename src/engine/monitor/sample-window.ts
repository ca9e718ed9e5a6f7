import type { SampleResolution } from '../../shared/model/monitor.ts'
import { addSample, createTally, joinTally, type Sample, type Tally } from './tally.ts'

export const minuteMs = 60_000
export const minutesInQuarter = 15
export const quarterMs = minutesInQuarter * minuteMs

/** Longer windows are read from sums where a whole minute or quarter lies in them. */
const longestRawMs = 2 * 3_600_000

/** What is kept of a series, by its minute or quarter since 1970. */
export interface SampleReader {
  raw(series: number, minute: number): readonly Sample[] | undefined
  minute(series: number, minute: number): Tally | undefined
  quarter(series: number, quarter: number): Tally | undefined
  /** The first minute that is still kept in each form; nothing older is. */
  readonly from: { raw: number; minute: number; quarter: number }
  /** Quarters before this one are summed up: where one is missing nothing was seen. */
  readonly summedBefore: number
}

interface Part {
  atMs: number
  tally: Tally
  resolution: SampleResolution
}

/** A window of a series: from ≤ at < to. */
export function readWindow(reader: SampleReader, series: number, fromMs: number, toMs: number) {
  return {
    whole(): { tally: Tally; resolution: SampleResolution } {
      const finest = toMs - fromMs <= longestRawMs ? 'raw' : '15m'
      const tally = createTally()
      let resolution: SampleResolution = 'raw'
      for (const part of partsOf(reader, series, { fromMs, toMs, finest })) {
        joinTally(tally, part.tally)
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
        if (part.resolution !== 'raw') joinTally(at(columnOf(part.atMs)), part.tally)
        else
          for (const sample of reader.raw(series, Math.floor(part.atMs / minuteMs)) ?? [])
            if (sample.atMs >= part.atMs && sample.atMs < toMs)
              addSample(at(columnOf(sample.atMs)), sample)
      }
      return { resolution, tallies }
    },
  }
}

const ranks: readonly SampleResolution[] = ['raw', '1m', '15m']
const coarser = (a: SampleResolution, b: SampleResolution): SampleResolution =>
  ranks.indexOf(b) > ranks.indexOf(a) ? b : a

interface Wanted {
  fromMs: number
  toMs: number
  /** The finest resolution that is worth reading where a coarser one fits. */
  finest: SampleResolution
}

/**
 * The window's samples in order, in the largest pieces that fit into it. Where only a sum is left and
 * the window cuts it, it counts when at least half of it lies within.
 */
function* partsOf(reader: SampleReader, series: number, wanted: Wanted): Generator<Part> {
  const { toMs, finest } = wanted
  const { from, summedBefore } = reader
  const oldest = Math.min(from.raw, from.minute, from.quarter)
  let atMs = Math.max(wanted.fromMs, oldest * minuteMs)
  while (atMs < toMs) {
    const minute = Math.floor(atMs / minuteMs)
    const quarter = Math.floor(minute / minutesInQuarter)
    const quarterEndMs = (quarter + 1) * quarterMs
    const fillsQuarter = atMs === quarter * quarterMs && quarterEndMs <= toMs
    const onlyQuarter = (quarter + 1) * minutesInQuarter <= Math.min(from.raw, from.minute)
    if (onlyQuarter || (finest === '15m' && fillsQuarter)) {
      const tally = reader.quarter(series, quarter)
      const counts = fillsQuarter || isMostly(atMs, toMs, quarterEndMs, quarterMs)
      if (tally && counts) yield { atMs, tally, resolution: '15m' }
      if (tally || onlyQuarter || quarter < summedBefore) {
        atMs = quarterEndMs
        continue
      }
    }
    const minuteEndMs = (minute + 1) * minuteMs
    const fillsMinute = atMs === minute * minuteMs && minuteEndMs <= toMs
    const part = readMinute(reader, series, { atMs, toMs, minute, fillsMinute, finest })
    if (part) yield part
    atMs = minuteEndMs
  }
}

function readMinute(
  reader: SampleReader,
  series: number,
  {
    atMs,
    toMs,
    minute,
    fillsMinute,
    finest,
  }: { atMs: number; toMs: number; minute: number; fillsMinute: boolean; finest: SampleResolution },
): Part | undefined {
  if (finest !== 'raw' && fillsMinute) {
    const tally = reader.minute(series, minute)
    if (tally) return { atMs, tally, resolution: '1m' }
  }
  const samples = reader.raw(series, minute)
  if (samples) {
    const tally = createTally()
    for (const sample of samples)
      if (sample.atMs >= atMs && sample.atMs < toMs) addSample(tally, sample)
    return { atMs, tally, resolution: 'raw' }
  }
  const tally = reader.minute(series, minute)
  const counts = fillsMinute || isMostly(atMs, toMs, (minute + 1) * minuteMs, minuteMs)
  return tally && counts ? { atMs, tally, resolution: '1m' } : undefined
}

/** At least half of what ends at `endMs` lies between. */
function isMostly(fromMs: number, toMs: number, endMs: number, lengthMs: number): boolean {
  return (Math.min(toMs, endMs) - fromMs) * 2 >= lengthMs
}
