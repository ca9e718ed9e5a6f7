import * as six from 'bullmq'
import * as four from 'bullmq4'
import * as five from 'bullmq5'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startRedis, type RedisPart } from '../../../range/parts/redis.ts'
import { createRedactor } from '../secrets/create-redactor.ts'
import { factsOf } from './conformance-facts.ts'
import { measure } from './conformance.ts'
import { probeOf } from './registry.ts'

/** What the three versions have in common, as far as this test speaks to them. */
interface BullMQ {
  Queue: new (
    name: string,
    options: object,
  ) => {
    add(name: string, data: object, options?: object): Promise<unknown>
    pause(): Promise<void>
    resume(): Promise<void>
    waitUntilReady(): Promise<unknown>
    close(): Promise<void>
  }
  Worker: new (
    name: string,
    work: (job: { name: string; id?: string | undefined }) => Promise<unknown>,
    options: object,
  ) => {
    waitUntilReady(): Promise<unknown>
    close(force?: boolean): Promise<void>
    on(event: 'error', listener: () => void): unknown
  }
}

const versions: [string, BullMQ, number][] = [
  ['BullMQ 4', four, 4],
  ['BullMQ 5', five as unknown as BullMQ, 5],
  ['BullMQ 6', six as unknown as BullMQ, 6],
]

let server: RedisPart
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server[Symbol.asyncDispose]())

