import type { LogMetric, MetricStatus, TailSpec } from '../../../shared/model/tail.ts'
import type { ParsedLine } from '../parse-line.ts'
import { createMetricCounter, type MetricValue } from './metric-counter.ts'
import { patternTests } from './pattern-tests.ts'

/** A metric at this moment, and how much of its window is known. */
export type MetricWindow = MetricValue & Pick<MetricStatus, 'windowSeconds' | 'isWhole'>

/** All metrics of one tail. */
export interface TailMetrics {
  take(raw: string, parsed: ParsedLine, atMs: number): void
  window(metricId: string, nowMs: number, coveredMs: number): MetricWindow | undefined
  /** As last worked out: those who look are shown each as often as its author wished. */
  statuses(nowMs: number, coveredMs: number): MetricStatus[]
  isDue(nowMs: number): boolean
}

/** Nothing where the tail has none: a line then costs nothing. */
export function createTailMetrics(spec: TailSpec): TailMetrics | undefined {
  if (!spec.metrics?.length) return undefined
  const tests = patternTests(spec.patterns)
  const shown = spec.metrics.map((metric) => ({
    counter: createMetricCounter(metric, tests),
    value: {} as MetricValue,
    dueMs: 0,
  }))
  const coverage = ({ windowSeconds }: LogMetric, coveredMs: number) => ({
    windowSeconds,
    isWhole: coveredMs >= windowSeconds * 1000,
  })
  return {
    take(raw, parsed, atMs) {
      const line = { ...parsed, n: 0, atMs, tailId: spec.id }
      for (const { counter } of shown) counter.take(line, raw)
    },
    window(metricId, nowMs, coveredMs) {
      const found = shown.find(({ counter }) => counter.metric.id === metricId)
      return found && { ...found.counter.read(nowMs), ...coverage(found.counter.metric, coveredMs) }
    },
    statuses: (nowMs, coveredMs) =>
      shown.map((one) => {
        const { metric } = one.counter
        if (nowMs >= one.dueMs) {
          one.value = one.counter.read(nowMs)
          one.dueMs = nowMs + metric.everySeconds * 1000
        }
        const { id, title, query, unit, windowSeconds } = metric
        return {
          id,
          title,
          query,
          ...(unit === undefined ? {} : { unit }),
          ...one.value,
          ...coverage(metric, coveredMs),
          coveredSeconds: Math.min(windowSeconds, coveredMs / 1000),
        }
      }),
    isDue: (nowMs) => shown.some(({ dueMs }) => nowMs >= dueMs),
  }
}
