import { execFileSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { findPostgresFolder } from '../../../range/parts/programs.ts'
import { startSshd, type SshdPart } from '../../../range/parts/sshd.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { idle, openRestoreBench, soon, type RestoreBench } from './restores.fixture.ts'

const opened = new AsyncDisposableStack()
const programs = opened.use(temporaryFolder())
let sshd: SshdPart
let bench: RestoreBench
/** As precious as the real one: whatever reaches it is told by its rows. */
let precious: string
const rowsOf = (url: string) => bench.sql('SELECT count(*) FROM duels', url)

beforeAll(async () => {
  const path = [programs.dir, findPostgresFolder(), process.env['PATH'] ?? ''].join(delimiter)
  sshd = opened.use(await startSshd({ environment: { PATH: path } }))
  const { host, port, user, identityFile, knownHostsFile } = sshd
  bench = opened.use(
    await openRestoreBench(`hosts:
  box: { ssh: { host: ${host}, port: ${port}, user: ${user}, identityFile: "${identityFile}", knownHostsFile: "${knownHostsFile}" } }
`),
  )
  bench.sql('CREATE DATABASE precious')
  precious = bench.postgres.url.replace(/\/[^/?]*(\?|$)/, '/precious$1')
  bench.sql('CREATE TABLE duels (id int); INSERT INTO duels VALUES (1)', precious)
})
afterAll(() => opened.disposeAsync())

const slow = 'CREATE TABLE a (id int);\nSELECT pg_sleep(600);\n'
const sleeping = () => {
  const asked = "SELECT count(*) FROM pg_stat_activity WHERE application_name ~ '^warroom_'"
  return vi.waitFor(() => expect(bench.sql(`${asked} AND query ~ 'sleep'`)).toBe('1'), soon)
}

test.each([
  ['plain.sql', [], '', { outcome: 'failed', reason: { id: 'readiness.restore.empty-only' } }],
  ['clean.sql', ['--clean', '--if-exists'], '', { outcome: 'restored' }],
  [
    'only.sql',
    ['--clean'],
    '',
    { outcome: 'not-done', reason: { id: 'readiness.restore.full-only' } },
  ],
  ['all.dump', ['-Fc'], ', format: custom', { outcome: 'restored' }],
  [
    'none.sql',
    ['-s', '--clean', '--if-exists'],
    '',
    { outcome: 'failed', reason: { id: 'readiness.restore.no-rows' } },
  ],
] as const)(
  '%s, made with %j, as a plan puts it back: over what is there',
  async (file, made, options, expected) => {
    bench.dump(file, ...made)
    const run = await bench.openRun(file, { plan: true, options })
    expect(await run.preview()).toMatchObject({ isOver: true })
    expect(await run.restore()).toMatchObject({ ...expected, left: [], databases: '0' })
    const { outcome } = expected
    await run.looked(
      outcome === 'restored' ? 'fine' : outcome === 'failed' ? 'restore-failed' : 'never-restored',
    )
    expect(rowsOf(bench.postgres.url)).toBe('40')
  },
)

test('it counts for that file of that database with that profile, and nowhere else', async () => {
  bench.dump('same.sql')
  const run = await bench.openRun('same.sql')
  expect(await run.restore()).toMatchObject({ outcome: 'restored' })
  const reasonOf = async (given: Parameters<typeof bench.openRun>[1]) =>
    (await bench.openRun('same.sql', given)).check()
  expect(await reasonOf({})).toBe('readiness.backup.fine')
  expect(await reasonOf({ profile: 'there' })).toBe('readiness.backup.never-restored')
  expect(await reasonOf({ options: ', on: box' })).toBe('readiness.backup.never-restored')
  // It went into an empty database only; a plan needs more.
  expect(await reasonOf({ plan: true })).toBe('readiness.backup.never-restored')
  expect(await reasonOf({ database: 'other' })).toBe('readiness.backup.never-restored')
})

test('a service of the host leads nowhere', async () => {
  const { hostname, port, username, password } = new URL(bench.postgres.url)
  writeFileSync(
    bench.at('service'),
    `[prod]\nhost=${hostname}\nport=${port}\nuser=${username}\npassword=${password}\ndbname=precious\n`,
  )
  bench.dump('clean.sql', '--clean', '--if-exists')
  vi.stubEnv('PGSERVICEFILE', bench.at('service'))
  vi.stubEnv('PGSERVICE', 'prod')
  try {
    // What psql does by itself there.
    expect(
      execFileSync('psql', ['-XAtc', 'SELECT count(*) FROM duels'], { encoding: 'utf8' }),
    ).toBe('1\n')
    const run = await bench.openRun('clean.sql', { plan: true })
    expect(await run.restore()).toMatchObject({ outcome: 'restored', left: [], databases: '0' })
  } finally {
    vi.stubEnv('PGSERVICEFILE', undefined)
    vi.stubEnv('PGSERVICE', undefined)
  }
  expect(rowsOf(precious)).toBe('1')
})

test('where any name leads to the one database, nothing is put back', async () => {
  bench.dump('clean.sql', '--clean', '--if-exists')
  // As a pooler does it that has one database for all names that it does not know.
  const psql = join(programs.dir, 'psql')
  writeFileSync(
    psql,
    `#!/bin/sh
for word; do
  shift
  case "$word" in warroom_scratch_*) word=precious ;; esac
  set -- "$@" "$word"
done
exec '${join(findPostgresFolder(), 'psql')}' "$@"
`,
  )
  chmodSync(psql, 0o755)
  vi.stubEnv('PATH', [programs.dir, process.env['PATH'] ?? ''].join(delimiter))
  try {
    const run = await bench.openRun('clean.sql')
    expect(await run.restore()).toMatchObject({
      outcome: 'not-done',
      reason: { id: 'readiness.restore.elsewhere', values: { error: 'precious' } },
      left: [],
      databases: '0',
    })
  } finally {
    writeFileSync(psql, `#!/bin/sh\nexec '${join(findPostgresFolder(), 'psql')}' "$@"\n`)
  }
  expect(rowsOf(precious)).toBe('1')
})

test('none is begun while a rollback is under way', async () => {
  bench.dump('clean.sql', '--clean', '--if-exists')
  const run = await bench.openRun('clean.sql', { plan: true })
  const { runId } = run
  const wanted = { runId, planId: 'data', mode: 'shown' as const, by: 'Ada', answers: [] }
  const { handlers } = bench.service
  const { rollbackId } = valueOf(await handlers['rollback.start'](wanted, idle))
  expect(await run.begin()).toMatchObject({
    ok: false,
    failure: { code: 'conflict', message: { id: 'readiness.restore.going-back' } },
  })
  valueOf(await handlers['rollback.abort']({ runId, rollbackId, reason: 'Enough' }, idle))
  expect(await run.restore()).toMatchObject({ outcome: 'restored' })
})

test('what could not be dropped stays in sight, whatever is restored after it', async () => {
  bench.write('turn.sql', slow)
  const run = await bench.openRun('turn.sql')
  const { size } = await run.preview()
  expect(size.fileBytes).toBe(slow.length)
  expect(size.databaseBytes).toBeGreaterThan(1_000_000)
  valueOf(await run.begin())
  await sleeping()
  const scratch = run.backup().restoring?.scratch ?? ''
  // PostgreSQL drops no template.
  bench.sql(`ALTER DATABASE "${scratch}" IS_TEMPLATE true`)
  const { runId } = run
  valueOf(await bench.service.handlers['readiness.restore-cancel']({ runId }, idle))
  await run.ended()
  expect(run.left()).toEqual(['left-behind'])
  bench.write('turn.sql', 'CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\n')
  valueOf(await run.begin())
  await vi.waitFor(() => expect(run.backup().last?.outcome).toBe('restored'), soon)
  expect(run.line()?.scratches).toMatchObject([{ scratch, state: 'left-behind', target: 'local' }])
  bench.sql(`ALTER DATABASE "${scratch}" IS_TEMPLATE false`)
  bench.sql(`DROP DATABASE "${scratch}"`)
})

test('Warroom is closed in the middle: it is dropped first', async () => {
  bench.write('slow.sql', slow)
  const { runId, begin } = await bench.openRun('slow.sql')
  valueOf(await begin())
  await sleeping()
  await bench.close()
  expect(bench.scratches()).toBe('0')
  await bench.open()
  const run = bench.runOf(runId)
  expect(await run.ended()).toMatchObject({ outcome: 'unknown' })
  expect(run.left()).toEqual([])
})

test('the link is cut in the middle: nobody knows what is left there', async () => {
  bench.write('slow.sql', slow)
  const run = await bench.openRun('slow.sql', { options: ', on: box' })
  valueOf(await run.begin())
  await sleeping()
  await sshd.setDown(true)
  try {
    expect(await run.ended()).toMatchObject({ outcome: 'unknown' })
    expect(run.left()).toEqual(['unknown'])
  } finally {
    await sshd.setDown(false)
  }
})
