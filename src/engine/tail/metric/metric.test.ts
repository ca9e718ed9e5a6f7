import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { LogMetric } from '../../../shared/model/tail.ts'
import { parseLine } from '../parse-line.ts'
import { createMetricCounter, type MetricCounter } from './metric-counter.ts'
import { parseMetric } from './metric-query.ts'
import { patternTests } from './pattern-tests.ts'
import { createTailMetrics } from './tail-metrics.ts'

const patterns = patternTests([
  { id: 'failed', title: 'failed', match: "event: 'job_failed'", critical: true },
])
const metricOf = (query: string, windowSeconds = 3600): LogMetric => ({
  id: 'm',
  title: 'm',
  query,
  windowSeconds,
  everySeconds: 5,
})
const noonMs = Date.parse('2026-01-02T12:00:00Z')
const feed = (counter: MetricCounter, raw: string, atMs = noonMs) =>
  counter.take({ ...parseLine(raw), n: 1, atMs, tailId: 'app' }, raw)
const counterOf = (query: string, lines: readonly string[] = []) => {
  expect(parseMetric(query, patterns)).toMatchObject({ ok: true })
  const counter = createMetricCounter(metricOf(query), patterns)
  for (const line of lines) feed(counter, line)
  return counter
}

const lines = [
  '{"level":30,"event":"message_sent","duration":100,"tenantId":7}',
  '{"level":30,"event":"message_sent","duration":300,"tenantId":42}',
  '{"level":50,"event":"job_failed","duration":900,"tenantId":42}',
  'level=error msg="it broke" tenantId=42',
  'not structured at all',
]

describe('a metric over the stream', () => {
  it.each([
    // The first board of the go-live list, as it is written there.
    ["count(event='message_sent')", { value: 2 }],
    ["count(level='error')", { value: 2 }],
    ["avg(duration) WHERE event='message_sent'", { value: 200 }],
    [
      'group by tenantId, count(*)',
      {
        top: [
          { key: '42', count: 3 },
          { key: '7', count: 1 },
        ],
      },
    ],
    ['count(*) group by tenantId limit 1', { top: [{ key: '42', count: 3 }] }],
    ['group by tenantId, count(*) where level<error limit 1', { top: [{ key: '42', count: 1 }] }],
    ['group by level, count(*) limit 1', { top: [{ key: 'error', count: 2 }] }],
    ['count()', { value: 5 }],
    ['rate(*)', { value: 5 / 60 }],
    ['count(failed) / count(*)', { value: 0.2 }],
    ['count(failed) / count(event=nothing)', {}],
    ['sum(duration) where not failed', { value: 400 }],
    ['min(duration)', { value: 100 }],
    ['max(duration) / min(duration)', { value: 9 }],
    ['avg(missing)', {}],
    ['sum(duration) where (tenantId=7 or tenantId=42) and not level>=error', { value: 400 }],
    ['count(event~"^message")', { value: 2 }],
    ['count(duration>100)', { value: 2 }],
  ])('%s', (query, expected) => {
    expect(counterOf(query, lines).read(noonMs)).toEqual(expected)
  })

  it('gives quantiles within a hundredth', () => {
    const counter = counterOf('p95(duration)')
    for (let n = 1; n <= 1000; n++) feed(counter, `event=x duration=${n}`)
    const { value = 0 } = counter.read(noonMs)
    expect(Math.abs(value - 950) / 950).toBeLessThan(0.011)
  })

  it('reads a number with its unit, and nothing else as one', () => {
    const counter = counterOf('sum(took)', ['event=a took=12ms', 'event=b took=soon'])
    expect(counter.read(noonMs)).toEqual({ value: 12 })
  })

  it('forgets what left the window, and takes lines in that come late', () => {
    const counter = counterOf('count(*)')
    feed(counter, 'one', noonMs)
    feed(counter, 'late', noonMs - 1_800_000)
    expect(counter.read(noonMs)).toEqual({ value: 2 })
    expect(counter.read(noonMs + 1_900_000)).toEqual({ value: 1 })
    expect(counter.read(noonMs + 3_700_000)).toEqual({ value: 0 })
    feed(counter, 'of yesterday', noonMs - 86_400_000)
    expect(counter.read(noonMs)).toEqual({ value: 2 })
  })

  it('says when there are more values than it tells apart', () => {
    const counter = counterOf('group by id, count(*)')
    for (let n = 0; n < 1001; n++) feed(counter, `event=x id=k${n}`)
    expect(counter.read(noonMs)).toMatchObject({ isCrowded: true })
  })

  it('is whole only once all of its window is known; it is worked out when it is due', () => {
    const tail = createTailMetrics({
      id: 'app',
      title: 'app',
      kind: 'file',
      config: { file: '/x' },
      backSeconds: 0,
      patterns: [],
      metrics: [metricOf('count(*)', 60)],
      line: 1,
    })
    tail?.take('x', parseLine('x'), noonMs)
    expect(tail?.statuses(noonMs, 59_000)).toMatchObject([
      { value: 1, isWhole: false, coveredSeconds: 59 },
    ])
    tail?.take('y', parseLine('y'), noonMs)
    expect(tail?.isDue(noonMs + 4999)).toBe(false)
    expect(tail?.statuses(noonMs + 4999, 60_000)).toMatchObject([{ value: 1, isWhole: true }])
    expect(tail?.window('m', noonMs, 60_000)).toMatchObject({ value: 2 })
    expect(tail?.isDue(noonMs + 5000)).toBe(true)
    expect(tail?.statuses(noonMs + 5000, 60_000)).toMatchObject([{ value: 2 }])
    expect(tail?.window('other', noonMs, 0)).toBeUndefined()
  })
})

