import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { CheckSpec, Json, Measurement, ProbeKind } from '../../shared/model/check.ts'
import { profileSchema, type TargetKind } from '../../shared/model/profile.ts'
import { createCheckEnvironment, type CheckEnvironment } from '../check/check-environment.ts'
import { testTarget } from '../profile/test-target.ts'
import { createRedactor } from '../secrets/create-redactor.ts'
import { createVault } from '../secrets/vault.ts'
import { createSshPool, type SshPool } from '../shell/ssh-pool.ts'
import { openSshTestBench, type SshTestBench } from '../shell/ssh-test-bench.ts'
import { systemClock } from '../time/clock.ts'
import { contractBreaches } from './conformance.ts'
import { canHaveFarSide, farName, openFarSide } from './far-side.fixture.ts'
import { probeOf } from './registry.ts'

const opened = new AsyncDisposableStack()
let bench: SshTestBench
beforeAll(async () => {
  bench = opened.use(await openSshTestBench())
})
afterAll(() => opened.disposeAsync())

/** An environment of a profile, as a run has it. */
function environmentOf(profile: Record<string, unknown>, pool?: SshPool) {
  return createCheckEnvironment({
    profile: profileSchema.parse({ name: 'far', environment: 'practice', ...profile }),
    profileName: 'far',
    runbookVariables: {},
    redactor: createRedactor(),
    vault: createVault({ file: join(tmpdir(), 'never-written') }),
    clock: systemClock,
    ...(pool ? { pool } : {}),
  })
}

function checkOf(kind: ProbeKind, config: Record<string, Json>, timeoutMs = 8000): CheckSpec {
  const place = { itemId: 'i', origin: 'fence' as const, line: 1, column: 1 }
  return { id: 'i#1', kind, config, timeoutMs, ...place }
}

async function measured(
  environment: CheckEnvironment,
  kind: ProbeKind,
  config: Record<string, Json>,
  timeoutMs?: number,
): Promise<Measurement> {
  const prepared = environment.prepare(checkOf(kind, config, timeoutMs))
  const measurement = await prepared.measure(new AbortController().signal)
  expect(contractBreaches(probeOf(kind), measurement)).toEqual([])
  return measurement
}

