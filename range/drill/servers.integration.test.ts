import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { Redis } from 'ioredis'
import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { startAlertmanager, type AlertmanagerPart } from '../parts/alertmanager.ts'
import { startPostgres, type PostgresPart } from '../parts/postgres.ts'
import { startPrometheus, type PrometheusPart } from '../parts/prometheus.ts'
import { startRedis, type RedisPart } from '../parts/redis.ts'
import { alertRulesOf } from '../practice/alert-rules.ts'
import { createMedQuiz } from '../stand-ins/medquiz.ts'
import { createCache } from '../stand-ins/programs/cache.ts'
import { startPrograms, type ProgramsPart } from '../stand-ins/programs/programs.ts'
import { createSessions } from '../stand-ins/programs/sessions.ts'
import { createSeedTables } from '../stand-ins/seed-data.ts'
import { startService, type Service } from '../stand-ins/service.ts'
import { openSylion, type Sylion } from '../stand-ins/sylion/sylion.ts'
import { eventually } from '../testing/leftovers.ts'
import { createAlertStorm } from './alert-storm.ts'
import type { Breakage } from './breakage.ts'
import { startMessageTraffic } from './message-traffic.ts'
import { createRedisFull } from './redis-full.ts'
import { createSlowDatabase } from './slow-database.ts'
import { createWorkerCrashLoop } from './worker-crash-loop.ts'

const run = promisify(execFile)
const opened = new AsyncDisposableStack()
let postgres: PostgresPart
let redis: RedisPart
let prometheus: PrometheusPart
let alertmanager: AlertmanagerPart
let pool: Pool
let client: Redis
let sylion: Sylion
let service: Service
let programs: ProgramsPart
/** What Sylion wrote to its log, as it came. */
const said: Record<string, unknown>[] = []

beforeAll(async () => {
  ;[postgres, redis, alertmanager] = await Promise.all([
    startPostgres().then((part) => opened.use(part)),
    startRedis({ settings: { maxmemory: '64mb', 'maxmemory-policy': 'volatile-lru' } }).then(
      (part) => opened.use(part),
    ),
    startAlertmanager().then((part) => opened.use(part)),
  ])
  await createSeedTables(postgres.url)
  pool = opened.adopt(new Pool({ connectionString: postgres.url }), (it) => it.end())
  pool.on('error', () => {})
  client = opened.adopt(new Redis(redis.url), (it) => it.disconnect())
  client.on('error', () => {})
  sylion = opened.use(
    await openSylion({
      postgresUrl: postgres.url,
      redisUrl: redis.url,
      log: { say: (level, fields, msg) => void said.push({ level, ...fields, msg }) },
      verifyToken: 'token',
    }),
  )
  service = opened.use(await startService({ name: 'sylion', handler: sylion.handler }))
  const medquiz = opened.use(
    await startService({
      name: 'medquiz',
      handler: createMedQuiz({
        database: { answers: () => Promise.resolve(true), [Symbol.asyncDispose]: async () => {} },
        metricsToken: 'metrics',
      }),
    }),
  )
  const target = `${medquiz.host}:${medquiz.port}`
  prometheus = opened.use(
    await startPrometheus({
      jobs: [
        { name: 'medquiz', target, path: '/v1/observability/metrics', bearerToken: 'metrics' },
        { name: 'sylion', target: `${service.host}:${service.port}` },
      ],
      groups: alertRulesOf('2.0'),
      alertmanager: `${alertmanager.host}:${alertmanager.port}`,
    }),
  )
  programs = opened.use(
    await startPrograms({
      sessions: createSessions(postgres.url),
      cache: createCache(redis.url),
    }),
  )
}, 60_000)
afterAll(() => opened.disposeAsync())

/** As somebody on the box would. */
const onTheBox = (command: string) =>
  run('sh', ['-c', command], {
    env: { ...process.env, PATH: `${programs.folder}:${process.env['PATH']}` },
  }).then(({ stdout }) => stdout.trim())