describe('where a query goes wrong', () => {
  it.each([
    ['', 'tail.metric.function', 0],
    ['median(x)', 'tail.metric.function', 0],
    ['count(event=)', 'tail.metric.value', 12],
    ['count(level=loud)', 'tail.filter.level', 12],
    ['count(duration>many)', 'tail.filter.number', 15],
    ['count(event~"(")', 'regex.invalid', 12],
    ['count(fialed)', 'tail.metric.pattern', 6],
    ['avg()', 'tail.metric.field', 4],
    ['avg(x', 'tail.metric.expected', 5],
    ['count("event"=x)', 'tail.metric.condition', 6],
    ['count(*) else', 'tail.metric.rest', 9],
    ['count(*) limit 5', 'tail.metric.limit-group', 9],
    ['group tenant, count(*)', 'tail.metric.by', 6],
    ['group by tenant, avg(x)', 'tail.metric.group-count', 17],
    ['group by tenant, count(*) limit 0', 'tail.metric.limit', 32],
    ["count(event='open)", 'tail.metric.sign', 12],
    [`count(${'('.repeat(100)}`, 'tail.metric.deep', 56],
  ])('%s', (query, id, offset) => {
    expect(parseMetric(query, patterns)).toMatchObject({
      ok: false,
      failure: { message: { id }, offset },
    })
  })

  it('is always inside of the query, whatever is written', () => {
    const word = fc.constantFrom(
      'count',
      'avg',
      'p95',
      'where',
      'group',
      'by',
      'and',
      'or',
      'not',
      'limit',
      'level',
      '(',
      ')',
      ',',
      '/',
      '*',
      '=',
      '>=',
      '~',
      "'x'",
      '"',
      '5',
      'failed',
      'é',
      '-',
      '\\',
    )
    const text = fc.oneof(
      fc.string(),
      fc.array(word, { maxLength: 15 }).map((words) => words.join(' ')),
    )
    fc.assert(
      fc.property(text, (query) => {
        const parsed = parseMetric(query, patterns)
        if (parsed.ok) return
        expect(parsed.failure.offset).toBeGreaterThanOrEqual(0)
        expect(parsed.failure.offset).toBeLessThanOrEqual(query.length)
      }),
      { numRuns: 2000 },
    )
  })

  it('counts as counting by hand does, whatever is joined', () => {
    interface Written {
      text: string
      holds: (tenant: number) => boolean
    }
    const { written } = fc.letrec<{ written: Written; leaf: Written; joined: Written }>((tie) => ({
      leaf: fc
        .tuple(fc.constantFrom('=', '!=', '<', '>='), fc.nat(4))
        .map(([operator, wanted]) => ({
          text: `tenant${operator}${wanted}`,
          holds: (tenant) =>
            ({
              '=': tenant === wanted,
              '!=': tenant !== wanted,
              '<': tenant < wanted,
              '>=': tenant >= wanted,
            })[operator] ?? false,
        })),
      joined: fc
        .tuple(fc.constantFrom('and', 'or', 'not'), tie('written'), tie('written'))
        .map(([word, left, right]) => ({
          text: word === 'not' ? `not (${left.text})` : `(${left.text} ${word} ${right.text})`,
          holds: (tenant) =>
            word === 'not'
              ? !left.holds(tenant)
              : word === 'and'
                ? left.holds(tenant) && right.holds(tenant)
                : left.holds(tenant) || right.holds(tenant),
        })),
      written: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('joined')),
    }))
    fc.assert(
      fc.property(written, fc.array(fc.nat(5), { maxLength: 20 }), ({ text, holds }, tenants) => {
        const counter = counterOf(
          `count(${text})`,
          tenants.map((tenant) => `event=x tenant=${tenant}`),
        )
        expect(counter.read(noonMs).value).toBe(tenants.filter(holds).length)
      }),
    )
  })
})