describe.skipIf(!canHaveFarSide)('what only prod-1 can reach', () => {
  let far: Awaited<ReturnType<typeof openFarSide>>
  let environment: CheckEnvironment
  beforeAll(async () => {
    far = opened.use(await openFarSide())
    const { user, password, database, port } = far.postgres
    environment = opened.use(
      environmentOf({
        hosts: { 'prod-1': { ssh: far.ssh }, box: { container: 'c', on: 'prod-1' } },
        endpoints: { site: `http://${farName}:${far.http}` },
        postgres: {
          main: {
            url: `postgres://${user}:${password}@${farName}:${port}/${database}`,
            via: 'prod-1',
          },
        },
        redis: {
          cache: { url: `redis://:${far.redisPassword}@${farName}:${far.redis}`, via: 'prod-1' },
        },
      }),
    )
  })

  it('cannot be reached from here', async () => {
    expect(
      await measured(environment, 'tcp', { host: '127.0.0.1', port: far.redis }),
    ).toMatchObject({
      facts: { reachable: false, error: 'refused' },
    })
    expect(await measured(environment, 'http', { url: '${site}/' })).toMatchObject({
      cause: 'name-not-found',
    })
  })

  it.each<[ProbeKind, () => Record<string, Json>, Record<string, unknown>]>([
    [
      'http',
      () => ({ url: '${site}/', via: 'prod-1' }),
      { status: 200, json: { from: '127.0.0.1' } },
    ],
    [
      'http',
      () => ({ url: `https://localhost:${far.https}/`, via: 'prod-1', caFile: far.caFile }),
      { status: 200, tls_authorized: true, tls_protocol: 'TLSv1.3' },
    ],
    [
      'tls',
      () => ({ host: farName, port: far.https, via: 'prod-1', caFile: far.caFile }),
      { authorized: false, hostname_matches: false, chain_length: 2 },
    ],
    [
      'tls',
      () => ({
        host: farName,
        port: far.https,
        serverName: 'localhost',
        via: 'prod-1',
        caFile: far.caFile,
      }),
      { authorized: true, subject: 'localhost' },
    ],
    ['tcp', () => ({ host: farName, port: far.redis, send: 'PING\r\n', via: 'prod-1' }), {}],
    ['postgres', () => ({ on: 'main', query: 'SELECT 41 + 1' }), { accepting: true, value: 42 }],
    ['redis', () => ({ on: 'cache', command: ['EXISTS', 'x'] }), { pong: true, value: 0 }],
    ['queue', () => ({ on: 'cache', list: 'jobs' }), { error: '' }],
    [
      'queue',
      () => ({ postgres: 'main', query: 'SELECT 3 AS waiting' }),
      { depth: 3, found: true },
    ],
  ])('%s goes through: %o', async (kind, config, facts) => {
    const prepared = environment.prepare(checkOf(kind, config()))
    expect(prepared.target).toMatch(/ via prod-1$/)
    const measurement = await measured(environment, kind, config())
    expect(measurement).toMatchObject({ kind: 'measured', target: prepared.target })
    const found = measurement.kind === 'measured' ? measurement.facts : {}
    expect(found).toMatchObject({ error: '', reachable: true, ...facts })
    // Both belong to the far side, which does not tell.
    expect(found).not.toHaveProperty('dns_ms')
    expect(found).not.toHaveProperty('remote_address')
  })

  it('took one SSH connection for all of it', () => {
    expect(far.connections()).toBe(1)
  })

  it('a port that nobody listens on there is a fact; a name that is unknown there is none', async () => {
    const port = far.http === 9 ? 8 : 9
    expect(
      await measured(environment, 'tcp', { host: farName, port, via: 'prod-1' }),
    ).toMatchObject({
      facts: { reachable: false, error: 'refused' },
    })
    const nowhere = { url: 'http://nowhere.invalid/', via: 'prod-1' }
    expect(await measured(environment, 'http', nowhere)).toMatchObject({
      cause: 'name-not-found',
      message: { id: 'shell.tunnel.name-not-found' },
    })
  })

  it('a link that is cut in the middle says nothing of the target, and stands again at once', async () => {
    const sleeping = { on: 'main', query: 'SELECT pg_sleep(25)' }
    const waiting = measured(environment, 'postgres', sleeping, 25_000)
    const busy = `SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(25)%' AND pid <> pg_backend_pid()`
    await expect
      .poll(() => measured(environment, 'postgres', { on: 'main', query: busy }))
      .toMatchObject({ facts: { value: 1 } })
    far.cut()
    expect(await waiting).toMatchObject({ kind: 'unmeasurable', cause: 'link-lost' })
    const start = performance.now()
    expect(await measured(environment, 'redis', { on: 'cache' })).toMatchObject({
      facts: { pong: true },
    })
    expect(performance.now() - start).toBeLessThan(5000)
    expect(far.connections()).toBe(2)
  })

  it('thirty monitors at once share the connection, and leave nothing open there', async () => {
    const config = { url: '${site}/', via: 'prod-1' }
    const all = await Promise.all(
      Array.from({ length: 30 }, () => measured(environment, 'http', config)),
    )
    expect(all.filter(({ kind }) => kind === 'measured')).toHaveLength(30)
    expect(far.connections()).toBe(2)
    await expect
      .poll(() => measured(environment, 'http', config))
      .toMatchObject({ facts: { json: { open: 1 } } })
  })

  it('a link that is doubted and lives is kept', async () => {
    const before = far.connections()
    environment.probeConnections()
    // Longer than it has for a sign of life.
    const query = 'SELECT pg_sleep(3.5)'
    expect(await measured(environment, 'postgres', { on: 'main', query })).toMatchObject({
      facts: { error: '' },
    })
    expect(far.connections()).toBe(before)
  })

  it('a frozen link is not held against the target either, and is let go of once it is doubted', async () => {
    far.freeze()
    const outcome = await measured(environment, 'redis', { on: 'cache' }, 1500)
    expect(outcome).toMatchObject({ kind: 'unmeasurable', cause: 'connect-timeout' })
    environment.probeConnections()
    const start = performance.now()
    await expect
      .poll(() => measured(environment, 'redis', { on: 'cache' }, 1000), { timeout: 10_000 })
      .toMatchObject({ facts: { pong: true } })
    expect(performance.now() - start).toBeLessThan(6000)
  })

  it('runs of two profiles share the connection to a host that both name', async () => {
    const before = far.connections()
    await using pool = createSshPool({ defaults: bench.defaults })
    const hosts = { 'prod-1': { ssh: far.ssh } }
    await using one = environmentOf({ hosts }, pool)
    await using other = environmentOf({ hosts, variables: { a: 'b' } }, pool)
    const config = { url: `http://localhost:${far.http}/`, via: 'prod-1' }
    const all = [one, other, one, other].map((each) => measured(each, 'http', config))
    expect((await Promise.all(all)).map(({ kind }) => kind)).toEqual(Array(4).fill('measured'))
    expect(far.connections() - before).toBe(1)
  })

  it('a container is no way', async () => {
    expect(await measured(environment, 'tcp', { host: 'x', port: 1, via: 'box' })).toMatchObject({
      cause: 'unsupported',
      message: { id: 'shell.tunnel.container' },
    })
  })

  it.each<[TargetKind, string]>([
    ['postgres', 'main'],
    ['redis', 'cache'],
  ])('the test button of %s %s passes', async (kind, target) => {
    const test = await testTarget(kind, target, {
      scope: environment.scope,
      secrets: environment.secrets,
      shell: environment.shell,
      tunnel: environment.tunnel,
      redact: (text) => text,
      signal: new AbortController().signal,
    })
    expect(test).toMatchObject({ passed: true, measurement: { target: `${target} via prod-1` } })
  })
})

