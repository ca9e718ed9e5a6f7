import type { DatabaseSync } from 'node:sqlite'

import type { SampleResolution } from '../../shared/model/monitor.ts'
import type { PointsByKey, SumsByKey } from './measure-codec.ts'
import { createMeasureNames } from './measure-names.ts'
import { createMeasureRows } from './measure-rows.ts'
import { joinSums, sumOfPoints, type MeasureSum } from './measure-sum.ts'
import type { MeasurePoint } from './measures.ts'
import {
  coarser,
  minuteMs,
  minutesInQuarter,
  partsOf,
  quarterMs,
  type PartReader,
  type WantedParts,
} from './window-parts.ts'

/** Minutes summed up in one flush: closing a thousand series at once would hold the engine up. */
const closedAtOnce = 100
/** Minutes kept in memory while the disk takes nothing. Beyond it the oldest are lost. */
const mostUnsaved = 20_000
const mostSeries = 2 ** 26
/** Of one measure: more than the longest window of a gate or a budget has. */
const mostCached = 3000

/** A number that a look gave. What does not count is kept apart: it is shown, and not judged. */
export interface NamedNumber {
  name: string
  value: number
}

/** The numbers of each series by minute, beside its samples; written and summed up in one go with them. */
export interface MeasureLog {
  /** Of one look. `always` are kept however many measures the series has already. */
  record(
    series: number,
    look: { atMs: number; counts: boolean; numbers: readonly NamedNumber[] },
    always: ReadonlySet<string>,
  ): void
  /** Kept of a series, in the order in which they first came. */
  names(series: number): string[]
  /** Finely where it is still kept so; all, or only what counts. */
  points(
    series: number,
    name: string,
    fromMs: number,
    toMs: number,
    which?: 'all' | 'counting',
  ): MeasurePoint[]
  /** Of what counts. */
  window(series: number, name: string, fromMs: number, toMs: number): MeasureSum | undefined
  columns(
    series: number,
    name: string,
    fromMs: number,
    toMs: number,
    stepMs: number,
  ): { resolution: SampleResolution; sums: Map<number, MeasureSum> }
  /** What a flush has to write; undefined where there is nothing. */
  prepare(presentMinute: number): MeasureWork | undefined
  /** Within a transaction. */
  dropFrom(minute: number): void
}

export interface MeasureWork {
  /** Within a transaction; `written` follows when it holds. */
  write(): void
  written(): void
}

/** The points of one series in one minute, not yet summed up. */
interface HeldMinute {
  minute: number
  series: number
  points: PointsByKey
  dirty: boolean
}

type Due = Map<number, { quarter: number; series: number }>

