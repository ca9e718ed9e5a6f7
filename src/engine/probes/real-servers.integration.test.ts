import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startPostgres, type PostgresPart } from '../../../range/parts/postgres.ts'
import { startRedis, type RedisPart } from '../../../range/parts/redis.ts'
import { createCertificates } from '../../../range/stand-ins/certificates.ts'
import { createRedactor } from '../secrets/create-redactor.ts'
import { causeOf, factsOf } from './conformance-facts.ts'
import { measure } from './conformance.ts'
import type { ProbeContext } from './probe.ts'
import { probeOf } from './registry.ts'

describe('postgres, a real one', () => {
  let server: PostgresPart
  beforeAll(async () => {
    server = await startPostgres({ settings: { max_connections: '20' } })
    const client = new Client({ connectionString: server.url })
    await client.connect()
    await client.query('CREATE SEQUENCE numbers; CREATE TABLE things (id int)')
    await client.end()
  })
  afterAll(() => server[Symbol.asyncDispose]())

  it('tells its version, role, connections, extensions and tables', async () => {
    const facts = await factsOf('postgres', { url: server.url })
    expect(facts).toMatchObject({
      accepting: true,
      in_recovery: false,
      read_only: false,
      database: server.database,
      user: server.user,
      ssl: false,
      max_connections: 20,
      error: '',
    })
    expect(facts.server_version_num).toBeGreaterThan(90_000)
    expect(facts.connections).toBeGreaterThanOrEqual(1)
    expect(facts.extensions).toContain('plpgsql')
    expect(facts.tables).toEqual(['things'])
    expect(facts.size_bytes).toBeGreaterThan(1_000_000)
  })

  it('answers a query with numbers that can be compared', async () => {
    const query = `SELECT count(*) AS n, 1.5::numeric AS ratio, 'x' AS t, now() AS at, NULL AS nothing FROM pg_class`
    const facts = await factsOf('postgres', { url: server.url, query })
    expect(facts.value).toBeGreaterThan(100)
    expect(facts.rows).toMatchObject([{ ratio: 1.5, t: 'x', nothing: null }])
    expect(facts.columns).toEqual(['n', 'ratio', 't', 'at', 'nothing'])
    expect(facts.row_count).toBe(1)
  })

  it('finds the profile’s database by name', async () => {
    const database: ProbeContext['database'] = (kind, name) =>
      kind === 'postgres' && name === 'main' ? server.url : undefined
    expect(
      await factsOf('postgres', { on: 'main', query: 'SHOW max_connections' }, { database }),
    ).toMatchObject({
      value: '20',
    })
  })

  it.each([
    ['a relation that is not there', 'SELECT * FROM nowhere', '42P01'],
    ['two statements', 'SELECT 1; SELECT 2', '42601'],
  ])('reports %s as the server says it', async (_, query, code) => {
    const facts = await factsOf('postgres', { url: server.url, query })
    expect(facts).toMatchObject({
      error: 'error',
      error_code: code,
      reachable: true,
      accepting: true,
    })
  })

  it.each([
    "SELECT nextval('numbers')",
    'WITH x AS (INSERT INTO things VALUES (1) RETURNING 1) SELECT * FROM x',
    'EXPLAIN ANALYZE DELETE FROM things',
  ])('cannot write: %s', async (query) => {
    const facts = await factsOf('postgres', { url: server.url, query })
    expect(facts).toMatchObject({ error: 'error', error_code: '25006' })
  })

  it('lets the server stop a query that takes too long', async () => {
    const facts = await factsOf(
      'postgres',
      { url: server.url, query: 'SELECT pg_sleep(600)' },
      { timeoutMs: 800 },
    )
    expect(facts).toMatchObject({ error: 'timeout', reachable: true })
    const left = `SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()`
    await expect
      .poll(async () => (await factsOf('postgres', { url: server.url, query: left })).value)
      .toBe(0)
  })

  it('takes a wrong password for our own fault', async () => {
    const url = server.url.replace(server.password, 'wrong')
    expect(await causeOf('postgres', { url })).toMatchObject({ cause: 'auth-failed' })
  })

  it('says that it is full', async () => {
    await using stack = new AsyncDisposableStack()
    for (let held = 0; held < 20; held++) {
      const client = new Client({ connectionString: server.url })
      await client.connect()
      stack.defer(() => client.end())
    }
    const facts = await factsOf('postgres', { url: server.url })
    expect(facts).toMatchObject({
      error: 'denied',
      error_code: '53300',
      reachable: true,
      accepting: false,
    })
  })
})

