import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { Pool } from 'pg'

import type { ServiceLog } from '../service-log.ts'
import type { Handler } from '../service.ts'
import {
  rightSylion,
  sylionLimits,
  type Incoming,
  type SylionBehaviours,
  type SylionLimits,
} from './behaviours.ts'
import { createMessageWork } from './message-work.ts'
import { sylionTables } from './tables.ts'
import { createSylionWebhook } from './webhook.ts'

export interface SylionOptions {
  postgresUrl: string
  /** None: no Redis here. Messages are accepted and answered all the same. */
  redisUrl: string | undefined
  log: Pick<ServiceLog, 'say'>
  verifyToken: string
}

/** Sylion from the webhook to the answer, with a real queue, Redis and PostgreSQL. */
export interface Sylion extends AsyncDisposable {
  readonly handler: Handler
  /** Set one to switch it off or on; it counts from the next message on. */
  readonly behaviours: SylionBehaviours
  readonly limits: SylionLimits
  /** Nobody works any more, and this many messages more are in line. */
  leave(backlog: number): Promise<void>
  /** Back to work: what is in line is worked off. */
  comeBack(): Promise<void>
}

const queueName = 'messageProcessor'
const idempotenceSeconds = 24 * 60 * 60
/** A minute in all: as long as a database may take to come back. */
const retry = { attempts: 120, backoff: { type: 'fixed', delay: 500 } }
const keep = { removeOnComplete: { count: 100 }, removeOnFail: { count: 100 } }
/** A Redis that is gone would keep a polite goodbye waiting for ever. */
const closeWithinMs = 2000
const patienceMs = 1000
const workersAtOnce = 8

