import {
  array,
  assert,
  constantFrom,
  double,
  integer,
  property,
  record,
  string,
  uniqueArray,
} from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseExposition } from './exposition.ts'
import { histogramQuantile } from './histogram-quantile.ts'
import { metricFacts, type MetricQuestions } from './metric-facts.ts'
import { parseSelector, selects } from './metric-selector.ts'

const ask = (questions: Partial<MetricQuestions>): MetricQuestions => ({
  values: {},
  rates: {},
  ratios: {},
  quantiles: {},
  ...questions,
})

function thrownBy(act: () => unknown): string {
  try {
    act()
    return 'none'
  } catch (error) {
    return error instanceof Error ? error.constructor.name : 'unknown'
  }
}

const name = constantFrom('up', 'http_requests_total', 'a:b_c', '_x9')
const labels = uniqueArray(
  record({ key: constantFrom('a', 'le', 'status', '_z'), value: string({ unit: 'binary' }) }),
  { selector: ({ key }) => key, maxLength: 4 },
)
const escaped = (value: string) =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

describe('an exposition', () => {
  it('reads back whatever was written, whichever characters labels hold', () => {
    const sample = record({ name, labels, value: double(), timestamp: integer({ min: 0 }) })
    assert(
      property(array(sample), (samples) => {
        // What separates lines elsewhere is an ordinary character here.
        const lines = samples.map((each) => {
          const pairs = each.labels.map(({ key, value }) => `${key}="${escaped(value)}"`)
          const value = Object.is(each.value, -0) ? 0 : each.value
          const number = String(value).replace('Infinity', 'Inf')
          return `${each.name}{${pairs.join(',')}} ${number} ${each.timestamp}`
        })
        const read = parseExposition(`# TYPE up gauge\n${lines.join('\n')}\n`)
        expect(
          read.samples.map((each) => ({
            name: each.name,
            labels: [...each.labels],
            value: each.value,
            timestamp: each.timestampMs,
          })),
        ).toEqual(
          samples.map((each) => ({
            name: each.name,
            labels: each.labels.map(({ key, value }) => [key, value]),
            value: Object.is(each.value, -0) ? 0 : each.value,
            timestamp: each.timestamp,
          })),
        )
      }),
    )
  })

  it('throws on anything else, and on nothing but that', () => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        expect(['UnusableAnswer', 'none']).toContain(thrownBy(() => parseExposition(text)))
      }),
    )
    expect(() => parseExposition('<html><body>hello</body></html>')).toThrow('line 1')
    expect(() => parseExposition('up 1\nup{a="b" 1\n')).toThrow('line 2')
  })

  it('reads OpenMetrics: exemplars, seconds, the end', () => {
    const text = `# TYPE x histogram\nx_bucket{le="1"} 3 # {trace_id="a"} 0.5\nx_total 7 1700000000.5\n# EOF\n`
    const { samples } = parseExposition(text, true)
    expect(samples.map(({ value, timestampMs }) => [value, timestampMs])).toEqual([
      [3, undefined],
      [7, 1_700_000_000_500],
    ])
  })
})

describe('a selector', () => {
  it.each([
    ['up', 'up', {}, true],
    ['up', 'upper', {}, false],
    ['up{a="b"}', 'up', { a: 'b' }, true],
    ['up{a="b"}', 'up', {}, false],
    ['up{a!="b"}', 'up', {}, true],
    ['up{a=~"4..|5.."}', 'up', { a: '503' }, true],
    ['up{a=~"5.."}', 'up', { a: '5031' }, false],
    ['up{a!~"5..", c="d",}', 'up', { a: '200', c: 'd' }, true],
    ["{job='x'}", 'anything', { job: 'x' }, true],
    ['up{a="q\\"}"}', 'up', { a: 'q"}' }, true],
  ])('%s on %s %j: %s', (text, metric, given, expected) => {
    const selector = parseSelector(text)
    expect(selector && selects(selector, metric, new Map(Object.entries(given)))).toBe(expected)
  })

  it.each(['', '{}', 'up{', 'up{a}', 'up{a="b" c="d"}', 'up{a=~"("}', 'rate(up[5m])', 'up}', '1'])(
    '%s is none',
    (text) => {
      expect(parseSelector(text)).toBeUndefined()
    },
  )
})

