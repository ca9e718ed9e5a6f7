import { z } from 'zod'

import type { Facts, Json, Measurement } from '../../shared/model/check.ts'
import { measureWithin } from './attempt.ts'
import { answered, type Attempt, type Finding } from './finding.ts'
import { maskUrl } from './mask-url.ts'
import type { ProbeContext } from './probe.ts'
import { askPrometheus, readAs } from './prometheus-api.ts'
import type { PromqlConfig } from './promql.ts'
import { through } from './via.ts'

const maxShown = 200

export function describePromql(config: PromqlConfig) {
  const target = through(maskUrl(config.url), config.via)
  const headers = Object.entries(config.headers).map(([name, value]) => `${name}: ${value}`)
  return { target, command: [config.query, ...headers].join('\n'), danger: 'read' as const }
}

export function measurePromql(config: PromqlConfig, context: ProbeContext): Promise<Measurement> {
  const look = async (attempt: Attempt): Promise<Finding> => {
    const path = `/api/v1/query?query=${encodeURIComponent(config.query)}`
    const { data, warnings } = await askPrometheus(config, path, attempt)
    const facts = { ...resultFacts(data), warnings }
    return { kind: 'measured', facts: answered(attempt, facts) }
  }
  return measureWithin(context, describePromql(config), look, { via: config.via })
}

const point = z.tuple([z.number(), z.string()])
const labels = z.record(z.string(), z.string())
const result = z.discriminatedUnion('resultType', [
  z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: labels, value: point.optional() })),
  }),
  z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: labels, values: z.array(point).optional() })),
  }),
  z.object({ resultType: z.literal('scalar'), result: point }),
  z.object({ resultType: z.literal('string'), result: point }),
])

function resultFacts(data: Json): Facts {
  const read = readAs(result, data, 'the result')
  const series = seriesOf(read)
  const numbers = series.map(({ text }) => (text === undefined ? Number.NaN : Number(text)))
  const finite = numbers.filter(Number.isFinite)
  const [first] = series
  const [value] = numbers
  return {
    result_type: read.resultType,
    series: series.length,
    not_numbers: numbers.length - finite.length,
    ...(value !== undefined && Number.isFinite(value) ? { value } : {}),
    ...(finite.length > 0
      ? { value_min: Math.min(...finite), value_max: Math.max(...finite) }
      : {}),
    ...(first ? { labels: first.metric } : {}),
    values: series.slice(0, maxShown).map(({ metric, text }, index) => ({
      labels: metric,
      ...(Number.isFinite(numbers[index])
        ? { value: numbers[index] ?? 0 }
        : { not_a_number: text ?? '' }),
    })),
  }
}

/** A range keeps its latest value; a native histogram has no single one. */
function seriesOf(
  read: z.output<typeof result>,
): { metric: Record<string, string>; text: string | undefined }[] {
  if (read.resultType === 'vector') {
    return read.result.map(({ metric, value }) => ({ metric, text: value?.[1] }))
  }
  if (read.resultType === 'matrix') {
    return read.result.map(({ metric, values }) => ({ metric, text: values?.at(-1)?.[1] }))
  }
  return [{ metric: {}, text: read.result[1] }]
}