const untilWhole = (breakage: Breakage) => eventually(() => breakage.isWhole(), Boolean, 25_000)

const duelsReadIn = async () => {
  const startedMs = performance.now()
  await pool.query('SELECT 1 FROM duels LIMIT 1')
  return performance.now() - startedMs
}

test('slow-database: a session holds a table of MedQuiz until it is ended', async () => {
  const slow = createSlowDatabase({ postgres })
  expect(await slow.isWhole()).toBe(true)
  await slow.begin()
  // Not always: between two of its rounds everybody comes through.
  expect(await eventually(duelsReadIn, (ms) => ms > 500)).toBeGreaterThan(500)
  expect(await slow.isWhole()).toBe(false)
  const sessions = 'SELECT query FROM pg_stat_activity WHERE application_name = $1'
  const shown = await pool.query<{ query: string }>(sessions, ['nightly-report'])
  expect(shown.rows[0]?.query).toContain('LOCK TABLE duels IN ACCESS EXCLUSIVE MODE')

  // Cancelling what it is at is no cure: it begins again.
  await pool.query(
    'SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name = $1',
    ['nightly-report'],
  )
  expect(await eventually(duelsReadIn, (ms) => ms > 500)).toBeGreaterThan(500)

  expect(await onTheBox('sessions end somebody-else')).toBe('no session of somebody-else')
  expect(await slow.isWhole()).toBe(false)
  expect(await onTheBox('sessions end nightly-report')).toMatch(
    /^ended session \d+ of nightly-report$/,
  )
  expect(await untilWhole(slow)).toBe(true)
  await slow.mend()

  // Whatever was done meanwhile.
  await slow.begin()
  await postgres.setDown(true)
  expect(await slow.isWhole()).toBe(false)
  await slow.mend()
  expect(await slow.isWhole()).toBe(true)
  await slow.begin()
  await slow.mend()
  expect(await slow.isWhole()).toBe(true)
}, 30_000)

const idsOf = (event: string) =>
  said.filter((line) => line['event'] === event).map((line) => String(line['messageId']))
const waiting = () => client.llen('bull:messageProcessor:wait')
const workerVersion = async () => {
  const health = (await (await fetch(`${service.url}/health`)).json()) as {
    worker: { version: string }
  }
  return health.worker.version
}

test('worker-crash-loop: the queue grows, and every message is worked off by the former version', async () => {
  const { worker } = sylion
  if (!worker) throw new Error('there is a queue')
  await worker.deploy('2.1')
  const loop = createWorkerCrashLoop({ worker, sylionUrl: service.url })
  expect(await workerVersion()).toBe('2.1')
  await loop.begin()
  const crashes = () => Promise.resolve(said.filter(({ event }) => event === 'worker_crashed'))
  const crashed = await eventually(crashes, ({ length }) => length >= 3)
  expect(crashed.length).toBeGreaterThanOrEqual(3)
  expect(crashed[0]).toMatchObject({ level: 'error', version: '2.1', msg: 'Worker crashed' })
  expect(await eventually(waiting, (depth) => depth > 10)).toBeGreaterThan(10)
  expect(idsOf('message_sent')).toEqual([])
  expect(await loop.isWhole()).toBe(false)

  // Starting the same again is no cure.
  await worker.deploy('2.1')
  expect(await loop.isWhole()).toBe(false)
  await worker.deploy('2.0')
  expect(await untilWhole(loop)).toBe(true)
  expect(await workerVersion()).toBe('2.0')
  await loop.mend()
  const left = () => {
    const sent = new Set(idsOf('message_sent'))
    return Promise.resolve(idsOf('message_received').filter((id) => !sent.has(id)))
  }
  expect(await eventually(left, ({ length }) => length === 0)).toEqual([])
  expect(idsOf('job_failed')).toEqual([])
  expect(await client.zcard('bull:messageProcessor:failed')).toBe(0)
}, 60_000)

