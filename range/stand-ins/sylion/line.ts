import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import { Queue, WaitingError, Worker, type Job } from 'bullmq'

import { inTime } from '../../in-time.ts'
import type { ServiceLog } from '../service-log.ts'
import type { Incoming } from './behaviours.ts'
import type { createMessageWork } from './message-work.ts'

/** Who works the queue off, in one version. */
export interface SylionWorker {
  /** In service. */
  readonly version: string
  /** Puts another version in service, as a deployment does: what is being worked on is finished first. */
  deploy(version: string): Promise<void>
  /** Versions that crash at the first message that they take, and are started again a second later. */
  readonly crashing: Set<string>
}

/** Its calls tell what is wrong, at once; a Redis that comes back is found within moments. */
export const patienceMs = 1000
export const impatient = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: patienceMs,
  retryStrategy: () => 200,
}
export const workersAtOnce = 8

const queueName = 'messageProcessor'
const keep = { removeOnComplete: { count: 100 }, removeOnFail: { count: 100 } }
/** A Redis that is gone would keep a polite goodbye waiting for ever, and a start as well. */
const closeWithinMs = 2000
const readyWithinMs = 2000
/** As long as a message may take. */
const goneWithinMs = 5000
const retryAfterMs = 500
const startAgainAfterMs = 1000

/** Who works now, and how it goes. */
interface AtWork extends Pick<Worker, 'close'> {
  /** Finishes what it works on; without its Redis it just goes. */
  leave(): Promise<void>
}

/** The line of messages, and who works it off. */
export async function openLine(
  url: string,
  work: ReturnType<typeof createMessageWork>,
  say: ServiceLog['say'],
) {
  let isEnding = false
  const ending = new AbortController()
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

  let version = '2.0'
  const crashing = new Set<string>()
  let worker: AtWork | undefined
  let isWanted = true
  /** One after the other: who is on the way out is not replaced meanwhile. */
  let turn = Promise.resolve()
  const follow = (act: () => Promise<void>): Promise<void> => {
    const next = turn.then(act)
    turn = next.catch(() => {})
    return next
  }

  const start = async () => {
    if (worker || !isWanted || isEnding) return
    let isLeaving = false
    const bull: Worker<Incoming> = new Worker<Incoming>(
      queueName,
      (job, token) =>
        crashing.has(version) ? crash(mine, job, token) : work(job.data, job.attemptsMade === 0),
      {
        connection: {
          url,
          maxRetriesPerRequest: null,
          retryStrategy: () => (isLeaving ? null : retryStrategy()),
        },
        concurrency: workersAtOnce,
        autorun: false,
        // Its own would leave what waits where it is for 15 s after Redis takes things in again.
        runRetryDelay: retryAfterMs,
        ...quiet,
      },
    )
    const mine: AtWork = {
      close: (force) => bull.close(force),
      async leave() {
        // Without Redis nothing can be finished, and there is nobody to say goodbye to.
        const isThere = await queue.getWaitingCount().then(
          () => true,
          () => false,
        )
        isLeaving = !isThere
        await inTime(bull.close(!isThere), goneWithinMs).catch(() => {})
        isLeaving = true
      },
    }
    worker = mine
    bull.on('error', () => {})
    bull.on('failed', (job, error) => {
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
    const started = version
    const run = async () => {
      await bull.waitUntilReady()
      say('info', { queue: queueName, version: started }, '[MessageProcessor] Worker started')
      void bull.run().catch(() => {})
    }
    // Once Redis is back it goes to work by itself.
    await inTime(run(), readyWithinMs).catch(() => {})
  }
  const stop = async () => {
    const leaving = worker
    worker = undefined
    await leaving?.leave()
  }

  /** What it had taken is put back at the head of the line, as BullMQ does for one that stalled. */
  const crash = async (mine: AtWork, job: Job<Incoming>, token?: string) => {
    if (worker === mine) {
      worker = undefined
      const about = { version, tenantId: job.data.tenantId, messageId: job.data.id }
      const err = "TypeError: Cannot read properties of undefined (reading 'locale')"
      say('error', { event: 'worker_crashed', ...about, err, exitCode: 1 }, 'Worker crashed')
      const gone = follow(() => mine.leave())
      void gone
        .then(() => wait(startAgainAfterMs, undefined, { signal: ending.signal, ref: false }))
        .then(() => follow(start))
        .catch(() => {})
    }
    await job.moveToWait(token)
    throw new WaitingError()
  }

  await start()
  return {
    queue,
    worker: {
      get version() {
        return version
      },
      crashing,
      deploy: (next: string) =>
        follow(async () => {
          await stop()
          version = next
          await start()
        }),
    } satisfies SylionWorker,
    leave: (backlog: number) =>
      follow(async () => {
        isWanted = false
        await stop()
        const data = (n: number): Incoming => ({
          receiptId: randomUUID(),
          tenantId: 'demo',
          from: `336${String(n).padStart(8, '0')}`,
          id: `wamid.backlog-${Date.now()}-${n}`,
          text: 'En attente',
        })
        const jobs = Array.from({ length: backlog }, (_, n) => ({ name: 'message', data: data(n) }))
        await queue.addBulk(jobs)
      }),
    comeBack: () =>
      follow(async () => {
        isWanted = true
        await start()
      }),
    async [Symbol.asyncDispose]() {
      isEnding = true
      ending.abort()
      const closing = Promise.allSettled([worker?.close(true), queue.close()])
      const inTime = new AbortController()
      const late = wait(closeWithinMs, undefined, { signal: inTime.signal }).catch(() => {})
      await Promise.race([closing, late])
      inTime.abort()
    },
  }
}
