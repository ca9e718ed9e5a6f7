import type { LogLine, LogMetric, MetricStatus } from '../../../shared/model/tail.ts'
import { createSketch, type QuantileSketch } from '../../monitor/sketch.ts'
import { fieldOf, type LineTest } from '../line-filter.ts'
import { createBucketRing } from './bucket-ring.ts'
import { parseMetric, type MetricQuery, type MetricTerm } from './metric-query.ts'

/** Values of a field that one stretch of a window tells apart; the rest is counted as one. */
const mostKeysOfBucket = 1000
const longestKey = 80

export type MetricValue = Pick<MetricStatus, 'value' | 'top' | 'isCrowded'>

/** One metric of a tail, counted as lines come. */
export interface MetricCounter {
  readonly metric: LogMetric
  take(line: LogLine, raw: string): void
  /** Over the window that ends now. */
  read(nowMs: number): MetricValue
}

/** A query that cannot be read was refused when the runbook was opened; here it counts nothing. */
export function createMetricCounter(
  metric: LogMetric,
  patterns: ReadonlyMap<string, LineTest>,
): MetricCounter {
  const query = parseMetric(metric.query, patterns)
  const windowMs = metric.windowSeconds * 1000
  const counting = query.ok ? countingOf(query.value, windowMs) : undefined
  return {
    metric,
    take: (line, raw) => counting?.take(line, raw),
    read: (nowMs) => counting?.read(nowMs) ?? {},
  }
}

type Counting = Pick<MetricCounter, 'take' | 'read'>

function countingOf(query: MetricQuery, windowMs: number): Counting {
  if (query.kind === 'top') return topCounting(query, windowMs)
  if (query.kind === 'number') {
    const only = termCounting(query.term, windowMs)
    return {
      take: (line, raw) => only.take(line, raw),
      read: (nowMs) => valueOf(only.read(nowMs)),
    }
  }
  const above = termCounting(query.above, windowMs)
  const below = termCounting(query.below, windowMs)
  return {
    take(line, raw) {
      above.take(line, raw)
      below.take(line, raw)
    },
    read(nowMs) {
      const [left, right] = [above.read(nowMs), below.read(nowMs)]
      // Nothing of nothing is no share at all.
      return left === undefined || right === undefined || right === 0 ? {} : valueOf(left / right)
    },
  }
}

const valueOf = (value: number | undefined): MetricValue => (value === undefined ? {} : { value })

interface Numbers {
  count: number
  sum: number
  min: number
  max: number
  sketch?: QuantileSketch
}

interface TermCounting {
  take(line: LogLine, raw: string): void
  read(nowMs: number): number | undefined
}

function termCounting({ aggregate, test }: MetricTerm, windowMs: number): TermCounting {
  const { kind } = aggregate
  const ring = createBucketRing<Numbers>(windowMs, () => ({
    count: 0,
    sum: 0,
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
    ...(kind === 'quantile' ? { sketch: createSketch() } : {}),
  }))
  return {
    take(line, raw) {
      if (!test(line, raw)) return
      const number = 'field' in aggregate ? numberIn(fieldOf(line, aggregate.field)) : 0
      if (number === undefined) return
      const numbers = ring.at(line.atMs)
      if (!numbers) return
      numbers.count++
      numbers.sum += number
      numbers.min = Math.min(numbers.min, number)
      numbers.max = Math.max(numbers.max, number)
      numbers.sketch?.accept(number)
    },
    read(nowMs) {
      const all = ring.window(nowMs)
      const count = all.reduce((sum, numbers) => sum + numbers.count, 0)
      if (kind === 'count') return count
      if (kind === 'rate') return count / (windowMs / 60_000)
      if (count === 0) return undefined
      if (kind === 'min') return all.reduce((least, { min }) => Math.min(least, min), Infinity)
      if (kind === 'max') return all.reduce((most, { max }) => Math.max(most, max), -Infinity)
      if (kind === 'quantile') return quantileOf(all, aggregate.share)
      const sum = all.reduce((total, numbers) => total + numbers.sum, 0)
      return kind === 'sum' ? sum : sum / count
    },
  }
}

function quantileOf(all: readonly Numbers[], share: number): number | undefined {
  const merged = createSketch()
  for (const { sketch } of all) if (sketch) merged.merge(sketch)
  const value = merged.getValueAtQuantile(share)
  return Number.isNaN(value) ? undefined : value
}

interface Keys {
  counts: Map<string, number>
  /** Lines whose value was one too many to tell apart. */
  crowded: number
}

function topCounting(
  { field, limit, test }: Extract<MetricQuery, { kind: 'top' }>,
  windowMs: number,
): Counting {
  const ring = createBucketRing<Keys>(windowMs, () => ({ counts: new Map(), crowded: 0 }))
  return {
    take(line, raw) {
      if (!test(line, raw)) return
      const key = (field === 'level' ? line.level : fieldOf(line, field))?.slice(0, longestKey)
      const keys = key === undefined ? undefined : ring.at(line.atMs)
      if (key === undefined || !keys) return
      const known = keys.counts.get(key)
      if (known === undefined && keys.counts.size >= mostKeysOfBucket) keys.crowded++
      else keys.counts.set(key, (known ?? 0) + 1)
    },
    read(nowMs) {
      const sums = new Map<string, number>()
      let crowded = 0
      for (const keys of ring.window(nowMs)) {
        crowded += keys.crowded
        for (const [key, count] of keys.counts) sums.set(key, (sums.get(key) ?? 0) + count)
      }
      const top = Array.from(sums, ([key, count]) => ({ key, count }))
        .toSorted((left, right) => right.count - left.count || (left.key < right.key ? -1 : 1))
        .slice(0, limit)
      return { top, ...(crowded > 0 ? { isCrowded: true } : {}) }
    },
  }
}

/** `812.5`, and `812ms` as loggers write it; whatever else is no number. */
function numberIn(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*-?\d/.test(text)) return undefined
  const number = Number.parseFloat(text)
  return Number.isFinite(number) ? number : undefined
}
