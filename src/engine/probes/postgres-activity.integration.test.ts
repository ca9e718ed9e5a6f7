import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { startPostgres, type PostgresPart } from '../../../range/parts/postgres.ts'
import { factsOf } from './conformance-facts.ts'

let server: PostgresPart
const opened = new AsyncDisposableStack()

async function open(url = server.url, name = 'billing'): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: name })
  await client.connect()
  opened.defer(() => client.end())
  return client
}

beforeAll(async () => {
  server = opened.use(await startPostgres())
  const client = await open()
  await client.query(
    'CREATE TABLE orders (id int); INSERT INTO orders SELECT generate_series(1, 250)',
  )
  await client.query('CREATE TABLE untouched (id int); ANALYZE')
  await client.query("CREATE ROLE reader LOGIN PASSWORD 'r3ader'")
})
afterAll(() => opened.disposeAsync())

it('estimates the rows of tables without counting, and knows versions of extensions', async () => {
  const facts = await factsOf('postgres', { url: server.url })
  expect(facts).toMatchObject({
    error: '',
    table_rows: { orders: 250, untouched: 0 },
    extension_versions: { plpgsql: '1.0' },
    sees_all_sessions: true,
    blocked_sessions: 0,
    blocked: [],
    blockers: [],
  })
  expect(facts).not.toHaveProperty('longest_wait_s')
})

it('says who waits for whom, since when, and how long transactions are open', async () => {
  const blocker = await open()
  const waiter = await open(server.url, 'checkout')
  await blocker.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE')
  const waits = waiter.query('SELECT count(*) FROM orders')
  await expect
    .poll(async () => (await factsOf('postgres', { url: server.url })).blocked_sessions)
    .toBe(1)
  const facts = await factsOf('postgres', { url: server.url })
  const blockerPid = (await blocker.query<{ pid: number }>('SELECT pg_backend_pid() AS pid'))
    .rows[0]?.pid
  expect(facts.blocked).toMatchObject([
    { application: 'checkout', wants: 'orders', mode: 'AccessShareLock', blocked_by: [blockerPid] },
  ])
  expect(facts.blockers).toMatchObject([
    { application: 'billing', state: 'idle in transaction', pid: blockerPid, blocks: 1 },
  ])
  expect(facts.longest_wait_s).toBeGreaterThan(0)
  // Each is taken at its own moment.
  expect(facts.longest_transaction_s).toBeGreaterThanOrEqual(Number(facts.longest_wait_s) - 0.05)
  expect(facts).toMatchObject({ idle_in_transaction: 1, active_connections: 1 })

  const asReader = server.url.replace(`${server.user}:${server.password}`, 'reader:r3ader')
  expect(await factsOf('postgres', { url: asReader })).toMatchObject({
    error: '',
    sees_all_sessions: false,
    blocked_sessions: 1,
    blocked: [{ blocked_by: [blockerPid] }],
  })
  await blocker.query('ROLLBACK')
  await waits
  expect(await factsOf('postgres', { url: server.url })).toMatchObject({ blocked_sessions: 0 })
})
