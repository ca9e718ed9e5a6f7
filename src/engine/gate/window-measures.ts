import { assertNever } from '../../shared/result.ts'
import { joinSums, sumOfPoint, sumOfPoints, type MeasureSum } from '../monitor/measure-sum.ts'
import type { MeasurePoint } from '../monitor/measures.ts'
import type { SampleStore } from '../monitor/sample-store.ts'
import { longestRawMs, quarterMs } from '../monitor/sample-window.ts'
import { isPercentile, type MeasureFunction, type MeasureTerm } from './measure-criteria.ts'

/** The numbers of a monitor's looks that count, around a window. */
export interface MeasureSource {
  /** Undefined where there is none: from ≤ at < to. */
  sum(measure: string, fromMs: number, toMs: number): MeasureSum | undefined
  /** The numbers themselves, where the window is so short that all of them are kept. */
  values(measure: string, fromMs: number, toMs: number): number[]
}

/** Reads each measure of a short window once, however often it is asked for. */
export function createMeasureSource(
  log: SampleStore['measures'],
  series: number,
  fromMs: number,
  toMs: number,
): MeasureSource {
  const read = new Map<string, MeasurePoint[]>()
  const isShort = toMs - fromMs <= longestRawMs
  const within = (measure: string, startMs: number, endMs: number) => {
    let points = read.get(measure)
    if (!points) read.set(measure, (points = log.points(series, measure, fromMs, toMs, 'counting')))
    return points.filter(({ atMs }) => atMs >= startMs && atMs < endMs)
  }
  const sums = new Map<string, MeasureSum | undefined>()
  /** On the grid of the sums, as the looks themselves are counted. */
  const summed = (measure: string, startMs: number, endMs: number) => {
    const from = Math.floor(startMs / quarterMs) * quarterMs
    const to = Math.min(endMs, toMs)
    const key = `${from} ${to} ${measure}`
    if (!sums.has(key)) sums.set(key, log.window(series, measure, from, to))
    return sums.get(key)
  }
  return {
    sum: (measure, startMs, endMs) =>
      isShort ? sumOfPoints(within(measure, startMs, endMs)) : summed(measure, startMs, endMs),
    values: (measure, startMs, endMs) =>
      isShort ? within(measure, startMs, endMs).map(({ value }) => value) : [],
  }
}

/** A stretch of time, and how many looks more are taken to read what the last one did. */
export interface MeasureStretch {
  fromMs: number
  toMs: number
  more: number
  /** What came last, known even where the stretch itself is empty. */
  lastOf: (measure: string) => MeasurePoint | undefined
}

/** What the terms of a condition come to. A term that has no value is absent. */
export function measureFacts(
  terms: readonly MeasureTerm[],
  source: MeasureSource | undefined,
  stretch: MeasureStretch,
): Record<string, number> {
  const facts: Record<string, number> = {}
  for (const { term, measure, function: name } of terms) {
    const seen = source?.sum(measure, stretch.fromMs, stretch.toMs)
    const sum = prolonged(seen, stretch, measure)
    if (!source || !sum) continue
    const value = isPercentile(name)
      ? percentile(
          name,
          source.values(measure, stretch.fromMs, stretch.toMs),
          sum.last.value,
          stretch.more,
        )
      : valueOf(name, sum, stretch.toMs)
    if (value !== undefined && Number.isFinite(value)) facts[term] = value
  }
  return facts
}

/** A measure is taken to stay at its last value. */
function prolonged(
  seen: MeasureSum | undefined,
  { fromMs, more, toMs, lastOf }: MeasureStretch,
  measure: string,
): MeasureSum | undefined {
  const last = more > 0 ? lastOf(measure) : undefined
  if (!last) return seen
  const { value } = last
  const rest: MeasureSum = {
    ...sumOfPoint({ atMs: Math.max(fromMs, last.atMs), value }),
    count: more,
    total: more * value,
    last: { atMs: toMs, value },
  }
  return joinSums(seen, rest)
}

/** Of one number nobody can say how it changes. */
const fewestToChange = 2

function valueOf(
  name: Exclude<MeasureFunction, `p${number}`>,
  sum: MeasureSum,
  toMs: number,
): number | undefined {
  const spanMs = sum.last.atMs - sum.first.atMs
  switch (name) {
    case 'max':
    case 'min':
      return sum[name]
    case 'mean':
      return sum.total / sum.count
    case 'last':
      return sum.last.value
    case 'since':
      return (toMs - (sum.changedAtMs ?? sum.first.atMs)) / 1000
    case 'increase':
    case 'changes':
      return sum.count < fewestToChange ? undefined : sum[name]
    case 'rate':
      return sum.count < fewestToChange ? undefined : sum.increase / (spanMs / 1000)
    default:
      return assertNever(name)
  }
}

/** The value at rank ⌊q·(n−1)⌋. */
function percentile(
  name: string,
  values: readonly number[],
  last: number,
  more: number,
): number | undefined {
  const sorted = Float64Array.from([...values, ...Array<number>(more).fill(last)]).sort()
  return sorted[Math.floor(Number(`0.${name.slice(1)}`) * (sorted.length - 1))]
}

/**
 * The first of a condition's terms whose measure is known of too little of what was looked at, or
 * has not been seen for too long: a target that stops saying it is no better for it.
 */
export function sparseTerm(
  terms: readonly MeasureTerm[],
  source: MeasureSource | undefined,
  {
    fromMs,
    toMs,
    looks,
    minCoverage,
    maxStaleMs,
  }: {
    fromMs: number
    toMs: number
    /** Looks that counted and could measure. */
    looks: number
    minCoverage: number
    maxStaleMs: number
  },
): { term: string; measure: string; count: number } | undefined {
  for (const { term, measure } of terms) {
    const sum = source?.sum(measure, fromMs, toMs)
    const count = sum?.count ?? 0
    if (count < looks * minCoverage || !sum || toMs - sum.last.atMs > maxStaleMs)
      return { term, measure, count }
  }
  return undefined
}