test('what is deployed while Redis is down is in service at once, and works once it is back', async () => {
  const { worker } = sylion
  if (!worker) throw new Error('there is a queue')
  await redis.setDown(true)
  await worker.deploy('2.1')
  await worker.deploy('2.0')
  await redis.setDown(false)
  expect(await workerVersion()).toBe('2.0')
  said.length = 0
  await using own = new AsyncDisposableStack()
  own.use(startMessageTraffic(service.url))
  // Not what the webhook does itself where the queue takes nothing in.
  const worked = () => {
    const sent = new Set(idsOf('message_sent'))
    return Promise.resolve(idsOf('job_added').filter((id) => sent.has(id)))
  }
  expect((await eventually(worked, ({ length }) => length > 0)).length).toBeGreaterThan(0)
}, 40_000)

test('redis-full: writes are refused, Sylion works on, and the queue’s own keys outlive the cure', async () => {
  said.length = 0
  const full = createRedisFull({ redis, sylionUrl: service.url })
  expect(await full.isWhole()).toBe(true)
  await client.hset('kept', 'by', 'somebody')
  await full.begin()
  await expect(client.set('more', '1')).rejects.toThrow(/^OOM/)
  expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
  expect(await full.isWhole()).toBe(false)
  const skipped = () =>
    Promise.resolve(said.filter(({ msg }) => msg === 'Redis error, skipping idempotence'))
  expect((await eventually(skipped, ({ length }) => length >= 3)).length).toBeGreaterThanOrEqual(3)
  const answered = () => Promise.resolve(idsOf('message_sent'))
  expect((await eventually(answered, ({ length }) => length >= 3)).length).toBeGreaterThanOrEqual(3)

  expect(await onTheBox('cache clear')).toMatch(
    /^deleted \d{3,} keys cache:\*\neviction policy: volatile-lru$/,
  )
  expect(await untilWhole(full)).toBe(true)
  expect(await client.keys('cache:*')).toEqual([])
  expect(await client.exists('kept', 'bull:messageProcessor:meta')).toBe(2)
  // The queue takes work again, as before.
  const worked = () => {
    const sent = new Set(idsOf('message_sent'))
    return Promise.resolve(idsOf('job_added').filter((id) => sent.has(id)))
  }
  expect((await eventually(worked, ({ length }) => length > 2)).length).toBeGreaterThan(2)
  await full.mend()

  await full.begin()
  await full.mend()
  expect(await full.isWhole()).toBe(true)
  await full.begin()
  await redis.setDown(true)
  expect(await full.isWhole()).toBe(false)
  await full.mend()
  expect(await full.isWhole()).toBe(true)
}, 60_000)

test('alert-storm: dozens of alerts while all is well, and none of them under the former rules', async () => {
  const storm = createAlertStorm({ prometheus, alertmanagerUrl: alertmanager.url })
  expect(await untilWhole(storm)).toBe(true)
  const raised = async () =>
    (await (await fetch(`${alertmanager.url}/api/v2/alerts`)).json()) as {
      labels: { severity: string }
    }[]
  expect(await raised()).toEqual([])
  await storm.begin()
  const alerts = await eventually(raised, ({ length }) => length >= 24)
  expect(alerts.length).toBeGreaterThanOrEqual(24)
  expect(new Set(alerts.map(({ labels }) => labels.severity))).toEqual(
    new Set(['critical', 'warning', 'info']),
  )
  expect(await storm.isWhole()).toBe(false)

  await prometheus.setRules(alertRulesOf('2.0'))
  expect(await untilWhole(storm)).toBe(true)
  expect(await raised()).toEqual([])

  await storm.begin()
  const unreadable = [{ name: 'unreadable', rules: [{ alert: 'Unreadable', expr: '(' }] }]
  await expect(prometheus.setRules(unreadable)).rejects.toThrow('did not take the rules')
  await storm.mend()
  expect(await untilWhole(storm)).toBe(true)
}, 60_000)
