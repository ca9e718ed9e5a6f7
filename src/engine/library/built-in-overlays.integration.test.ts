import { Client } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import type { Engine } from '../rpc/service.ts'
import { startWorld } from './built-in-overlays.fixture.ts'
import { openEngine, startOverlaidRun } from './overlaid-run.fixture.ts'

let world: Awaited<ReturnType<typeof startWorld>>
let engine: Engine
beforeAll(async () => {
  world = await startWorld()
  engine = await openEngine(world.dataDir)
}, 120_000)
afterAll(async () => {
  await engine.dispose()
  await world[Symbol.asyncDispose]()
})

/** The tests go on side by side, as most of each is waiting; but one at a time may break a service. */
const turns = new Map<string, Promise<void>>()
async function turnAt(service: 'mapquiz' | 'app' | 'sylion') {
  const before = turns.get(service)
  const { promise, resolve } = Promise.withResolvers<void>()
  turns.set(service, promise)
  await before
  return { [Symbol.dispose]: resolve }
}

const startRun = (fileName: string, profile?: string) =>
  startOverlaidRun(engine, world.dir, fileName, profile)

test.concurrent('001: the targets hold, and each is missed', async () => {
  using _ = await turnAt('mapquiz')
  const { wrong, services } = world
  const run = await startRun('mapquiz.txt')
  const gate = 'targets'
  await run.turns(gate, 'go')
  await run.fault(
    gate,
    ['memory'],
    () => (wrong.memoryMb = 600),
    () => (wrong.memoryMb = 200),
  )
  await run.fault(
    gate,
    ['api-p95'],
    () => (services.mapquiz.fault = { kind: 'slow', delayMs: 250 }),
    () => (services.mapquiz.fault = { kind: 'none' }),
  )
  await run.fault(
    gate,
    ['availability', 'health-time'],
    () => (services.mapquiz.fault = { kind: 'down' }),
    () => (services.mapquiz.fault = { kind: 'none' }),
  )
  const byHand = ['start-time', 'build-time', 'deploy-time']
  await run.fault(
    gate,
    byHand,
    () => run.set(byHand, 'failed'),
    () => run.set(byHand, 'passed'),
  )
  await run.turns(gate, 'go')
  expect(run.verdict(gate)).toBe('go')
  await run.close()
}, 400_000)

test.concurrent('what a profile does not give is unknown by itself, and the rest is measured', async () => {
  using _ = await turnAt('mapquiz')
  const run = await startRun('mapquiz.txt', 'bare')
  await run.others('targets', ['memory'])
  await run.turns('targets', 'unknown', 'memory')
  expect(run.criterion('targets', 'memory')?.reason.id).toBe('gate.nothing-measured')
  await run.close()
}, 400_000)

test.concurrent('002: GO with its items done; NO-GO with a slow API, or a lock that others wait for', async () => {
  using _ = await turnAt('app')
  const { services } = world
  const run = await startRun('prisma-stripe.txt')
  const gate = 'go-live'
  // What the machine is judged by is as it is: it runs other things than this test.
  expect(await run.check('base-a-jour-npx-prisma-migrate-deploy-b192')).toBe('passed')
  expect(await run.check('sauvegarde-la-plus-recente-horodatee-et-fe98')).toBe('passed')
  const name = (check: string) => `monitoring-suivre-sentry-logs#${check}`
  await run.others(gate, [name('host')])
  await run.fault(
    gate,
    [name('api')],
    () => (services.app.fault = { kind: 'slow', delayMs: 600 }),
    () => (services.app.fault = { kind: 'none' }),
  )
  await using lock = await holdLock(world.postgresUrl)
  await run.turns(gate, 'no-go', name('database'))
  await lock.release()
  await run.others(gate, [name('host')])
  await run.close()
}, 400_000)

test.concurrent('003: the metrics hold before going live, and each is missed', async () => {
  using _ = await turnAt('app')
  const { wrong, services } = world
  const run = await startRun('readiness.txt')
  const gate = 'metrics'
  // Of the machine as it is, too: the verdict is what the number says.
  const machine = {
    'utilisation-cpu-70': ['mean.cpu_ratio', 0.7],
    'utilisation-memoire-80': ['mean.memory_used_ratio', 0.8],
  } as const
  await run.others(gate, Object.keys(machine))
  for (const [name, [term, limit]] of Object.entries(machine)) {
    await run.settled(gate, name)
    const { verdict, window } = run.criterion(gate, name) ?? {}
    const value = window?.read[term] ?? NaN
    expect([name, value > 0 && value <= 1]).toEqual([name, true])
    expect([name, verdict]).toEqual([name, value < limit ? 'go' : 'no-go'])
  }
  await run.fault(
    gate,
    ['temps-de-reponse-api-200ms-p95'],
    () => (services.app.fault = { kind: 'slow', delayMs: 250 }),
    () => (services.app.fault = { kind: 'none' }),
  )
  await run.fault(
    gate,
    ['taux-d-erreur-0-1'],
    () => (wrong.errors = 500),
    () => undefined,
  )
  await run.fault(
    gate,
    ['disponibilite-99-9'],
    () => (services.app.fault = { kind: 'down' }),
    () => (services.app.fault = { kind: 'none' }),
  )
  await run.fault(
    gate,
    ['db-latency-100ms'],
    () => (wrong.databaseMs = 150),
    () => (wrong.databaseMs = 0),
  )
  await run.others(gate, Object.keys(machine))
  await run.close()
}, 400_000)