describe('histogramQuantile', () => {
  const buckets = (...pairs: [number, number][]) =>
    pairs.map(([upperBound, count]) => ({ upperBound, count }))

  it.each([
    ['in the first bucket, from 0', 0.1, buckets([1, 50], [2, 100], [Infinity, 100]), 0.2],
    ['between two bounds', 0.75, buckets([1, 50], [2, 100], [Infinity, 100]), 1.5],
    ['in the last: the highest bound', 0.99, buckets([1, 50], [Infinity, 100]), 1],
    ['a first bound that is not positive', 0.1, buckets([-1, 50], [Infinity, 50]), -1],
    ['counts that fall by a torn scrape', 1, buckets([1, 50], [2, 40], [Infinity, 50]), 1],
    ['nothing observed', 0.5, buckets([1, 0], [Infinity, 0]), undefined],
    ['no +Inf', 0.5, buckets([1, 5], [2, 10]), undefined],
    ['+Inf alone', 0.5, buckets([Infinity, 10]), undefined],
  ])('%s', (_, q, given, expected) => {
    expect(histogramQuantile(q, given)).toEqual(expected)
  })

  it('never falls as q rises, and stays within the bounds', () => {
    const counts = array(integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 })
    const q = double({ min: 0, max: 1, noNaN: true })
    assert(
      property(counts, q, q, (each, one, other) => {
        let total = 1
        const given = each.map((count, index) => ({
          upperBound: index + 1,
          count: (total += count),
        }))
        const all = [...given, { upperBound: Infinity, count: total }]
        const low = histogramQuantile(Math.min(one, other), all) ?? Number.NaN
        const high = histogramQuantile(Math.max(one, other), all) ?? Number.NaN
        expect(low).toBeLessThanOrEqual(high + 1e-9)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(given.length)
      }),
    )
  })
})

describe('metricFacts', () => {
  const before = parseExposition(
    '# TYPE r counter\nr{s="200"} 90\nr{s="500"} 10\n# TYPE g gauge\ng 5\nh_bucket{le="1"} 10\nh_bucket{le="+Inf"} 10\n',
  )
  const after = parseExposition(
    '# TYPE r counter\nr{s="200"} 150\nr{s="500"} 10\nr{s="503"} 40\n# TYPE g gauge\ng 3\nh_bucket{le="1"} 10\nh_bucket{le="+Inf"} 10\n',
  )
  const ratio = { errors: { of: 'r{s=~"5.."}', to: 'r' } }

  it('without a second scrape counts all since the start', () => {
    const asked = ask({ values: { all: 'r', g: 'g' }, ratios: ratio, rates: { r: 'r' } })
    expect(metricFacts(asked, before, undefined)).toEqual({
      values: { all: 100, g: 5 },
      ratios: { errors: 0.1 },
      rates: {},
      quantiles: {},
      missing: ['r'],
    })
  })

  it('with one counts what came in between; a new series was at 0', () => {
    const asked = ask({
      values: { g: 'g' },
      ratios: ratio,
      rates: { r: 'r' },
      quantiles: { p: { of: 'h', q: 0.5 } },
    })
    expect(metricFacts(asked, after, { exposition: before, elapsedS: 10 })).toEqual({
      values: { g: 3 },
      ratios: { errors: 0.4 },
      rates: { r: 10 },
      quantiles: {},
      missing: ['p'],
      resets: 0,
    })
  })

  it('takes a counter that fell for one that began anew', () => {
    expect(
      metricFacts(ask({ rates: { r: 'r{s="200"}' } }), before, { exposition: after, elapsedS: 10 }),
    ).toMatchObject({ rates: { r: 9 }, resets: 1 })
  })

  it('no error yet is a ratio of 0; a metric that does not exist is missing', () => {
    const fine = parseExposition('r{s="200"} 5\n')
    expect(metricFacts(ask({ ratios: ratio }), fine, undefined).ratios).toEqual({ errors: 0 })
    const misspelt = ask({ ratios: { errors: { of: 'rr{s="500"}', to: 'r' } }, values: { x: 'y' } })
    expect(metricFacts(misspelt, fine, undefined)).toMatchObject({
      ratios: {},
      values: {},
      missing: ['x', 'errors'],
    })
  })

  it('a number that is none is missing, not 0', () => {
    const odd = parseExposition('x NaN\ny +Inf\nz_total 0\n')
    const asked = ask({
      values: { x: 'x', y: 'y' },
      ratios: { z: { of: 'z_total', to: 'z_total' } },
    })
    expect(metricFacts(asked, odd, undefined).missing).toEqual(['x', 'y', 'z'])
  })
})
