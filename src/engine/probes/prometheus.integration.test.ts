import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, expect, it, vi } from 'vitest'

import { startPrometheus, type PrometheusPart } from '../../../range/parts/prometheus.ts'
import { factsOf } from './conformance-facts.ts'

const buckets: [string, number][] = [
  ['0.05', 120],
  ['0.1', 310],
  ['0.25', 655],
  ['0.5', 900],
  ['1', 990],
  ['+Inf', 1003],
]
let errors = 7
let metrics = ''
let server: PrometheusPart
const opened = new AsyncDisposableStack()

const exposition = () =>
  [
    '# TYPE http_requests_total counter',
    'http_requests_total{route="/a",status="200"} 990',
    'http_requests_total{route="/b",status="204"} 3',
    `http_requests_total{route="/a",status="503"} ${errors}`,
    '# TYPE lat histogram',
    ...buckets.map(([le, count]) => `lat_bucket{le="${le}",pod="1"} ${count}`),
    ...buckets.map(([le, count]) => `lat_bucket{le="${le}",pod="2"} ${count * 2}`),
    `process_start_time_seconds ${Date.now() / 1000 - 90}`,
    '',
  ].join('\n')

beforeAll(async () => {
  const site = createServer((_, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4')
    response.end(exposition())
  }).listen(0, '127.0.0.1')
  await once(site, 'listening')
  opened.defer(() => {
    site.closeAllConnections()
    site.close()
  })
  const target = `127.0.0.1:${(site.address() as AddressInfo).port}`
  metrics = `http://${target}/metrics`
  server = opened.use(await startPrometheus({ jobs: [{ name: 'shop', target }] }))
  const scraped = () => factsOf('promql', { url: server.url, query: 'up{job="shop"}' })
  await vi.waitUntil(async () => (await scraped()).value === 1, { timeout: 20_000 })
})
afterAll(() => opened.disposeAsync())

it('says the same as a real Prometheus of the same exposition', async () => {
  const quantiles = [0, 0.25, 0.5, 0.9, 0.95, 0.99, 1]
  const names = quantiles.map((_, index) => `q${index}`)
  const facts = await factsOf('prometheus', {
    url: metrics,
    values: { requests: 'http_requests_total', not_found: 'http_requests_total{status="404"}' },
    ratios: { errors: { of: 'http_requests_total{status=~"5.."}', to: 'http_requests_total' } },
    quantiles: Object.fromEntries(quantiles.map((q, index) => [names[index], { of: 'lat', q }])),
  })
  const ask = async (query: string) => (await factsOf('promql', { url: server.url, query })).value
  const theirs: Record<string, unknown> = {}
  for (const [index, q] of quantiles.entries()) {
    theirs[names[index] ?? ''] = await ask(`histogram_quantile(${q}, sum by (le) (lat_bucket))`)
  }
  expect(facts.quantiles).toEqual(theirs)
  expect(facts.values).toEqual({ requests: await ask('sum(http_requests_total)') })
  expect(facts.ratios).toEqual({
    errors: await ask('sum(http_requests_total{status=~"5.."}) / scalar(sum(http_requests_total))'),
  })
  expect(facts).toMatchObject({ missing: ['not_found'], series: 16, families: 2, error: '' })
  expect(facts.process_uptime_s).toBeGreaterThan(89)
})

it('takes rates from two scrapes, at the time that really lay between them', async () => {
  const measured = factsOf('prometheus', {
    url: metrics,
    over: 2,
    rates: { errors: 'http_requests_total{status="503"}', all: 'http_requests_total' },
    ratios: { errors: { of: 'http_requests_total{status="503"}', to: 'http_requests_total' } },
  })
  const growing = setInterval(() => (errors += 1), 100)
  const facts = await measured
  clearInterval(growing)
  expect(facts).toMatchObject({ resets: 0, ratios: { errors: 1 } })
  expect(facts.over_s).toBeGreaterThanOrEqual(1.99)
  const rates = facts.rates as { errors: number; all: number }
  expect(rates.all).toBe(rates.errors)
  expect(rates.errors).toBeGreaterThan(2)
  expect(rates.errors).toBeLessThanOrEqual(11)
})

it('promql: vectors, scalars, nothing, NaN, and what it refuses', async () => {
  const ask = (query: string) => factsOf('promql', { url: server.url, query })
  expect(await ask('http_requests_total')).toMatchObject({
    result_type: 'vector',
    series: 3,
    value_min: 3,
    value_max: 990,
    not_numbers: 0,
    warnings: [],
  })
  expect(await ask('scalar(vector(4.5))')).toMatchObject({ result_type: 'scalar', value: 4.5 })
  const nothing = await ask('no_such_metric')
  expect(nothing).toMatchObject({ series: 0, values: [], error: '' })
  expect(nothing).not.toHaveProperty('value')
  const divided = await ask('vector(0) / 0')
  expect(divided).toMatchObject({ series: 1, not_numbers: 1, values: [{ not_a_number: 'NaN' }] })
  expect(divided).not.toHaveProperty('value')
  expect(await ask('sum(')).toMatchObject({
    reachable: true,
    error: 'error',
    error_code: 'bad_data',
    status: 400,
  })
  expect(await factsOf('promql', { url: `${server.url}/nowhere`, query: 'up' })).toMatchObject({
    error: 'error',
    error_message: 'status 404',
  })
})
