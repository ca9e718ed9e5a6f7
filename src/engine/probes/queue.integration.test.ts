import { Redis } from 'ioredis'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { startPostgres, type PostgresPart } from '../../../range/parts/postgres.ts'
import { startRedis, type RedisPart } from '../../../range/parts/redis.ts'
import { factsOf } from './conformance-facts.ts'

const opened = new AsyncDisposableStack()
let server: RedisPart
let redis: Redis
let database: PostgresPart
beforeAll(async () => {
  server = opened.use(await startRedis())
  database = opened.use(await startPostgres())
  redis = new Redis(server.url)
  opened.defer(() => redis.disconnect())
})
afterAll(() => opened.disposeAsync())

it('a plain list is as deep as it is long; another type is named', async () => {
  expect(await factsOf('queue', { url: server.url, list: 'jobs' })).toMatchObject({
    found: false,
    depth: 0,
  })
  await redis.rpush('jobs', 'a', 'b', 'c')
  expect(await factsOf('queue', { url: server.url, list: 'jobs' })).toMatchObject({
    found: true,
    waiting: 3,
    depth: 3,
  })
  await redis.zadd('scored', 1, 'a')
  expect(await factsOf('queue', { url: server.url, list: 'scored' })).toMatchObject({
    error: 'error',
    error_message: 'scored is no list: it is a zset',
  })
})

it('a stream: what its group was not given, and has not confirmed', async () => {
  const oldMs = Date.now() - 120_000
  await redis.xadd('orders', `${oldMs}-0`, 'n', '1')
  for (let index = 0; index < 4; index++) await redis.xadd('orders', '*', 'n', String(index))
  expect(await factsOf('queue', { url: server.url, stream: 'orders' })).toMatchObject({
    length: 5,
    depth: 5,
    groups: [],
  })
  await redis.xgroup('CREATE', 'orders', 'billing', '0')
  await redis.xreadgroup('GROUP', 'billing', 'one', 'COUNT', 2, 'STREAMS', 'orders', '>')
  const facts = await factsOf('queue', { url: server.url, stream: 'orders', group: 'billing' })
  expect(facts).toMatchObject({
    found: true,
    active: 2,
    waiting: 3,
    depth: 5,
    workers: 1,
    entries_added: 5,
    groups: [{ name: 'billing', pending: 2, lag: 3, consumers: 1 }],
  })
  expect(facts.oldest_age_s).toBeGreaterThanOrEqual(119)
  expect(facts.worker_idle_s).toBeLessThan(30)
  expect(
    await factsOf('queue', { url: server.url, stream: 'orders', group: 'nobody' }),
  ).toMatchObject({ found: false, error: '' })
})

it('a queue in tables, by a query', async () => {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query(
    `CREATE TABLE job (state text, at timestamptz);
     INSERT INTO job VALUES ('new', now() - interval '1 min'), ('new', now()), ('dead', now())`,
  )
  await client.end()
  const context = { database: () => database.url }
  const query = `SELECT count(*) FILTER (WHERE state = 'new') AS waiting,
    count(*) FILTER (WHERE state = 'dead') AS failed,
    extract(epoch FROM now() - min(at)) AS oldest_age_s FROM job`
  const facts = await factsOf('queue', { postgres: 'main', query }, context)
  expect(facts).toMatchObject({ found: true, waiting: 2, depth: 2, failed: 1, error: '' })
  expect(facts.oldest_age_s).toBeGreaterThan(59)
  const misnamed = { postgres: 'main', query: 'SELECT count(*) AS wating FROM job' }
  expect(await factsOf('queue', misnamed, context)).toMatchObject({
    error: 'error',
    error_message: 'the query has a column “wating”, which is no fact of a queue',
  })
})
