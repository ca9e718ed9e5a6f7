import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'

import { startRedis, type RedisPart } from '../../../range/parts/redis.ts'
import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { valueOf } from '../store/temporary-store.fixture.ts'
import { openScenario, soon } from './scenario-run.fixture.ts'

let server: RedisPart
const connection = () => ({ url: server.url, maxRetriesPerRequest: null })
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server[Symbol.asyncDispose]())

/** A scenario that says what its queue did, while somebody else does it. */
async function watch(
  queue: string,
  more: string,
  act: () => Promise<unknown>,
  whenUp?: () => Promise<unknown>,
) {
  await using run = await openScenario(
    `
steps:
  - ask: Do it now
  - queue_moved: { queue: { on: main, ${queue} }, ${more} }
`,
    { profile: `redis: { main: { url: "${server.url}" } }\n` },
  )
  valueOf(await run.start())
  await run.asked()
  await act()
  await run.answer('passed')
  if (whenUp) {
    await vi.waitFor(() => {
      const { peak = 0 } = run.status()?.steps[1]?.progress?.values ?? {}
      if (Number(peak) < 2) throw new Error('it was not seen yet')
    }, soon)
    await whenUp()
  }
  const status = await run.ended()
  return wordOf(status)
}
const wordOf = ({ steps }: ScenarioStatus) => `${steps[1]?.state} ${steps[1]?.reason?.id}`

it('BullMQ: seen growing, or counted where a worker was too fast; not moved, and not back', async () => {
  await using stack = new AsyncDisposableStack()
  const opened = <T extends { close: () => Promise<unknown> }>(one: T) =>
    stack.adopt(one, async (it) => void (await it.close()))
  const jobs = opened(new Queue('jobs', { connection: connection() }))
  const named = 'name: jobs'

  const nothing = await watch(named, 'within: 100ms', () => Promise.resolve())
  expect(nothing).toBe('failed scenario.queue-not-moved')
  const stays = await watch(named, 'within: 100ms', () => jobs.add('x', {}))
  expect(stays).toBe('failed scenario.queue-not-back')
  const worker = opened(new Worker('jobs', () => Promise.resolve(), { connection: connection() }))
  await worker.waitUntilReady()
  const removed = { removeOnComplete: true, removeOnFail: true }
  const fast = await watch(named, 'back: 0, within: 10s', () => jobs.add('y', {}, removed))
  expect(fast).toMatch(/^passed scenario\.queue-(moved|passed-through)$/)
}, 60_000)

it('a list counts nothing: what was not seen is unknown, what was seen is seen', async () => {
  using redis = stack(new Redis(server.url))
  const { client } = redis
  const still = await watch('list: line', 'within: 100ms', () => Promise.resolve())
  expect(still).toBe('unknown scenario.queue-maybe')
  const drained = await watch(
    'list: line',
    'up: 2, within: 60s',
    () => client.rpush('line', 'a', 'b'),
    () => client.del('line'),
  )
  expect(drained).toBe('passed scenario.queue-moved')
}, 60_000)

const stack = (client: Redis) => ({ client, [Symbol.dispose]: () => client.disconnect() })
