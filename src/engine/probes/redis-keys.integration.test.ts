import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { startRedis, type RedisPart } from '../../../range/parts/redis.ts'
import { factsOf } from './conformance-facts.ts'

let server: RedisPart
let writer: Redis
beforeAll(async () => {
  server = await startRedis()
  writer = new Redis(server.url)
  const lines = writer.pipeline()
  for (let index = 0; index < 1500; index++) lines.set(`session:${index}`, 'x', 'EX', 1000 + index)
  for (let index = 0; index < 1500; index++) lines.set(`cache:${index}`, 'x')
  lines.set('session:forever', 'x')
  await lines.exec()
})
afterAll(async () => {
  writer.disconnect()
  await server[Symbol.asyncDispose]()
})

it('counts the keys of a pattern and reads their times to live', async () => {
  const facts = await factsOf('redis', { url: server.url, keys: 'session:*' })
  expect(facts).toMatchObject({
    keys: 3001,
    matched_keys: 1501,
    matched_complete: true,
    matched_without_ttl: 1,
    maxmemory_set: false,
    evicts: false,
  })
  expect(facts.ttl_min_s).toBeGreaterThan(900)
  expect(facts.ttl_min_s).toBeLessThanOrEqual(1000)
  expect(facts.ttl_max_s).toBeGreaterThan(2400)
  expect(facts.ttl_median_s).toBeGreaterThan(1600)
  expect(facts.matched_sample).toHaveLength(10)
  expect(facts.system_memory_ratio).toBeGreaterThan(0)
})

it('stops at its budget and says that it saw a part', async () => {
  const facts = await factsOf('redis', { url: server.url, keys: 'session:*', budget: 600 })
  expect(facts.matched_complete).toBe(false)
  expect(facts.matched_keys).toBeGreaterThan(0)
  expect(facts.matched_keys).toBeLessThan(1000)
})

it('stops before names of keys fill its memory', async () => {
  const lines = writer.pipeline()
  for (let index = 0; index < 3000; index++) lines.set(`${'long'.repeat(250)}${index}`, 'x')
  await lines.exec()
  const facts = await factsOf('redis', { url: server.url, keys: 'long*', budget: 1_000_000 })
  expect(facts).toMatchObject({ error: '', matched_complete: false })
})

it('a pattern that nothing matches is zero keys and no time to live', async () => {
  const facts = await factsOf('redis', { url: server.url, keys: 'nothing:*' })
  expect(facts).toMatchObject({ matched_keys: 0, matched_sample: [], matched_without_ttl: 0 })
  expect(facts).not.toHaveProperty('ttl_min_s')
})
