/** Upper bounds, in seconds, of the histogram that MedQuiz exposes. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.3, 0.5, 1, 2.5, 5]

/** Requests that were really served, counted as an exporter does. */
export interface Traffic {
  count(route: string, status: number, seconds: number): void
  /** Prometheus' text exposition. */
  exposition(dependencies: Readonly<Record<string, boolean>>): string
  /** Over everything since the start: what the SLO endpoint reports. */
  summary(): { requests: number; availabilityPct: number; p95LatencyMs: number }
}

/**
 * The errors of `routes` are there from the start, as zeros: a counter that appears with its first
 * error shows that one to nobody, because nothing was there to grow from.
 */
export function createTraffic(routes: readonly string[] = []): Traffic {
  const byStatus = new Map(routes.map((route) => [`route="${route}",status="500"`, 0]))
  const buckets = bounds.map(() => 0)
  const latencies: number[] = []
  let served = 0
  let failed = 0
  let sum = 0

  return {
    count(route, status, seconds) {
      const key = `route="${route}",status="${status}"`
      byStatus.set(key, (byStatus.get(key) ?? 0) + 1)
      bounds.forEach((bound, index) => {
        if (seconds <= bound) buckets[index] = (buckets[index] ?? 0) + 1
      })
      latencies.push(seconds)
      if (latencies.length > 10_000) latencies.shift()
      served += 1
      sum += seconds
      if (status >= 500) failed += 1
    },
    exposition(dependencies) {
      const lines = [
        '# HELP http_requests_total Requests served, by route and status.',
        '# TYPE http_requests_total counter',
        ...[...byStatus].map(([labels, value]) => `http_requests_total{${labels}} ${value}`),
        '# HELP http_request_duration_seconds Time to answer.',
        '# TYPE http_request_duration_seconds histogram',
        ...bounds.map(
          (bound, index) => `http_request_duration_seconds_bucket{le="${bound}"} ${buckets[index]}`,
        ),
        `http_request_duration_seconds_bucket{le="+Inf"} ${served}`,
        `http_request_duration_seconds_sum ${sum}`,
        `http_request_duration_seconds_count ${served}`,
        '# HELP dependency_up Whether a dependency answers.',
        '# TYPE dependency_up gauge',
        ...Object.entries(dependencies).map(
          ([name, isUp]) => `dependency_up{dependency="${name}"} ${isUp ? 1 : 0}`,
        ),
      ]
      return `${lines.join('\n')}\n`
    },
    summary() {
      const sorted = latencies.toSorted((a, b) => a - b)
      const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0
      return {
        requests: served,
        availabilityPct: served === 0 ? 100 : (100 * (served - failed)) / served,
        p95LatencyMs: p95 * 1000,
      }
    },
  }
}
