import type { Database } from './database.ts'
import { notFound, type Answer, type Handler, type Request } from './service.ts'
import { createTraffic } from './traffic.ts'

export interface MedQuizOptions {
  database: Database
  /** Bearer token of the observability endpoints. */
  metricsToken: string
}

const unauthorized: Answer = { status: 401, body: { error: 'Unauthorized' } }

/** MedQuiz's health and observability endpoints, as its go-live checklist describes them. */
export function createMedQuiz(options: MedQuizOptions): Handler {
  const { database, metricsToken } = options
  const traffic = createTraffic()

  const answer = async (request: Request): Promise<Answer> => {
    if (request.method !== 'GET') return notFound
    const isAllowed = request.headers.authorization === `Bearer ${metricsToken}`
    switch (request.url.pathname) {
      case '/v1/health/live':
        return { status: 200, body: { status: 'ok' } }
      case '/v1/health/ready': {
        const up = await database.answers()
        return {
          status: up ? 200 : 503,
          body: {
            status: up ? 'ready' : 'not_ready',
            dependencies: { database: up ? 'up' : 'down' },
          },
        }
      }
      case '/v1/observability/slo':
        return isAllowed ? { status: 200, body: slo(traffic.summary()) } : unauthorized
      case '/v1/observability/metrics':
        return isAllowed
          ? {
              status: 200,
              body: traffic.exposition(await database.answers()),
              contentType: 'text/plain; version=0.0.4; charset=utf-8',
            }
          : unauthorized
      default:
        return notFound
    }
  }

  return async (request) => {
    const started = performance.now()
    const given = await answer(request)
    const route = given === notFound ? 'other' : request.url.pathname
    traffic.count(route, given.status, (performance.now() - started) / 1000)
    return given
  }
}

function slo(seen: { requests: number; availabilityPct: number; p95LatencyMs: number }) {
  const targets = { availabilityPct: 99.9, p95LatencyMs: 300 }
  return {
    ...seen,
    targets,
    withinTargets:
      seen.availabilityPct >= targets.availabilityPct && seen.p95LatencyMs <= targets.p95LatencyMs,
  }
}
