import { setTimeout as wait } from 'node:timers/promises'

import { Queue, Worker } from 'bullmq'

import { queueName } from './queue.ts'

/** Sylion's worker, the real BullMQ one, which may be taken off work. */
export interface MessageWorker extends AsyncDisposable {
  /** Nobody works any more, and this many messages more are in line. */
  leave(backlog: number): Promise<void>
  /** Back to work: what is in line is worked off. */
  comeBack(): Promise<void>
}

/** What a message takes: enough to be seen at work, little enough that a backlog is gone in seconds. */
const jobMs = 5
const concurrency = 20
/** A Redis that is gone would keep a polite goodbye waiting for ever. */
const closeWithinMs = 2000

export interface RedisPlace {
  host: string
  port: number
  password?: string
}

export async function startMessageWorker(place: RedisPlace): Promise<MessageWorker> {
  let isEnding = false
  const connection = {
    ...place,
    maxRetriesPerRequest: null,
    // Nothing else ends the attempts to reach a Redis that is gone.
    retryStrategy: (attempt: number) => (isEnding ? null : Math.min(attempt * 100, 1000)),
  }
  // It would print that our eviction policy, which Sylion's checklist asks for, is not its own choice.
  const shared = { connection, skipVersionCheck: true }
  const queue = new Queue(queueName, shared)
  // What goes wrong with Redis is for the probes to see, and no reason to end the range.
  queue.on('error', () => {})

  const goToWork = async (): Promise<Worker> => {
    const worker = new Worker(queueName, () => wait(jobMs), {
      ...shared,
      concurrency,
      removeOnComplete: { count: 100 },
    })
    worker.on('error', () => {})
    await worker.waitUntilReady()
    return worker
  }

  let worker: Worker | undefined = await goToWork()
  return {
    async leave(backlog) {
      const leaving = worker
      worker = undefined
      if (leaving) await leaving.close()
      const jobs = Array.from({ length: backlog }, (_, n) => ({
        name: 'message',
        data: { tenantId: 'demo', id: `backlog-${n}`, from: '33600000000', type: 'text' },
      }))
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