describe.each(versions)('%s, the real one', (title, { Queue, Worker }, major) => {
  const opened = new AsyncDisposableStack()
  const connection = () => ({ host: server.host, port: server.port, maxRetriesPerRequest: null })
  const name = (part: string) => `${part}-${major}`
  const read = (part: string) => factsOf('queue', { url: server.url, name: name(part) })
  afterAll(() => opened.disposeAsync())

  async function open(part: string) {
    const queue = new Queue(name(part), { connection: connection() })
    opened.defer(() => queue.close())
    await queue.waitUntilReady()
    return queue
  }

  it('is read by type: in line, by priority, delayed, paused', async () => {
    const queue = await open('mail')
    await queue.add('send', {}, { timestamp: Date.now() - 60_000 })
    await queue.add('send', {})
    await queue.add('send', {}, { priority: 5, timestamp: Date.now() - 90_000 })
    await queue.add('send', {}, { priority: 1 })
    await queue.add('send', {}, { delay: 3_600_000 })
    const facts = await read('mail')
    expect(facts).toMatchObject({
      found: true,
      waiting: 2,
      prioritized: 2,
      depth: 4,
      delayed: 1,
      delayed_due: 0,
      active: 0,
      completed: 0,
      failed: 0,
      paused: false,
      workers: 0,
      stalled: 0,
      in_count: 5,
      out_count: 0,
      window_s: 60,
      version_major: major,
      error: '',
    })
    expect(facts.oldest_age_s).toBeGreaterThan(89)
    expect(facts.oldest_age_s).toBeLessThan(120)
    expect(facts).not.toHaveProperty('worker_idle_s')
    expect(facts.commands).toBeLessThan(80)

    await queue.pause()
    expect(await read('mail')).toMatchObject({ paused: true, waiting: 2, depth: 4 })
    await queue.resume()
    expect(await read('mail')).toMatchObject({ paused: false, waiting: 2, depth: 4 })
  })

  it('does not count a marker as a job', async () => {
    const queue = await open('later')
    await queue.add('send', {}, { delay: 3_600_000 })
    expect(await read('later')).toMatchObject({ waiting: 0, depth: 0, delayed: 1, oldest_age_s: 0 })
    await queue.add('send', {})
    expect(await read('later')).toMatchObject({ waiting: 1, depth: 1 })
    await queue.add('send', {}, { lifo: true })
    expect(await read('later')).toMatchObject({ waiting: 2, depth: 2 })
  })

  it('tells workers, what they did, why they failed, with no data and no secret', async () => {
    const queue = await open('bills')
    const done = Promise.withResolvers<void>()
    const held = Promise.withResolvers<void>()
    const worker = new Worker(
      name('bills'),
      async (job) => {
        if (job.name === 'hang') {
          done.resolve()
          await held.promise
        }
        if (job.name === 'fail') throw new Error(`order ${job.id} refused: key=s3cr3t-key-99`)
      },
      { connection: connection() },
    )
    worker.on('error', () => {})
    opened.defer(() => worker.close(true))
    opened.defer(() => held.resolve())
    await worker.waitUntilReady()
    for (let index = 0; index < 3; index++) await queue.add('send', { patient: 'Jane Doe' })
    for (let index = 0; index < 2; index++) await queue.add('fail', { patient: 'Jane Doe' })
    await queue.add('hang', {})
    await queue.add('send', {})
    await done.promise

    const redactor = createRedactor()
    redactor.add('key', 's3cr3t-key-99')
    const measurement = await measure(
      probeOf('queue'),
      { url: server.url, name: name('bills') },
      { redact: (text) => redactor.redact(text) },
    )
    const text = JSON.stringify(measurement)
    expect(text).not.toContain('s3cr3t-key-99')
    expect(text).not.toContain('Jane Doe')

    const facts = await read('bills')
    expect(facts).toMatchObject({
      waiting: 1,
      active: 1,
      completed: 3,
      failed: 2,
      stalled: 0,
      workers: 1,
      in_count: 7,
      out_count: 5,
      out_failed_count: 2,
      failed_reasons: [
        { reason: 'order # refused: key=s#cr#t-key-#', count: 2, sample: { name: 'fail' } },
      ],
    })
    expect(facts.worker_idle_s).toBeLessThan(10)
    expect(facts.last_finished_age_s).toBeLessThan(30)
    expect(facts.longest_active_s).toBeGreaterThanOrEqual(0)

    // A worker that is killed leaves its lock to expire: as if time had passed.
    const redis = new Redis(server.url)
    opened.defer(() => redis.disconnect())
    const [active] = await redis.lrange(`bull:${name('bills')}:active`, 0, -1)
    await redis.del(`bull:${name('bills')}:${active}:lock`)
    expect(await read('bills')).toMatchObject({ active: 1, stalled: 1 })
  })

  it('is found without being named', async () => {
    const facts = await factsOf('queue', { url: server.url })
    expect(facts).toMatchObject({ found: true, queues_complete: true })
    const queues = facts.queues as { name: string; depth: number; version_major: number }[]
    expect(queues).toContainEqual(
      expect.objectContaining({ name: name('mail'), depth: 4, version_major: major }),
    )
    expect(facts.depth).toBe(queues.reduce((sum, queue) => sum + queue.depth, 0))
  })
})

it('writes nothing at all', async () => {
  const redis = new Redis(server.url)
  const changes = async () => /rdb_changes_since_last_save:(\d+)/.exec(await redis.info())?.[1]
  const before = await changes()
  await factsOf('queue', { url: server.url, name: 'mail-6' })
  await factsOf('queue', { url: server.url })
  const after = await changes()
  redis.disconnect()
  expect(after).toBe(before)
})

it('says what a user may not see by leaving it out, and that a queue is not there', async () => {
  const redis = new Redis(server.url)
  await redis.acl('SETUSER', 'probe', 'on', '>pw', '~*', '+@read', '+ping', '+time', '-@dangerous')
  redis.disconnect()
  const url = server.url.replace('redis://', 'redis://probe:pw@')
  const facts = await factsOf('queue', { url, name: 'mail-5' })
  expect(facts).toMatchObject({ found: true, depth: 4, error: '' })
  expect(facts).not.toHaveProperty('workers')
  expect(await factsOf('queue', { url: server.url, name: 'nope' })).toMatchObject({
    found: false,
    depth: 0,
  })
})