describe('a way that is closed', () => {
  const at = (ssh: Record<string, unknown>) => environmentOf({ hosts: { 'prod-1': { ssh } } })
  const probe: Record<string, Json> = { host: '127.0.0.1', port: 9, via: 'prod-1' }

  it('is why, in the words of the shell', async () => {
    const unknownKey = { ...bench.settings, knownHostsFile: await bench.knownHostsWith('') }
    await using unknown = at(unknownKey)
    expect(await measured(unknown, 'tcp', probe)).toMatchObject({ cause: 'host-key-unknown' })
    await using refused = at({ ...bench.settings, port: 1 })
    expect(await measured(refused, 'tcp', probe)).toMatchObject({
      cause: 'denied',
      message: { id: 'shell.ssh.refused' },
    })
  })

  it('may be forbidden there', async () => {
    const port = await bench.startVariant(['AllowTcpForwarding=no'])
    await using forbidden = at(await bench.atPort(port))
    expect(await measured(forbidden, 'tcp', probe)).toMatchObject({
      cause: 'denied',
      message: { id: 'shell.tunnel.prohibited' },
    })
  })

  it('is no way at all where the host is this machine, and must be one of the profile', async () => {
    await using environment = environmentOf({ hosts: { here: { local: true } } })
    expect(await measured(environment, 'tcp', { ...probe, via: 'here' })).toMatchObject({
      target: '127.0.0.1:9 via here',
      facts: { error: 'refused', reachable: false },
    })
    const wrong = environment.prepare(checkOf('tcp', { ...probe, via: 'nowhere' }))
    expect(wrong.problem).toMatchObject({ cause: 'missing-target' })
  })
})
