import { expect, test } from 'vitest'

import { createTraffic } from './traffic.ts'

test('the exposition counts each request in every bucket it fits in', () => {
  const traffic = createTraffic()
  traffic.count('/v1/health/live', 200, 0.004)
  traffic.count('/v1/health/live', 200, 0.2)
  traffic.count('/v1/health/ready', 503, 9)
  const text = traffic.exposition({ database: true })
  expect(text).toContain('http_requests_total{route="/v1/health/live",status="200"} 2\n')
  expect(text).toContain('http_requests_total{route="/v1/health/ready",status="503"} 1\n')
  expect(text).toContain('http_request_duration_seconds_bucket{le="0.005"} 1\n')
  expect(text).toContain('http_request_duration_seconds_bucket{le="0.25"} 2\n')
  expect(text).toContain('http_request_duration_seconds_bucket{le="5"} 2\n')
  expect(text).toContain('http_request_duration_seconds_bucket{le="+Inf"} 3\n')
  expect(text).toContain('http_request_duration_seconds_count 3\n')
  expect(text).toContain('dependency_up{dependency="database"} 1\n')
  expect(createTraffic().exposition({ database: false })).toContain(
    'dependency_up{dependency="database"} 0\n',
  )
})

test('the summary knows its share of failures and its 95th percentile', () => {
  const traffic = createTraffic()
  expect(traffic.summary()).toEqual({ requests: 0, availabilityPct: 100, p95LatencyMs: 0 })
  for (let n = 1; n <= 100; n++) traffic.count('/', n <= 2 ? 500 : 200, n / 1000)
  expect(traffic.summary()).toEqual({ requests: 100, availabilityPct: 98, p95LatencyMs: 95 })
})
