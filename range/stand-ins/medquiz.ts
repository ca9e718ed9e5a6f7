import { setTimeout as wait } from 'node:timers/promises'

import type { Database } from './database.ts'
import type { MedQuizGame } from './medquiz-game.ts'
import { notFound, type Answer, type Handler, type Request } from './service.ts'
import { createTraffic } from './traffic.ts'

export interface MedQuizOptions {
  database: Database
  /** Bearer token of the observability endpoints. */
  metricsToken: string
  /** What is wrong inside it; change it to change that. */
  condition?: MedQuizCondition
  /** Its players and their duels; without it there is only what watches over them. */
  game?: MedQuizGame
}

/** Its observability answers whatever the rest does: that is what it is for. */
export interface MedQuizCondition {
  slowByMs: number
  /** Every request ends in a 500. */
  isFailing: boolean
  /** Whether the provider that carries its notifications answers. */
  pushUp: boolean
}

export const wellMedQuiz: MedQuizCondition = { slowByMs: 0, isFailing: false, pushUp: true }

const failed: Answer = { status: 500, body: { error: 'Internal Server Error' } }

/** A series for each duel would have no end. */
const duelId = /(?<=^\/v1\/duels\/)[\w-]+/

const unauthorized: Answer = { status: 401, body: { error: 'Unauthorized' } }

/** MedQuiz as its go-live checklist describes it. */
export function createMedQuiz(options: MedQuizOptions): Handler {
  const { database, metricsToken, condition = wellMedQuiz, game } = options
  const traffic = createTraffic(['/v1/health/live', '/v1/health/ready'])

  const answer = async (request: Request): Promise<Answer> => {
    if (game && /^\/v1\/(auth|me|duels)\b/.test(request.url.pathname)) return game.handle(request)
    if (request.method !== 'GET') return notFound
    const isGuarded = game?.behaviours.guardsObservability ?? true
    const isAllowed = !isGuarded || request.headers.authorization === `Bearer ${metricsToken}`
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
              body: traffic.exposition({
                database: await database.answers(),
                push: condition.pushUp,
              }),
              contentType: 'text/plain; version=0.0.4; charset=utf-8',
            }
          : unauthorized
      default:
        return notFound
    }
  }

  const answerAsItIs = async (request: Request): Promise<Answer> => {
    if (request.url.pathname.startsWith('/v1/observability/')) return answer(request)
    if (condition.slowByMs > 0) await wait(condition.slowByMs)
    return condition.isFailing ? failed : answer(request)
  }

  return async (request) => {
    const started = performance.now()
    const given = await answerAsItIs(request)
    const route = given === notFound ? 'other' : request.url.pathname.replace(duelId, ':id')
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