export async function openSylion(options: SylionOptions): Promise<Sylion> {
  const { redisUrl, log, verifyToken } = options
  const { say } = log
  const behaviours = rightSylion()
  const limits = structuredClone(sylionLimits)
  await using opened = new AsyncDisposableStack()
  const pool = new Pool({
    connectionString: options.postgresUrl,
    max: workersAtOnce,
    connectionTimeoutMillis: patienceMs,
    query_timeout: 2 * patienceMs,
    allowExitOnIdle: true,
  })
  // A lost idle connection is replaced at the next question, which then tells.
  pool.on('error', () => {})
  opened.defer(() => pool.end())
  await pool.query(sylionTables)

  const redis = redisUrl === undefined ? undefined : opened.adopt(connectTo(redisUrl), closeNow)
  await redis?.connect()
  const work = createMessageWork({ pool, redis, behaviours, limits, say })
  const line = redisUrl === undefined ? undefined : opened.use(await openLine(redisUrl, work, say))

  const isNew = async ({ tenantId, id: messageId }: Incoming) => {
    if (!behaviours.idempotence) return true
    const key = `idempotence:msg:${tenantId}:${messageId}`
    try {
      if (!redis) throw new Error('no Redis')
      return (await redis.set(key, '1', 'EX', idempotenceSeconds, 'NX')) === 'OK'
    } catch (error) {
      if (!behaviours.failOpen) {
        say('error', { tenantId, messageId }, 'Redis connection error')
        throw error
      }
      say('warn', { tenantId, messageId }, 'Redis error, skipping idempotence')
      return true
    }
  }

  const receive = async (message: Incoming) => {
    const { tenantId, id: messageId } = message
    const about = { tenantId, messageId }
    say('info', { event: 'message_received', ...about, from: maskPhoneNumber(message.from) })
    if (!(await isNew(message))) {
      say('info', { event: 'duplicate_message_dropped', ...about })
      return
    }
    try {
      if (!line) throw new Error('no queue')
      await line.queue.add('message', message, behaviours.retries ? retry : { attempts: 1 })
      say('info', { event: 'job_added', ...about })
    } catch (error) {
      if (!behaviours.failOpen) throw error
      await work(message, true)
    }
  }

  const answers = (question: Promise<unknown> | undefined) =>
    question?.then(
      () => true,
      () => false,
    ) ?? Promise.resolve(false)
  const handler = createSylionWebhook({
    verifyToken,
    behaviours,
    receive,
    databaseAnswers: () => answers(pool.query('SELECT 1')),
    redisAnswers: () => answers(redis?.ping()),
    waiting: () =>
      line?.queue.getWaitingCount().catch(() => undefined) ?? Promise.resolve(undefined),
  })
  const owned = opened.move()
  return {
    handler,
    behaviours,
    limits,
    leave: (backlog) => line?.leave(backlog) ?? Promise.resolve(),
    comeBack: () => line?.comeBack() ?? Promise.resolve(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** Its calls tell what is wrong, at once; a Redis that comes back is found within moments. */
const impatient = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: patienceMs,
  retryStrategy: () => 200,
}

function connectTo(url: string): Redis {
  const redis = new Redis(url, { ...impatient, lazyConnect: true })
  redis.on('error', () => {})
  return redis
}

function closeNow(redis: Redis): void {
  redis.disconnect()
}

/** The line of messages, and who works it off. */
async function openLine(
  url: string,
  work: ReturnType<typeof createMessageWork>,
  say: ServiceLog['say'],
) {
  let isEnding = false
  // Nothing else ends the attempts to reach a Redis that is gone.
  const retryStrategy = () => (isEnding ? null : 200)
  // It would print that the eviction policy, which Sylion's checklist asks for, is not its own choice.
  const quiet = { skipVersionCheck: true }
  const queue = new Queue<Incoming>(queueName, {
    connection: { url, ...impatient, retryStrategy },
    defaultJobOptions: keep,
    ...quiet,
  })
  // What goes wrong with Redis is for the probes to see, and no reason to end the range.
  queue.on('error', () => {})
  await queue.waitUntilReady()

  const goToWork = async () => {
    const worker = new Worker<Incoming>(
      queueName,
      ({ data, attemptsMade }) => work(data, attemptsMade === 0),
      {
        connection: { url, maxRetriesPerRequest: null, retryStrategy },
        concurrency: workersAtOnce,
        ...quiet,
      },
    )
    worker.on('error', () => {})
    worker.on('failed', (job, error) => {
      if (!job) return
      const about = { tenantId: job.data.tenantId, messageId: job.data.id }
      const isModel = error.name === 'UnrecoverableError'
      const said = isModel ? error.message : 'Database connection error'
      say('error', { ...about, err: error.message }, said)
      const attempt = job.attemptsMade
      if (!isModel && attempt < (job.opts.attempts ?? 1))
        say('warn', { event: 'job_retry', ...about, attempt })
      else say('error', { event: 'job_failed', ...about, attempt })
    })
    await worker.waitUntilReady()
    say('info', { queue: queueName }, '[MessageProcessor] Worker started')
    return worker
  }
  let worker: Worker | undefined = await goToWork()

  return {
    queue,
    async leave(backlog: number) {
      const leaving = worker
      worker = undefined
      await leaving?.close()
      const data = (n: number): Incoming => ({
        receiptId: randomUUID(),
        tenantId: 'demo',
        from: `336${String(n).padStart(8, '0')}`,
        id: `wamid.backlog-${Date.now()}-${n}`,
        text: 'En attente',
      })
      const jobs = Array.from({ length: backlog }, (_, n) => ({ name: 'message', data: data(n) }))
      await queue.addBulk(jobs)
    },
    async comeBack() {
      worker ??= await goToWork()
    },
    async [Symbol.asyncDispose]() {
      isEnding = true
      const closing = Promise.allSettled([worker?.close(true), queue.close()])
      const inTime = new AbortController()
      const late = wait(closeWithinMs, undefined, { signal: inTime.signal }).catch(() => {})
      await Promise.race([closing, late])
      inTime.abort()
    },
  }
}

/** What a log may show of a number: who writes is nobody's business there. */
function maskPhoneNumber(number: string): string {
  return `${number.slice(0, 2)}XXXXXX${number.slice(-2)}`
}