describe('redis, a real one', () => {
  const password = 'an0ther-s3cret'
  let server: RedisPart
  beforeAll(async () => {
    server = await startRedis({
      password,
      settings: { maxmemory: '64mb', 'maxmemory-policy': 'allkeys-lru' },
    })
  })
  afterAll(() => server[Symbol.asyncDispose]())

  it('tells its memory against its limit, its policy and its role', async () => {
    const facts = await factsOf('redis', { url: server.url })
    expect(facts).toMatchObject({
      pong: true,
      role: 'master',
      mode: 'standalone',
      maxmemory_set: true,
      maxmemory_bytes: 64 * 1024 * 1024,
      eviction_policy: 'allkeys-lru',
      keys: 0,
      loading: false,
      error: '',
    })
    expect(facts.memory_ratio).toBeGreaterThan(0)
    expect(facts.memory_ratio).toBeLessThan(0.8)
  })

  it('answers a command that reads, and reports one that does not fit', async () => {
    expect(
      await factsOf('redis', { url: server.url, command: ['LLEN', 'bull:mail:wait'] }),
    ).toMatchObject({
      value: 0,
    })
    expect(
      await factsOf('redis', { url: server.url, command: ['CONFIG', 'GET', 'maxmemory-policy'] }),
    ).toMatchObject({ value: ['maxmemory-policy', 'allkeys-lru'] })
    expect(
      await factsOf('redis', { url: server.url, command: ['GETRANGE', 'x', 'a', 'b'] }),
    ).toMatchObject({
      error: 'error',
      error_code: 'ERR',
      reachable: true,
    })
  })

  it('takes a wrong or a missing password for our own fault', async () => {
    const wrong = server.url.replace(password, 'wrong')
    expect(await causeOf('redis', { url: wrong })).toMatchObject({ cause: 'auth-failed' })
    const none = `redis://${server.host}:${server.port}`
    expect(await causeOf('redis', { url: none })).toMatchObject({ cause: 'auth-failed' })
  })

  it('bar 18: shows no password, nor a secret that the server says back', async () => {
    const redactor = createRedactor()
    redactor.add('redis', password)
    const redact = (text: string) => redactor.redact(text)
    const measurement = await measure(
      probeOf('redis'),
      { url: server.url, command: ['ECHO', `key=${password}`] },
      { redact },
    )
    expect(JSON.stringify(measurement)).not.toContain(password)
    expect(measurement).toMatchObject({ facts: { value: 'key=«redis»' } })
  })

  it('says that no limit of memory is set as a fact of its own', async () => {
    await using unlimited = await startRedis()
    const facts = await factsOf('redis', { url: unlimited.url })
    expect(facts).toMatchObject({ maxmemory_set: false, maxmemory_bytes: 0 })
    expect(facts).not.toHaveProperty('memory_ratio')
  })
})

describe('a site with a certificate of a private authority', () => {
  let server: Server
  let folder: string
  let port: number
  let caFile: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'warroom-probes-'))
    const { authority, cert, key } = await createCertificates({ days: 20 })
    caFile = join(folder, 'authority.pem')
    await writeFile(caFile, authority)
    server = createServer({ cert, key }, (_, response) => {
      response.setHeader('content-type', 'application/json; charset=utf-8')
      response.end('{"status":"ok"}')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
    await rm(folder, { recursive: true })
  })

  it('is looked at by tls', async () => {
    const facts = await factsOf('tls', { host: 'localhost', port, caFile })
    expect(facts).toMatchObject({
      authorized: true,
      authorization_error: '',
      hostname_matches: true,
      self_signed: false,
      expired: false,
      subject: 'localhost',
      issuer: 'Warroom practice authority',
      san: ['localhost', '127.0.0.1'],
      key_type: 'ec',
      key_bits: 256,
      protocol: 'TLSv1.3',
    })
    expect(facts.days_left).toBeGreaterThan(19)
  })

  it('is told apart from one that is for another name', async () => {
    const facts = await factsOf('tls', {
      host: '127.0.0.1',
      port,
      caFile,
      serverName: 'other.test',
    })
    expect(facts).toMatchObject({
      authorized: false,
      hostname_matches: false,
      authorization_error: 'ERR_TLS_CERT_ALTNAME_INVALID',
    })
  })

  it('answers http, with the facts of its certificate', async () => {
    const facts = await factsOf('http', { url: `https://localhost:${port}/`, caFile })
    expect(facts).toMatchObject({
      status: 200,
      json: { status: 'ok' },
      content_type: 'application/json',
      tls_authorized: true,
      tls_protocol: 'TLSv1.3',
    })
    expect(facts.tls_days_left).toBeGreaterThan(19)
  })

  it('is refused without that authority', async () => {
    expect(await factsOf('http', { url: `https://localhost:${port}/` })).toMatchObject({
      error: 'bad-tls',
      reachable: false,
      tls_issuer: 'Warroom practice authority',
    })
  })
})
