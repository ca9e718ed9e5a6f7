import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { startPostgres, type PostgresPart } from '../../../range/parts/postgres.ts'
import { findPostgresFolder } from '../../../range/parts/programs.ts'
import type { BackupStatus } from '../../shared/model/readiness.ts'
import { createEngine } from '../create-engine.ts'
import type { CallContext, Engine } from '../rpc/service.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

const soon = { timeout: 20_000, interval: 10 }
const idle: CallContext = { signal: new AbortController().signal }
const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
const at = (name: string) => join(folder.dir, name)
let postgres: PostgresPart
let engine: Engine

const sql = (text: string, url = postgres.url) =>
  execFileSync('psql', [url, '-XAtc', text], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
const scratches = () => sql("SELECT count(*) FROM pg_database WHERE datname LIKE 'warroom%'")
const sumOf = (name: string) =>
  createHash('sha256')
    .update(readFileSync(at(name)))
    .digest('hex')
function write(name: string, text: string) {
  writeFileSync(at(name), text)
  writeFileSync(at(`${name}.sha256`), `${sumOf(name)}  ${name}\n`)
}
function dump(name: string, ...options: string[]) {
  execFileSync('pg_dump', [postgres.url, '-f', at(name), ...options])
  writeFileSync(at(`${name}.sha256`), `${sumOf(name)}  ${name}\n`)
}

beforeAll(async () => {
  vi.stubEnv('PATH', [findPostgresFolder(), process.env['PATH'] ?? ''].join(delimiter))
  opened.defer(() => void vi.unstubAllEnvs())
  postgres = opened.use(await startPostgres())
  sql('CREATE TABLE duels (id int); INSERT INTO duels SELECT generate_series(1, 40)')
  sql(
    'CREATE SCHEMA "odd one"; CREATE TABLE "odd one".t (a text); INSERT INTO "odd one".t VALUES (\'x\')',
  )
  sql("CREATE ROLE guest LOGIN PASSWORD 'of-the-guest'")
  const guest = postgres.url.replace(/\/\/[^@]*@/, '//guest:of-the-guest@')
  mkdirSync(at('data/profiles'), { recursive: true })
  writeFileSync(at('main'), postgres.url)
  writeFileSync(at('guest'), guest)
  writeFileSync(
    at('data/profiles/here.yaml'),
    `name: here
environment: staging
variables: { dir: "${folder.dir}" }
postgres:
  main: { url: "\${secrets.main}" }
  guest: { url: "\${secrets.guest}" }
secrets:
  main: { file: "${at('main')}" }
  guest: { file: "${at('guest')}" }
`,
  )
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  engine = valueOf(await createEngine({ dataDir: at('data'), host }))
})
afterAll(async () => {
  await engine.dispose()
  await opened.disposeAsync()
})

/** A run whose backup is a file, of a database of the profile. */
async function openRun(file: string, more = '', database = 'main') {
  writeFileSync(
    at('go.md'),
    `---
readiness:
  backup: { file: "\${dir}/${file}", database: ${database}${more} }
---
# Go

- [ ] It answers
`,
  )
  const { handlers, sources } = engine.service
  const { hash } = valueOf(await handlers['runbook.open']({ path: at('go.md') }, idle))
  const release = { version: '2', commit: '', lastGood: '1' }
  const wanted = { runbookHash: hash, profile: 'here', title: 'Go', release, people: [] }
  const { runId } = valueOf(await handlers['run.create'](wanted, idle))
  const line = () => valueOf(sources.readiness({ runId })).get('backup')
  const backup = (): BackupStatus => {
    const found = line()?.backups?.[0]
    if (!found) throw new Error('there is no backup')
    return found
  }
  const preview = async () => {
    const { backupId } = backup()
    return valueOf(await handlers['readiness.restore-preview']({ runId, backupId }, idle))
  }
  const begin = async (typed = 'local') => {
    const { backupId, token } = await preview()
    const agreed = { token, typed }
    return handlers['readiness.restore']({ runId, backupId, by: 'Ada', agreed }, idle)
  }
  const ended = () =>
    vi.waitFor(() => {
      const { last, restoring } = backup()
      if (!last || restoring) throw new Error('it goes on')
      return last
    }, soon)
  /** Restores it, and says what came of it, and what is left. */
  const restore = async () => {
    valueOf(await begin())
    const { outcome, reason, left } = await ended()
    return { outcome, reason, left: left?.state, databases: scratches() }
  }
  const looked = (id: string) =>
    vi.waitFor(() => expect(line()?.reason.id).toBe(`readiness.backup.${id}`), soon)
  const bodies = () =>
    [...valueOf(sources.timeline({ runId })).entries()].map(([, event]) => event.body)
  return { runId, line, backup, preview, begin, ended, restore, looked, bodies }
}

test.each([
  ['sql', []],
  ['custom', ['-Fc']],
] as const)('a good %s dump is put back beside, counted, and dropped', async (format, options) => {
  const file = `good.${format}`
  dump(file, ...options)
  const run = await openRun(file, `, format: ${format}`)
  const shown = await run.preview()
  expect(shown).toMatchObject({ target: 'local', danger: 'destroy', typed: 'local' })
  expect(shown.command).toContain(shown.scratch)
  expect(shown.command).toContain(at(file))
  expect(JSON.stringify(shown)).not.toContain(postgres.password)

  expect(await run.restore()).toMatchObject({
    outcome: 'restored',
    reason: { id: 'readiness.restore.fine', values: { tables: 2, rows: 41 } },
    left: undefined,
    databases: '0',
  })
  // It counts as restored once, without anybody asking.
  await run.looked('fine')
  expect(run.line()?.state).toBe('ready')

  const [intent, told] = run.bodies().filter((body) => 'restoreId' in body)
  expect(intent).toMatchObject({ type: 'readiness.restoring' })
  if (told?.type !== 'readiness.restored') throw new Error('it was not written')
  expect(told).toMatchObject({ tables: 2, rows: 41, sha256: sumOf(file), left: 'dropped' })
  const { handlers } = engine.service
  const { evidenceHash: hash } = told
  const evidence = valueOf(await handlers['evidence.get']({ hash }, idle))
  expect(evidence.judgement.verdict).toBe('passed')
  expect(JSON.stringify(evidence)).not.toContain(postgres.password)
  const { runId } = run
  expect(valueOf(await handlers['run.verify']({ runId }, idle))).toMatchObject({ valid: true })
  const report = await handlers['run.report']({ runId, format: 'markdown', locale: 'fr' }, idle)
  expect(valueOf(report).text).toContain('a été restaurée une fois')
})

test('what is cut short, is not what it was, or is empty, is none that can be relied on', async () => {
  dump('whole.sql')
  const whole = readFileSync(at('whole.sql'), 'utf8')
  write('half.sql', whole.slice(0, whole.indexOf('20\n')))
  // Among its rows, which psql itself would not notice.
  const half = await openRun('half.sql')
  expect(await half.restore()).toMatchObject({
    outcome: 'failed',
    reason: { id: 'readiness.restore.cut-off' },
    databases: '0',
  })
  await half.looked('restore-failed')

  dump('half.dump', '-Fc')
  write('cut.dump', readFileSync(at('half.dump'), 'latin1').slice(0, 900))
  const cut = await openRun('cut.dump', ', format: custom')
  expect(await cut.restore()).toMatchObject({ outcome: 'failed', databases: '0' })

  writeFileSync(at('half.sql.sha256'), `${'0'.repeat(64)}  half.sql\n`)
  expect(await (await openRun('half.sql')).restore()).toMatchObject({
    outcome: 'failed',
    reason: { id: 'readiness.restore.sum-bad' },
    databases: '0',
  })
  write('wrong.sql', `${whole}SELECT nonsense();\n-- PostgreSQL database dump complete\n`)
  expect(await (await openRun('wrong.sql')).restore()).toMatchObject({
    outcome: 'failed',
    reason: { id: 'readiness.restore.put' },
    databases: '0',
  })
  write('empty.sql', '-- nothing\n')
  expect(await (await openRun('empty.sql')).restore()).toMatchObject({
    outcome: 'failed',
    reason: { id: 'readiness.restore.empty' },
    databases: '0',
  })
})

test('a dump that names another database is not read', async () => {
  write('other.sql', 'CREATE TABLE a (id int);\n\\connect postgres\nDROP TABLE duels;\n')
  expect(await (await openRun('other.sql')).restore()).toMatchObject({
    outcome: 'not-done',
    reason: { id: 'readiness.restore.commands', values: { error: '2:\\connect postgres' } },
    databases: '0',
  })
  expect(sql('SELECT count(*) FROM duels')).toBe('40')
})

test('without the right to create databases nothing is learned of the backup', async () => {
  dump('whole.sql')
  const run = await openRun('whole.sql', '', 'guest')
  const { reason, ...found } = await run.restore()
  expect(found).toEqual({ outcome: 'not-done', left: undefined, databases: '0' })
  expect(reason).toMatchObject({
    id: 'readiness.restore.create',
    values: { error: 'ERROR:  permission denied to create database' },
  })
})

test('it is stopped, and its database is gone all the same', async () => {
  write('slow.sql', 'CREATE TABLE a (id int);\nSELECT pg_sleep(600);\n')
  const run = await openRun('slow.sql')
  valueOf(await run.begin())
  const other = await run.begin()
  expect(other).toMatchObject({ ok: false, failure: { code: 'conflict' } })
  await vi.waitFor(() => expect(run.backup().restoring?.stage).toBe('put'), soon)
  await vi.waitFor(
    () => expect(sql("SELECT count(*) FROM pg_stat_activity WHERE query ~ 'pg_sleep'")).toBe('2'),
    soon,
  )
  const { runId } = run
  valueOf(await engine.service.handlers['readiness.restore-cancel']({ runId }, idle))
  expect(await run.ended()).toMatchObject({
    outcome: 'unknown',
    reason: { id: 'readiness.restore.cancelled' },
  })
  expect(run.backup().last?.left).toBeUndefined()
  expect(scratches()).toBe('0')
})

test('it needs the words, and what was shown: once', async () => {
  dump('whole.sql')
  const run = await openRun('whole.sql')
  expect(await run.begin('here')).toMatchObject({
    ok: false,
    failure: { code: 'needs-confirmation' },
  })
  const { runId } = run
  const { backupId, token } = await run.preview()
  const again = await run.preview()
  expect(again.scratch).not.toBe('')
  const old = { runId, backupId, by: 'Ada', agreed: { token, typed: 'local' } }
  const { handlers } = engine.service
  expect(await handlers['readiness.restore'](old, idle)).toMatchObject({
    ok: false,
    failure: { code: 'needs-confirmation' },
  })
  expect(scratches()).toBe('0')
  expect(run.bodies().some((body) => 'restoreId' in body)).toBe(false)
})
