import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { startRedis, type RedisPart } from '../../../range/parts/redis.ts'
import { systemClock } from '../time/clock.ts'
import { systemTimer } from '../time/timer.ts'
import { createCommandBudget } from './command-budget.ts'
import { causeOf, factsOf } from './conformance-facts.ts'
import { measure } from './conformance.ts'
import { probeOf } from './registry.ts'

let server: RedisPart
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server[Symbol.asyncDispose]())

const budgetOf = (perSecond: number) =>
  createCommandBudget({ perSecond: () => perSecond, clock: systemClock, timer: systemTimer })

it('a look over the budget takes longer, and its target is no slower for it', async () => {
  const context = { redisBudget: budgetOf(10) }
  const config = { url: server.url, name: 'nowhere' }
  const free = await factsOf('queue', config)
  const startedMs = performance.now()
  const facts = await factsOf('queue', config, context)
  const tookMs = performance.now() - startedMs
  expect(facts.commands).toBe(free.commands)
  expect(Number(facts.commands)).toBeGreaterThan(10)
  expect(tookMs).toBeGreaterThan(900)
  expect(Number(facts.latency_ms)).toBeLessThan(tookMs - 900)
})

it('a server is never asked more a second, whoever asks', async () => {
  await using opened = new AsyncDisposableStack()
  const watcher = new Redis(server.url)
  opened.defer(() => watcher.disconnect())
  const seen: number[] = []
  const monitor = await watcher.monitor()
  opened.defer(() => monitor.disconnect())
  monitor.on('monitor', (time: string) => seen.push(Number(time) * 1000))
  const context = { redisBudget: budgetOf(40) }
  await Promise.all(
    Array.from({ length: 4 }, () => factsOf('queue', { url: server.url, name: 'q' }, context)),
  )
  expect(seen.length).toBeGreaterThan(60)
  for (const atMs of seen) {
    // The server's clock reads a batch up to some milliseconds after ours let it go.
    const within = seen.filter((other) => other >= atMs && other < atMs + 950)
    expect(within.length).toBeLessThanOrEqual(40)
  }
})

it('a look that was kept waiting until its end is ours, not the target’s', async () => {
  const redisBudget = budgetOf(10)
  await redisBudget.take(new URL(server.url).host, 10, new AbortController().signal)
  const probe = probeOf('queue')
  const measurement = await measure(
    probe,
    { url: server.url, name: 'q' },
    {
      redisBudget,
      timeoutMs: 400,
    },
  )
  expect(measurement).toMatchObject({
    kind: 'unmeasurable',
    cause: 'own-timeout',
    message: { id: 'queue.over-budget' },
  })
  const signal = AbortSignal.timeout(100)
  const cancelled = await causeOf('queue', { url: server.url, name: 'q' }, { redisBudget, signal })
  expect(cancelled).toMatchObject({ kind: 'unmeasurable', cause: 'cancelled' })
})

it('a silence after what hardly waited is the target’s own', async () => {
  const client = new Redis(server.url)
  await client.call('CLIENT', 'PAUSE', '2000', 'ALL')
  client.disconnect()
  const facts = await factsOf(
    'queue',
    { url: server.url, name: 'q' },
    {
      redisBudget: budgetOf(200),
      timeoutMs: 500,
    },
  )
  expect(facts).toMatchObject({ reachable: false, error: 'timeout' })
})
