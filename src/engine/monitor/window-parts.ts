import type { SampleResolution } from '../../shared/model/monitor.ts'

export const minuteMs = 60_000
export const minutesInQuarter = 15
export const quarterMs = minutesInQuarter * minuteMs

/** What is kept of a series, by its minute or quarter since 1970. */
export interface PartReader<Point, Sum> {
  raw(series: number, minute: number): readonly Point[] | undefined
  minute(series: number, minute: number): Sum | undefined
  quarter(series: number, quarter: number): Sum | undefined
  /** Undefined where there is nothing to sum up. */
  sumOf(points: readonly Point[]): Sum | undefined
  /** The first minute that is still kept in each form; nothing older is. */
  readonly from: { raw: number; minute: number; quarter: number }
  /** Quarters before this one are summed up: where one is missing nothing was seen. */
  readonly summedBefore: number
}

export interface Part<Sum> {
  atMs: number
  sum: Sum
  resolution: SampleResolution
}

export interface WantedParts {
  fromMs: number
  toMs: number
  /** The finest resolution that is worth reading where a coarser one fits. */
  finest: SampleResolution
}

const ranks: readonly SampleResolution[] = ['raw', '1m', '15m']
export const coarser = (a: SampleResolution, b: SampleResolution): SampleResolution =>
  ranks.indexOf(b) > ranks.indexOf(a) ? b : a

/**
 * The points of a window in order, in the largest pieces that fit into it: from ≤ at < to. Where only
 * a sum is left and the window cuts it, it counts when at least half of it lies within.
 */
export function* partsOf<Point extends { atMs: number }, Sum>(
  reader: PartReader<Point, Sum>,
  series: number,
  wanted: WantedParts,
): Generator<Part<Sum>> {
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
      const sum = reader.quarter(series, quarter)
      const counts = fillsQuarter || isMostly(atMs, toMs, quarterEndMs, quarterMs)
      if (sum && counts) yield { atMs, sum, resolution: '15m' }
      if (sum || onlyQuarter || quarter < summedBefore) {
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

function readMinute<Point extends { atMs: number }, Sum>(
  reader: PartReader<Point, Sum>,
  series: number,
  {
    atMs,
    toMs,
    minute,
    fillsMinute,
    finest,
  }: { atMs: number; toMs: number; minute: number; fillsMinute: boolean; finest: SampleResolution },
): Part<Sum> | undefined {
  if (finest !== 'raw' && fillsMinute) {
    const sum = reader.minute(series, minute)
    if (sum) return { atMs, sum, resolution: '1m' }
  }
  const points = reader.raw(series, minute)
  if (points) {
    const within = points.filter((point) => point.atMs >= atMs && point.atMs < toMs)
    const sum = reader.sumOf(within)
    return sum && { atMs, sum, resolution: 'raw' }
  }
  const sum = reader.minute(series, minute)
  const counts = fillsMinute || isMostly(atMs, toMs, (minute + 1) * minuteMs, minuteMs)
  return sum && counts ? { atMs, sum, resolution: '1m' } : undefined
}

/** At least half of what ends at `endMs` lies between. */
function isMostly(fromMs: number, toMs: number, endMs: number, lengthMs: number): boolean {
  return (Math.min(toMs, endMs) - fromMs) * 2 >= lengthMs
}
