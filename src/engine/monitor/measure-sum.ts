import type { MeasurePoint } from './measures.ts'

/**
 * What any number of points of one measure come to. Two that follow each other in time can be
 * joined, and then say what all their points together would have said.
 */
export interface MeasureSum {
  count: number
  min: number
  max: number
  /** Of all values: the mean of joined sums needs it. */
  total: number
  first: MeasurePoint
  last: MeasurePoint
  /** By how much a counter grew; after a reset it is taken to have begun at nothing. */
  increase: number
  /** Times that a value was another than the one before. */
  changes: number
  changedAtMs: number | undefined
}

export function sumOfPoint(point: MeasurePoint): MeasureSum {
  const { value } = point
  return {
    count: 1,
    min: value,
    max: value,
    total: value,
    first: point,
    last: point,
    increase: 0,
    changes: 0,
    changedAtMs: undefined,
  }
}

/** Undefined for no points. */
export function sumOfPoints(points: readonly MeasurePoint[]): MeasureSum | undefined {
  let sum: MeasureSum | undefined
  for (const point of points) sum = joinSums(sum, sumOfPoint(point))
  return sum
}

export function joinSums(sum: MeasureSum | undefined, later: MeasureSum): MeasureSum {
  if (!sum) return later
  const before = sum.last.value
  const after = later.first.value
  const isChange = before !== after
  const changedHereMs = isChange ? later.first.atMs : sum.changedAtMs
  return {
    count: sum.count + later.count,
    min: Math.min(sum.min, later.min),
    max: Math.max(sum.max, later.max),
    total: sum.total + later.total,
    first: sum.first,
    last: later.last,
    increase: sum.increase + grown(before, after) + later.increase,
    changes: sum.changes + (isChange ? 1 : 0) + later.changes,
    changedAtMs: later.changedAtMs ?? changedHereMs,
  }
}

/** A counter that reads less than before began anew: all that it reads now is growth. */
const grown = (before: number, after: number) =>
  after >= before ? after - before : Math.max(0, after)
