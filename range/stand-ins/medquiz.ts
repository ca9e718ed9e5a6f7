import { setTimeout as wait } from 'node:timers/promises'

import type { DataVolume } from './data-volume.ts'
import type { Database } from './database.ts'
import type { MedQuizGame } from './medquiz-game.ts'
import type { MedQuizReleases } from './medquiz-releases.ts'
import type { ServiceLog } from './service-log.ts'
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
  /** Which version is in service, and what it reads for all but its own life. */
  releases?: Pick<MedQuizReleases, 'version' | 'read'>
  /** Where it notes what it is asked, before it answers. */
  volume?: Pick<DataVolume, 'write'>
  /** Where it says why a request failed. */
  log?: Pick<ServiceLog, 'say'>
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
  const { database, metricsToken, condition = wellMedQuiz, game, releases, volume, log } = options
  const traffic = createTraffic(['/v1/health/live', '/v1/health/ready'])

  const sayWhy = (error: unknown): void => {
    const err = error instanceof Error ? error.message : String(error)
    const version = releases?.version
    log?.say('error', { event: 'unhandled_error', ...(version && { version }), err }, err)
  }
  const note = async ({ method, url }: Request): Promise<void> => {
    const noted = { at: new Date().toISOString(), method, path: url.pathname }
    await volume?.write('medquiz/last-request.json', JSON.stringify(noted))
  }
  const play = async (request: Request, players: MedQuizGame): Promise<Answer> => {
    await note(request)
    await releases?.read()
    return players.handle(request)
  }
  const ready = async (request: Request): Promise<Answer> => {
    const [up, isNoted] = await Promise.all([
      database.answers(),
      note(request).then(
        () => true,
        (error: unknown) => {
          sayWhy(error)
          return false
        },
      ),
    ])
    if (up && isNoted) {
      await releases?.read()
      return { status: 200, body: { status: 'ready', dependencies: { database: 'up' } } }
    }
    const dependencies = { database: up ? 'up' : 'down', ...(!isNoted && { disk: 'full' }) }
    return { status: 503, body: { status: 'not_ready', dependencies } }
  }

  const answer = async (request: Request): Promise<Answer> => {
    if (game && /^\/v1\/(auth|me|duels)\b/.test(request.url.pathname)) return play(request, game)
    if (request.method !== 'GET') return notFound
    const isGuarded = game?.behaviours.guardsObservability ?? true
    const isAllowed = !isGuarded || request.headers.authorization === `Bearer ${metricsToken}`
    switch (request.url.pathname) {
      case '/v1/health/live':
        return {
          status: 200,
          body: { status: 'ok', ...(releases && { version: releases.version }) },
        }
      case '/v1/health/ready':
        return ready(request)
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
    if (condition.isFailing) return failed
    try {
      return await answer(request)
    } catch (error) {
      sayWhy(error)
      return failed
    }
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
