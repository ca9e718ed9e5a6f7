import type { MeasureSum } from './measure-sum.ts'
import type { MeasurePoint } from './measures.ts'
import {
  createPackedReader,
  createPackedWriter,
  type PackedReader,
  type PackedWriter,
} from './packed-numbers.ts'

/**
 * How the measures of a check lie in a row, by their keys. Most numbers are the same as the ones
 * before, or near to them: those take a byte or two, and any other eight and its mark.
 */
const asDouble = 0
const asDifference = 1
const largestDifference = 2 ** 50

/** A number that the one before says much of. Reads back as the very same double. */
function writeValue(writer: PackedWriter, value: number, before: number): void {
  const difference = value - before
  const isExact =
    Number.isInteger(difference) &&
    Math.abs(difference) <= largestDifference &&
    Object.is(before + difference, value)
  if (!isExact) {
    writer.number(asDouble)
    writer.double(value)
    return
  }
  writer.number(asDifference + zigzag(difference))
}

function readValue(reader: PackedReader, before: number): number {
  const mark = reader.number()
  return mark === asDouble ? reader.double() : before + unzigzag(mark - asDifference)
}

const zigzag = (value: number) => (value < 0 ? -value * 2 - 1 : value * 2)
const unzigzag = (value: number) => (value % 2 === 0 ? value / 2 : -(value + 1) / 2)

/** Points by key; those of one key in the order of time. */
export type PointsByKey = Map<number, MeasurePoint[]>
export type SumsByKey = Map<number, MeasureSum>

/** The moments of looks are said once, whatever number of measures each gave. */
export function encodePoints(startMs: number, points: PointsByKey): Uint8Array {
  const writer = createPackedWriter()
  const times = [...new Set([...points.values()].flatMap((list) => list.map(({ atMs }) => atMs)))]
  times.sort((left, right) => left - right)
  writer.number(times.length)
  let beforeMs = startMs
  for (const atMs of times) {
    writeValue(writer, atMs, beforeMs)
    beforeMs = atMs
  }
  const places = new Map(times.map((atMs, place) => [atMs, place]))
  for (const [key, list] of points) {
    writer.number(key)
    writer.number(list.length)
    // What every look gave needs no word of when.
    const isInAll = list.length === times.length
    let place = -1
    let value = 0
    for (const point of list) {
      const at = places.get(point.atMs) ?? 0
      if (!isInAll) writer.number(at - place - 1)
      writeValue(writer, point.value, value)
      place = at
      value = point.value
    }
  }
  return writer.bytes()
}

export function decodePoints(startMs: number, bytes: Uint8Array): PointsByKey {
  const reader = createPackedReader(bytes)
  const times: number[] = []
  let atMs = startMs
  for (let left = reader.number(); left > 0 && !reader.atEnd; left--) {
    atMs = readValue(reader, atMs)
    times.push(atMs)
  }
  const points: PointsByKey = new Map()
  while (!reader.atEnd) {
    const key = reader.number()
    const list: MeasurePoint[] = []
    let left = reader.number()
    const isInAll = left === times.length
    let place = -1
    let value = 0
    for (; left > 0 && !reader.atEnd; left--) {
      place += 1 + (isInAll ? 0 : reader.number())
      value = readValue(reader, value)
      list.push({ atMs: times[place] ?? startMs, value })
    }
    points.set(key, list)
  }
  return points
}

export function encodeSums(startMs: number, sums: SumsByKey): Uint8Array {
  const writer = createPackedWriter()
  for (const [key, sum] of sums) {
    const { first, last } = sum
    writer.number(key)
    writer.number(sum.count)
    writeValue(writer, first.atMs, startMs)
    writeValue(writer, last.atMs, first.atMs)
    writeValue(writer, first.value, 0)
    writeValue(writer, last.value, first.value)
    writer.number(sum.changes)
    // All the same: the first says everything.
    if (sum.changes === 0) continue
    writeValue(writer, sum.min, first.value)
    writeValue(writer, sum.max, sum.min)
    writeValue(writer, sum.total, first.value)
    writeValue(writer, sum.increase, 0)
    writeValue(writer, sum.changedAtMs ?? startMs, startMs)
  }
  return writer.bytes()
}

export function decodeSums(startMs: number, bytes: Uint8Array): SumsByKey {
  const reader = createPackedReader(bytes)
  const sums: SumsByKey = new Map()
  while (!reader.atEnd) {
    const key = reader.number()
    const count = reader.number()
    const firstMs = readValue(reader, startMs)
    const lastMs = readValue(reader, firstMs)
    const firstValue = readValue(reader, 0)
    const lastValue = readValue(reader, firstValue)
    const changes = reader.number()
    const isSame = changes === 0
    const min = isSame ? firstValue : readValue(reader, firstValue)
    const max = isSame ? firstValue : readValue(reader, min)
    const total = isSame ? count * firstValue : readValue(reader, firstValue)
    const increase = isSame ? 0 : readValue(reader, 0)
    const changedAtMs = isSame ? undefined : readValue(reader, startMs)
    sums.set(key, {
      count,
      min,
      max,
      total,
      first: { atMs: firstMs, value: firstValue },
      last: { atMs: lastMs, value: lastValue },
      increase,
      changes,
      changedAtMs,
    })
  }
  return sums
}