test.concurrent('000 §7: GO on the stand-ins, NO-GO for each of its criteria', async () => {
  using _ = await turnAt('app')
  const { wrong, prometheus } = world
  const run = await startRun('medquiz.txt')
  const gate = 'go-live'
  await run.turns(gate, 'go')
  await run.fault(
    gate,
    ['aucune-alerte-critical-active-pendant'],
    () => (wrong.incident = 1),
    () => (wrong.incident = 0),
  )
  const p95 = 'p95-latency-300ms-sur-endpoints-coeur'
  await run.fault(
    gate,
    [`${p95}#core`, `${p95}#served`],
    () => (wrong.databaseAnswersMs = 400),
    () => (wrong.databaseAnswersMs = 0),
  )
  // Its database gone, ready answers 503: unavailable, unstable, and a 5xx.
  await run.fault(
    gate,
    [
      'availability-observee-99-9-sur-fenetre',
      'health-ready-stable-pas-de-flapping',
      '5xx-ratio-stable-et-sous-budget-d-erreur',
    ],
    () => (wrong.database = true),
    () => (wrong.database = false),
  )
  await run.turns(gate, 'go')
  // Nobody evaluates the alerts any more: that there are none proves nothing.
  const others = await turnAt('mapquiz')
  await prometheus.stop()
  others[Symbol.dispose]()
  const verdict = () => run.criterion(gate, 'aucune-alerte-critical-active-pendant')?.verdict
  await vi.waitFor(() => expect(verdict()).toMatch(/^(?:unknown|no-go)$/), { timeout: 40_000 })
  await run.close()
}, 400_000)

test.concurrent('004 §4.1 and §7: GO, and NO-GO for each criterion and each threshold', async () => {
  using _ = await turnAt('sylion')
  const { services, files, redis, sylionSystem } = world
  const run = await startRun('sylion.txt')
  const env = 'env-vars-toutes-presentes-zod-valide-ecca'
  for (const name of [
    env,
    'workers-3-workers-actifs-dans-logs-28d2',
    'legacy-endpoint-http-410-43d7',
  ])
    expect([name, await run.check(name)]).toEqual([name, 'passed'])
  for (const gate of ['go', 'no-go', 'day-1']) await run.turns(gate, 'go')

  const day = 'day-1'
  await run.fault(
    day,
    ['backlog'],
    () => sylionSystem.leave(101),
    () => sylionSystem.comeBack(),
  )
  await run.fault(
    day,
    ['errors-5xx'],
    () => files.access(502, 60),
    () => undefined,
  )
  await run.fault(
    day,
    ['events', 'events-2', 'events-3'],
    () => {
      for (const event of ['quota_exceeded', 'rate_limited', 'duplicate_message_dropped'])
        files.log(event, 400)
    },
    () => undefined,
  )
  await run.fault(
    day,
    ['webhook-p95'],
    () => (services.sylion.fault = { kind: 'slow', delayMs: 2200 }),
    () => (services.sylion.fault = { kind: 'none' }),
  )
  await run.turns(day, 'go')

  services.sylion.fault = { kind: 'down' }
  await run.turns('go', 'no-go', 'get-verification-challenge-retourne')
  await run.turns('no-go', 'no-go', 'webhook-p95')
  services.sylion.fault = { kind: 'none' }
  const rateLimit = 'd-rate-limit-notification-unique-b95d'
  const done = [
    'migrations-appliquees-629a',
    'post-message-http-200-job-cree-3b35',
    'a-message-normal-reponse-llm-recue-b159',
    'b-quota-exceeded-message-fallback-pas-230c',
    'e-idempotence-doublon-droppe-55d5',
    'logs-accessibles-en-temps-reel-50e3',
    'testee-en-staging-dc11',
    rateLimit,
  ]
  const rollback = 'procedure-documentee-e8bd'
  await run.set([...done, rollback], 'failed')
  const nameOf = (id: string) => id.slice(0, -'-b95d'.length)
  for (const id of done) await run.turns('go', 'no-go', nameOf(id))
  for (const id of [rateLimit, rollback]) await run.turns('no-go', 'no-go', nameOf(id))
  await run.set([...done, rollback], 'passed')
  files.env('JWT_SECRET')
  expect(await run.check(env)).toBe('failed')
  await run.turns('no-go', 'no-go', nameOf(env))
  files.env()
  expect(await run.check(env)).toBe('passed')
  // Recommended, and deciding nothing.
  await run.set(['f-redis-down-fail-open-valide-5df6'], 'failed')
  await run.turns('no-go', 'go')
  await run.turns('go', 'go')
  expect(run.criterion('go', 'f-redis-down-fail-open-valide')?.verdict).toBe('no-go')
  await redis.stop()
  await run.turns('go', 'no-go', 'redis-accessible')
  await run.close()
}, 400_000)

/** A session that holds a lock, and another that waits for it. */
async function holdLock(url: string) {
  const [holder, waiter] = [new Client(url), new Client(url)]
  await holder.connect()
  await waiter.connect()
  await holder.query('BEGIN; LOCK TABLE _prisma_migrations')
  const waiting = waiter.query('SELECT count(*) FROM _prisma_migrations')
  return {
    async release() {
      await holder.query('ROLLBACK')
      await waiting
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([holder.end(), waiter.end()])
    },
  }
}
