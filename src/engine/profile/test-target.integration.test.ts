import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startPostgres, type PostgresPart } from '../../../range/parts/postgres.ts'
import { startRedis, type RedisPart } from '../../../range/parts/redis.ts'
import { formatMessage } from '../../shared/messages/format.ts'
import { profileSchema, type TargetKind } from '../../shared/model/profile.ts'
import { createCheckEnvironment } from '../check/check-environment.ts'
import { createRedactor } from '../secrets/create-redactor.ts'
import { createVault } from '../secrets/vault.ts'
import { systemClock } from '../time/clock.ts'
import { testTarget } from './test-target.ts'

const servers = new AsyncDisposableStack()
let postgres: PostgresPart
let redis: RedisPart
let siteUrl: string

beforeAll(async () => {
  postgres = servers.use(await startPostgres())
  redis = servers.use(await startRedis({ password: 'redis-s3cret' }))
  const site = createServer((_, response) => {
    response.statusCode = 404
    response.end()
  }).listen(0, '127.0.0.1')
  await once(site, 'listening')
  servers.defer(async () => {
    site.closeAllConnections()
    site.close()
    await once(site, 'close')
  })
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
})
afterAll(() => servers.disposeAsync())

async function tryOut(kind: TargetKind, target: string) {
  const profile = profileSchema.parse({
    name: 'test',
    environment: 'practice',
    endpoints: { site: siteUrl, typo: 'http://${hots}/' },
    hosts: { here: { local: true }, box: { container: 'warroom-no-such-container' } },
    postgres: {
      main: { url: postgres.url.replace(postgres.password, '${secrets.database}') },
      wrong: { url: postgres.url.replace(postgres.password, 'wrong') },
    },
    redis: { cache: { url: `redis://:\${secrets.redis}@${redis.host}:${redis.port}` } },
    secrets: {
      database: { command: `printf '%s\\n' '${postgres.password}'` },
      redis: { vault: true },
      unset: { env: 'WARROOM_TEST_NO_SUCH_VARIABLE' },
    },
  })
  const redactor = createRedactor()
  const vault = createVault({ file: join(tmpdir(), 'never-written') })
  await vault.set('test', 'redis', 'redis-s3cret')
  await using environment = createCheckEnvironment({
    profile,
    profileName: 'test',
    runbookVariables: {},
    redactor,
    vault,
    clock: systemClock,
  })
  const test = await testTarget(kind, target, {
    scope: environment.scope,
    secrets: environment.secrets,
    shell: environment.shell,
    tunnel: environment.tunnel,
    redact: (text) => redactor.redact(text),
    signal: new AbortController().signal,
  })
  const said =
    JSON.stringify(test) + formatMessage(test.message, 'fr') + formatMessage(test.message, 'en')
  expect(said).not.toContain(postgres.password)
  expect(said).not.toContain('redis-s3cret')
  return { passed: test.passed, id: test.message.id, measurement: test.measurement }
}

describe('the test button of a target', () => {
  it.each<[TargetKind, string, string]>([
    ['host', 'here', 'target.passed'],
    ['endpoint', 'site', 'target.http-status'],
    ['postgres', 'main', 'target.passed'],
    ['redis', 'cache', 'target.passed'],
    ['secret', 'database', 'target.secret-set'],
  ])('%s %s passes', async (kind, target, id) => {
    expect(await tryOut(kind, target)).toMatchObject({ passed: true, id })
  })

  it.each<[TargetKind, string, string]>([
    ['host', 'nowhere', 'cause.missing-target'],
    ['endpoint', 'typo', 'cause.missing-variable'],
    ['postgres', 'wrong', 'cause.auth-failed'],
    ['redis', 'nowhere', 'cause.missing-target'],
    ['secret', 'unset', 'secret.env-unset'],
  ])('%s %s says why it does not', async (kind, target, id) => {
    expect(await tryOut(kind, target)).toMatchObject({ passed: false, id })
  })

  it('a container that is not there does not pass', async () => {
    expect(await tryOut('host', 'box')).toMatchObject({ passed: false })
  })
})
