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
import { impatient, openLine, patienceMs, workersAtOnce, type SylionWorker } from './line.ts'
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
  /** Absent without a queue: the webhook does the work then. */
  readonly worker?: SylionWorker
  /** Nobody works any more, and this many messages more are in line. */
  leave(backlog: number): Promise<void>
  /** Back to work: what is in line is worked off. */
  comeBack(): Promise<void>
}

const idempotenceSeconds = 24 * 60 * 60
/** A minute in all: as long as a database may take to come back. */
const retry = { attempts: 120, backoff: { type: 'fixed', delay: 500 } }

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
    workerVersion: () => line?.worker.version,
    waiting: () =>
      line?.queue.getWaitingCount().catch(() => undefined) ?? Promise.resolve(undefined),
  })
  const owned = opened.move()
  return {
    handler,
    behaviours,
    limits,
    worker: line?.worker,
    leave: (backlog) => line?.leave(backlog) ?? Promise.resolve(),
    comeBack: () => line?.comeBack() ?? Promise.resolve(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

function connectTo(url: string): Redis {
  const redis = new Redis(url, { ...impatient, lazyConnect: true })
  redis.on('error', () => {})
  return redis
}

function closeNow(redis: Redis): void {
  redis.disconnect()
}

/** What a log may show of a number: who writes is nobody's business there. */
function maskPhoneNumber(number: string): string {
  return `${number.slice(0, 2)}XXXXXX${number.slice(-2)}`
}
