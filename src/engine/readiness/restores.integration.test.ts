import { readFileSync, writeFileSync } from 'node:fs'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { valueOf } from '../store/temporary-store.fixture.ts'
import { idle, openRestoreBench, soon, type RestoreBench } from './restores.fixture.ts'

let bench: RestoreBench
beforeAll(async () => {
  bench = await openRestoreBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

test.each([
  ['sql', []],
  ['custom', ['-Fc']],
] as const)('a good %s dump is put back beside, counted, and dropped', async (format, options) => {
  const file = `good.${format}`
  bench.dump(file, ...options)
  const run = await bench.openRun(file, { options: `, format: ${format}` })
  const shown = await run.preview()
  expect(shown).toMatchObject({ target: 'local', danger: 'destroy', typed: 'local' })
  expect(shown.command).toContain(shown.scratch)
  expect(shown.command).toContain(bench.at(file))
  expect(JSON.stringify(shown)).not.toContain(bench.postgres.password)

  expect(await run.restore()).toMatchObject({
    outcome: 'restored',
    reason: { id: 'readiness.restore.fine', values: { tables: 2, rows: 41 } },
    left: [],
    databases: '0',
  })
  // It counts as restored once, without anybody asking.
  await run.looked('fine')
  expect(run.line()?.state).toBe('ready')

  const [intent, told] = run.bodies().filter((body) => 'restoreId' in body)
  expect(intent).toMatchObject({ type: 'readiness.restoring' })
  if (told?.type !== 'readiness.restored') throw new Error('it was not written')
  expect(told).toMatchObject({ tables: 2, rows: 41, sha256: bench.sumOf(file), left: 'dropped' })
  const { handlers } = bench.service
  const { evidenceHash: hash } = told
  const evidence = valueOf(await handlers['evidence.get']({ hash }, idle))
  expect(evidence.judgement.verdict).toBe('passed')
  expect(JSON.stringify(evidence)).not.toContain(bench.postgres.password)
  const { runId } = run
  expect(valueOf(await handlers['run.verify']({ runId }, idle))).toMatchObject({ valid: true })
  const report = await handlers['run.report']({ runId, format: 'markdown', locale: 'fr' }, idle)
  expect(valueOf(report).text).toContain('a été restaurée une fois')
})

test('what is cut short, is not what it was, or is empty, is none that can be relied on', async () => {
  bench.dump('whole.sql')
  const whole = readFileSync(bench.at('whole.sql'), 'utf8')
  bench.write('half.sql', whole.slice(0, whole.indexOf('20\n')))
  // Among its rows, which psql itself would not notice.
  const half = await bench.openRun('half.sql')
  expect(await half.restore()).toMatchObject({
    outcome: 'failed',
    reason: { id: 'readiness.restore.cut-off' },
    databases: '0',
  })
  await half.looked('restore-failed')

  bench.dump('half.dump', '-Fc')
  bench.write('cut.dump', readFileSync(bench.at('half.dump'), 'latin1').slice(0, 900))
  const cut = await bench.openRun('cut.dump', { options: ', format: custom' })
  expect(await cut.restore()).toMatchObject({ outcome: 'failed', databases: '0' })

  writeFileSync(bench.at('half.sql.sha256'), `${'0'.repeat(64)}  half.sql\n`)
  expect(await (await bench.openRun('half.sql')).restore()).toMatchObject({
    outcome: 'failed',
    reason: { id: 'readiness.restore.sum-bad' },
    databases: '0',
  })
  bench.write('wrong.sql', `${whole}SELECT nonsense();\n-- PostgreSQL database dump complete\n`)
  expect(await (await bench.openRun('wrong.sql')).restore()).toMatchObject({
    outcome: 'failed',
    reason: { id: 'readiness.restore.put' },
    databases: '0',
  })
  bench.write('empty.sql', '-- nothing\n')
  expect(await (await bench.openRun('empty.sql')).restore()).toMatchObject({
    outcome: 'failed',
    reason: { id: 'readiness.restore.empty' },
    databases: '0',
  })
})

test('a dump that names another database is not read', async () => {
  bench.write('other.sql', 'CREATE TABLE a (id int);\n\\connect postgres\nDROP TABLE duels;\n')
  expect(await (await bench.openRun('other.sql')).restore()).toMatchObject({
    outcome: 'not-done',
    reason: { id: 'readiness.restore.commands', values: { error: '2:\\connect postgres' } },
    databases: '0',
  })
  expect(bench.sql('SELECT count(*) FROM duels')).toBe('40')
})

test('without the right to create databases nothing is learned of the backup', async () => {
  bench.dump('whole.sql')
  const run = await bench.openRun('whole.sql', { database: 'guest' })
  const { reason, ...found } = await run.restore()
  expect(found).toEqual({ outcome: 'not-done', left: [], databases: '0' })
  expect(reason).toMatchObject({
    id: 'readiness.restore.create',
    values: { error: 'ERROR:  permission denied to create database' },
  })
})

test('it is stopped, and its database is gone all the same', async () => {
  bench.write('slow.sql', 'CREATE TABLE a (id int);\nSELECT pg_sleep(600);\n')
  const run = await bench.openRun('slow.sql')
  valueOf(await run.begin())
  const other = await run.begin()
  expect(other).toMatchObject({ ok: false, failure: { code: 'conflict' } })
  await vi.waitFor(() => expect(run.backup().restoring?.stage).toBe('put'), soon)
  await vi.waitFor(
    () =>
      expect(bench.sql("SELECT count(*) FROM pg_stat_activity WHERE query ~ 'pg_sleep'")).toBe('2'),
    soon,
  )
  const { runId } = run
  valueOf(await bench.service.handlers['readiness.restore-cancel']({ runId }, idle))
  expect(await run.ended()).toMatchObject({
    outcome: 'unknown',
    reason: { id: 'readiness.restore.cancelled' },
  })
  expect(run.left()).toEqual([])
  expect(bench.scratches()).toBe('0')
})

test('it needs the words, and what was shown: once', async () => {
  bench.dump('whole.sql')
  const run = await bench.openRun('whole.sql')
  expect(await run.begin('here')).toMatchObject({
    ok: false,
    failure: { code: 'needs-confirmation' },
  })
  const { runId } = run
  const { backupId, token } = await run.preview()
  const again = await run.preview()
  expect(again.scratch).not.toBe('')
  const old = { runId, backupId, by: 'Ada', agreed: { token, typed: 'local' } }
  const { handlers } = bench.service
  expect(await handlers['readiness.restore'](old, idle)).toMatchObject({
    ok: false,
    failure: { code: 'needs-confirmation' },
  })
  expect(bench.scratches()).toBe('0')
  expect(run.bodies().some((body) => 'restoreId' in body)).toBe(false)
})
