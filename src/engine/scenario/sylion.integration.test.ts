import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'

import { startPostgres } from '../../../range/parts/postgres.ts'
import { startRedis, type RedisPart } from '../../../range/parts/redis.ts'
import { startService } from '../../../range/stand-ins/service.ts'
import {
  everythingRight,
  openSylionPipeline,
  type SylionPipeline,
} from '../../../range/stand-ins/sylion-pipeline.ts'
import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { createEngine } from '../create-engine.ts'
import { parseRunbook } from '../runbook/parse-runbook.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { sylionRunbook } from './sylion-scenarios.fixture.ts'

const idle = { signal: new AbortController().signal }
const owned = new AsyncDisposableStack()
let pipeline: SylionPipeline
let redis: RedisPart
let play: (scenarioId: string) => Promise<ScenarioStatus>

beforeAll(async () => {
  const folder = owned.use(temporaryFolder())
  redis = owned.use(await startRedis())
  const postgres = owned.use(await startPostgres())
  const logFile = join(folder.dir, 'sylion.log')
  writeFileSync(logFile, '')
  const verifyToken = 'verify-token-0001'
  pipeline = owned.use(
    await openSylionPipeline({
      redisUrl: redis.url,
      postgresUrl: postgres.url,
      logFile,
      verifyToken,
    }),
  )
  const pool = new Pool({ connectionString: postgres.url })
  await pool.query("insert into tenants (id, quota) values ('full', 0)")
  await pool.end()
  const { handler } = pipeline
  const service = owned.use(await startService({ name: 'sylion', handler }))
  writeFileSync(join(folder.dir, 'token'), verifyToken)
  mkdirSync(join(folder.dir, 'data', 'profiles'), { recursive: true })
  writeFileSync(
    join(folder.dir, 'data', 'profiles', 'here.yaml'),
    `name: here
environment: staging
variables: { log_file: ${logFile}, tenant: acme }
endpoints: { api: "${service.url}" }
redis: { main: { url: "${redis.url}" } }
postgres: { main: { url: "\${secrets.database}" } }
secrets:
  verify_token: { file: ${join(folder.dir, 'token')} }
  database: { file: ${join(folder.dir, 'database')} }
`,
  )
  writeFileSync(join(folder.dir, 'database'), postgres.url)
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  const engine = valueOf(await createEngine({ dataDir: join(folder.dir, 'data'), host }))
  owned.defer(() => engine.dispose())
  const { handlers, sources } = engine.service
  const base64 = Buffer.from(sylionRunbook).toString('base64')
  const opened = await handlers['runbook.open']({ fileName: 'sylion.md', base64 }, idle)
  const { hash } = valueOf(opened)
  const release = { version: '1', commit: 'c', lastGood: '0' }
  const { runId } = valueOf(
    await handlers['run.create'](
      { runbookHash: hash, profile: 'here', title: 'Go', release, people: [] },
      idle,
    ),
  )
  const scenarios = valueOf(sources.scenarios({ runId }))
  play = async (scenarioId) => {
    const about = { runId, scenarioId, cleanUpOnly: false, stepwise: false }
    const { token, danger } = valueOf(await handlers['scenario.preview'](about, idle))
    const agreed = danger === 'read' ? {} : { agreed: { token } }
    valueOf(await handlers['scenario.start']({ ...about, ...agreed }, idle))
    const ended = () => {
      const status = scenarios.get(scenarioId)
      if (!status || status.state === 'running') throw new Error('it has not ended')
      return status
    }
    return vi.waitFor(ended, { timeout: 30_000, interval: 20 })
  }
}, 120_000)

afterAll(() => owned.disposeAsync(), 60_000)
beforeEach(() => void Object.assign(pipeline.behaviours, everythingRight))

const brokenAt = ({ steps }: ScenarioStatus) =>
  steps.find(({ state }) => state === 'failed' || state === 'unknown')

it('is read without a mistake', () => {
  const bytes = new TextEncoder().encode(sylionRunbook)
  expect(parseRunbook({ bytes, fileName: 'sylion.md' }).problems).toEqual([])
})

it.each(['webhook', 'A', 'B', 'D', 'E'])(
  'scenario %s holds',
  async (id) => {
    const status = await play(id)
    expect(status.steps.map(({ state, reason }) => [state, reason])).toEqual(
      status.steps.map(({ reason }) => ['passed', reason]),
    )
    expect(status.state).toBe('passed')
  },
  60_000,
)

it.each([
  ['webhook', { checksToken: false }, 'Un mauvais jeton est refusé', 'expectation.broken'],
  ['B', { quota: false }, 'Le dépassement est traité', 'scenario.log-not-seen'],
  ['D', { conversationLimit: false }, 'Trois sont limités', 'scenario.log-not-seen'],
  ['D', { tellsOnce: false }, 'Une seule notification', 'scenario.log-wrong-count'],
  ['E', { idempotence: false }, 'Le doublon est écarté', 'scenario.log-not-seen'],
  ['A', { idempotence: false }, 'La clé d’idempotence vit un jour au plus', 'expectation.broken'],
] as const)(
  'scenario %s fails without %o',
  async (id, off, title, reason) => {
    Object.assign(pipeline.behaviours, off)
    const status = await play(id)
    expect(status.state).toBe('failed')
    expect(brokenAt(status)).toMatchObject({ title, state: 'failed', reason: { id: reason } })
    // What comes after the first that does not hold is not done.
    const at = status.steps.findIndex(({ state }) => state === 'failed')
    expect(status.steps.slice(at + 1).every(({ state }) => state === 'skipped')).toBe(true)
  },
  60_000,
)

it('scenario F holds only without Redis, and fails where the webhook needs it', async () => {
  // Its condition is not met: that says nothing of the system.
  expect(await play('F')).toMatchObject({
    state: 'unknown',
    reason: { id: 'scenario.set-up-failed' },
  })
  await redis.stop()
  expect(await play('F')).toMatchObject({ state: 'passed' })
  pipeline.behaviours.failOpen = false
  const status = await play('F')
  expect(status.state).toBe('failed')
  expect(brokenAt(status)).toMatchObject({ title: 'Le message est accepté' })
}, 90_000)