export function createMeasureLog(sql: DatabaseSync, readOnly: boolean): MeasureLog {
  const rows = createMeasureRows(sql)
  const names = createMeasureNames(sql)
  /** In the order in which they began. */
  const held = new Map<number, HeldMinute>()
  const due: Due = new Map()
  let firstRecorded = Number.POSITIVE_INFINITY
  let summedBefore = 0
  let cache = new Map<string, Map<number, MeasureSum | null>>()

  const placeOf = (minuteOrQuarter: number, series: number) => minuteOrQuarter * mostSeries + series
  const addDue = (quarter: number, series: number) => {
    due.set(placeOf(quarter, series), { quarter, series })
  }

  const pointsIn = (series: number, minute: number): PointsByKey | undefined => {
    const here = held.get(placeOf(minute, series))
    return here ? here.points : rows.points(series, minute)
  }
  const minuteSums = (series: number, minute: number): SumsByKey | undefined => {
    const here = held.get(placeOf(minute, series))
    return here ? sumsOf(here.points) : rows.minuteSums(series, minute)
  }
  const quarterSum = (series: number, quarter: number, key: number): MeasureSum | undefined =>
    rows.quarterSums(series, quarter)?.get(key)
  const summedBeforeNow = () =>
    // What another process has summed up can only be read off.
    readOnly ? rows.ends().lastQuarter - 1 : summedBefore

  const cachedQuarter = (series: number, quarter: number, key: number) => {
    const place = `${series} ${key}`
    let known = cache.get(place)
    if (!known) cache.set(place, (known = new Map()))
    const found = known.get(quarter)
    if (found !== undefined) return found ?? undefined
    const sum = quarterSum(series, quarter, key)
    if (sum || quarter < summedBeforeNow()) {
      known.set(quarter, sum ?? null)
      const [oldest] = known.keys()
      if (known.size > mostCached && oldest !== undefined) known.delete(oldest)
    }
    return sum
  }

  const readerOf = (key: number, quarter = quarterSum): PartReader<MeasurePoint, MeasureSum> => {
    const { raw, minute, quarter: firstQuarter } = rows.ends()
    let last: { minute: number; points: PointsByKey | undefined } | undefined
    return {
      from: { raw: Math.min(firstRecorded, raw), minute, quarter: firstQuarter },
      summedBefore: summedBeforeNow(),
      raw(series, at) {
        // Who asks for a minute asks for it twice: what is in it, and then for the points.
        if (last?.minute !== at) last = { minute: at, points: pointsIn(series, at) }
        return last.points && (last.points.get(key) ?? [])
      },
      minute: (series, at) => minuteSums(series, at)?.get(key),
      quarter: (series, at) => quarter(series, at, key),
      sumOf: sumOfPoints,
    }
  }

  /** The parts of a measure, with the points where they are kept. */
  function* read(series: number, key: number, wanted: WantedParts) {
    const reader = readerOf(key)
    for (const part of partsOf(reader, series, wanted)) {
      if (part.resolution !== 'raw') {
        yield { resolution: part.resolution, atMs: part.atMs, sum: part.sum }
        continue
      }
      for (const point of reader.raw(series, Math.floor(part.atMs / minuteMs)) ?? [])
        if (point.atMs >= part.atMs && point.atMs < wanted.toMs)
          yield { resolution: part.resolution, atMs: point.atMs, sum: sumOfPoints([point]) }
    }
  }
  /** Those that count first, then the others, each in order of time. */
  const keysOf = (series: number, name: string) => {
    const place = names.find(series, name)
    return place === undefined ? [] : [keyOf(place, true), keyOf(place, false)]
  }

  const putQuarter = (quarter: number, series: number) => {
    const sums: SumsByKey = new Map()
    for (let n = 0; n < minutesInQuarter; n++)
      for (const [key, sum] of minuteSums(series, quarter * minutesInQuarter + n) ?? [])
        sums.set(key, joinSums(sums.get(key), sum))
    if (sums.size > 0) rows.putQuarter(series, quarter, sums)
  }

  if (!readOnly) {
    for (const { minute, series, points } of rows.unsummedMinutes())
      held.set(placeOf(minute, series), { minute, series, points, dirty: false })
    for (const { quarter, series } of rows.unsummedQuarters()) addDue(quarter, series)
  }

  return {
    record(series, { atMs, counts, numbers }, always) {
      if (numbers.length === 0) return
      const minute = Math.floor(atMs / minuteMs)
      const place = placeOf(minute, series)
      let here = held.get(place)
      if (!here) {
        here = { minute, series, points: new Map(), dirty: true }
        held.set(place, here)
        firstRecorded = Math.min(firstRecorded, minute)
        const [oldest] = held.keys()
        if (held.size > mostUnsaved && oldest !== undefined) held.delete(oldest)
      }
      for (const { name, value } of numbers) {
        const number = names.admit(series, name, always.has(name))
        if (number === undefined) continue
        const key = keyOf(number, counts)
        const list = here.points.get(key)
        if (!list) here.points.set(key, [{ atMs, value }])
        else if ((list.at(-1)?.atMs ?? 0) < atMs) list.push({ atMs, value })
      }
      here.dirty = true
    },
    names: (series) => names.all(series),
    points(series, name, fromMs, toMs, which = 'all') {
      const wanted = { fromMs, toMs, finest: 'raw' as const }
      const points: MeasurePoint[] = []
      for (const key of keysOf(series, name).slice(0, which === 'all' ? 2 : 1))
        for (const { sum } of read(series, key, wanted)) if (sum) points.push(sum.last)
      return points.sort((left, right) => left.atMs - right.atMs)
    },
    window(series, name, fromMs, toMs) {
      const [key] = keysOf(series, name)
      if (key === undefined) return undefined
      const reader = readerOf(key, cachedQuarter)
      let sum: MeasureSum | undefined
      // Sums of sums lose nothing, so whatever fits is taken.
      for (const part of partsOf(reader, series, { fromMs, toMs, finest: '15m' }))
        sum = joinSums(sum, part.sum)
      return sum
    },
    columns(series, name, fromMs, toMs, stepMs) {
      const finest = stepMs < minuteMs ? 'raw' : stepMs < quarterMs ? '1m' : '15m'
      const sums = new Map<number, MeasureSum>()
      let resolution: SampleResolution = 'raw'
      for (const key of keysOf(series, name))
        for (const part of read(series, key, { fromMs, toMs, finest })) {
          resolution = coarser(resolution, part.resolution)
          const column = Math.max(0, Math.floor((part.atMs - fromMs) / stepMs))
          if (part.sum) sums.set(column, mergeSums(sums.get(column), part.sum))
        }
      return { resolution, sums }
    },
    prepare(present) {
      const over = [...held.values()]
        .filter(({ minute }) => minute < present)
        .toSorted((left, right) => left.minute - right.minute)
      const batch = over.slice(0, closedAtOnce)
      // A quarter is summed up when no minute of it waits any more.
      const waiting = over[closedAtOnce]?.minute ?? present
      for (const { minute, series } of batch) addDue(Math.floor(minute / minutesInQuarter), series)
      const ripe = [...due]
        .filter(([, { quarter }]) => (quarter + 1) * minutesInQuarter <= waiting)
        .slice(0, closedAtOnce)
      const dirty = [...held.values()].filter((here) => here.dirty)
      const settle = () => {
        summedBefore = Math.floor(waiting / minutesInQuarter)
        for (const { quarter } of due.values()) summedBefore = Math.min(summedBefore, quarter)
      }
      if (batch.length + ripe.length + dirty.length === 0) {
        settle()
        return undefined
      }
      return {
        write() {
          names.write()
          for (const { minute, series, points } of dirty) rows.putPoints(series, minute, points)
          for (const { minute, series, points } of batch)
            rows.putMinute(series, minute, sumsOf(points))
          for (const [, { quarter, series }] of ripe) putQuarter(quarter, series)
        },
        written() {
          names.written()
          for (const here of dirty) here.dirty = false
          for (const { minute, series } of batch) held.delete(placeOf(minute, series))
          for (const [place] of ripe) due.delete(place)
          settle()
        },
      }
    },
    dropFrom(minute) {
      const quarter = Math.floor(minute / minutesInQuarter)
      for (const [place, here] of held) if (here.minute >= minute) held.delete(place)
      for (const [place, one] of due) if (one.quarter >= quarter) due.delete(place)
      cache = new Map()
      summedBefore = Math.min(summedBefore, quarter)
      // The minutes before the present one still make up their quarter.
      for (const series of rows.dropFrom(minute)) addDue(quarter, series)
    },
  }
}

const keyOf = (place: number, counts: boolean) => place * 2 + (counts ? 0 : 1)

function sumsOf(points: PointsByKey): SumsByKey {
  const sums: SumsByKey = new Map()
  for (const [key, list] of points) {
    const sum = sumOfPoints(list)
    if (sum) sums.set(key, sum)
  }
  return sums
}

/** Of two stretches that may lie within each other; what depends on their order is not told by it. */
function mergeSums(sum: MeasureSum | undefined, other: MeasureSum): MeasureSum {
  if (!sum || other.first.atMs >= sum.last.atMs) return joinSums(sum, other)
  const joined = joinSums(sum, other)
  return { ...joined, last: other.last.atMs > sum.last.atMs ? other.last : sum.last }
}
