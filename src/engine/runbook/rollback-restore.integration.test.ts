import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { startPostgres, type PostgresPart } from '../../../range/parts/postgres.ts'
import { findPostgresFolder } from '../../../range/parts/programs.ts'
import type { Judgement, Measurement } from '../../shared/model/check.ts'
import { profileSchema } from '../../shared/model/profile.ts'
import { createCheckEnvironment, type CheckEnvironment } from '../check/check-environment.ts'
import { createRedactor } from '../secrets/create-redactor.ts'
import { createVault } from '../secrets/vault.ts'
import { temporaryFolder } from '../store/temporary-store.fixture.ts'
import { systemClock } from '../time/clock.ts'
import { compileAction, type WrittenAction } from './rollback-actions.ts'

const opened = new AsyncDisposableStack()
let postgres: PostgresPart
let environment: CheckEnvironment
let dir: string

beforeAll(async () => {
  // Those of the server's own version.
  const path = [findPostgresFolder(), process.env['PATH'] ?? ''].join(delimiter)
  vi.stubEnv('PATH', path)
  opened.defer(() => void vi.unstubAllEnvs())
  postgres = opened.use(await startPostgres())
  ;({ dir } = opened.use(temporaryFolder()))
  // The address as one secret, as DATABASE_URL is in most places.
  writeFileSync(join(dir, 'url'), postgres.url)
  environment = opened.use(
    createCheckEnvironment({
      profile: profileSchema.parse({
        name: 'p',
        environment: 'practice',
        postgres: { main: { url: '${secrets.url}' } },
        secrets: { url: { file: join(dir, 'url') } },
      }),
      profileName: 'p',
      runbookVariables: {},
      redactor: createRedactor(),
      vault: createVault({ file: join(dir, 'never-written') }),
      clock: systemClock,
    }),
  )
})
afterAll(() => opened.disposeAsync())

/** Asks with psql itself. */
const sql = (text: string) =>
  execFileSync('psql', [postgres.url, '-XAtc', text], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()

async function restore(
  written: Omit<NonNullable<WrittenAction['restore']>, 'database'>,
): Promise<{ measurement: Measurement; judgement: Judgement; command: string }> {
  const action = compileAction({ restore: { database: 'main', ...written } }, undefined)
  if (!action || 'expected' in action) throw new Error('no action')
  const place = { itemId: 'rollback.p', origin: 'fence' as const, line: 1, column: 1 }
  const check = { id: 'rollback.p.restore', ...action, timeoutMs: 30_000, ...place }
  const prepared = environment.prepare(check)
  expect([prepared.danger, prepared.problem]).toEqual(['destroy', undefined])
  const measurement = await prepared.measure(new AbortController().signal)
  return { measurement, judgement: prepared.judge(measurement), command: prepared.command }
}

/** The file of a backup, with its checksum beside it. */
function backup(name: string, ...options: string[]): string {
  const file = join(dir, name)
  execFileSync('pg_dump', [postgres.url, '-f', file, ...options])
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
  writeFileSync(`${file}.sha256`, `${sha256}  ${file}\n`)
  return file
}

test.each([
  ['sql', ['--clean', '--if-exists']],
  ['custom', ['-Fc']],
] as const)('a %s backup brings the rows back', async (format, options) => {
  sql('DROP TABLE IF EXISTS duels; CREATE TABLE duels (id int); INSERT INTO duels VALUES (1), (2)')
  const file = backup(`dump.${format}`, ...options)
  sql('DELETE FROM duels; ALTER TABLE duels ADD COLUMN broken text')
  const { judgement, command, measurement } = await restore({ file, format })
  expect([judgement.verdict, measurement.output]).toEqual(['passed', expect.any(String)])
  expect(sql('SELECT * FROM duels ORDER BY id')).toBe('1\n2')
  // Nothing of the address is on a command line, nor shown.
  expect(command).toContain("PGPASSWORD='«url»'")
  expect(JSON.stringify({ command, measurement })).not.toContain(postgres.password)
})

test('a backup that is not what it was, or that fails half-way, changes nothing', async () => {
  sql('DROP TABLE IF EXISTS duels; CREATE TABLE duels (id int); INSERT INTO duels VALUES (7)')
  const file = join(dir, 'bad.sql')
  const text = 'DELETE FROM duels; SELECT nonsense();'
  writeFileSync(file, text)
  const other = await restore({ file, sha256: 'a'.repeat(64) })
  expect(other.judgement.verdict).toBe('failed')
  const sha256 = createHash('sha256').update(text).digest('hex')
  const broken = await restore({ file, sha256 })
  expect(broken.judgement.verdict).toBe('failed')
  expect(broken.measurement.output).toContain('nonsense')
  expect(sql('SELECT id FROM duels')).toBe('7')
})

test('a service that the host is set to leads nowhere else', async () => {
  sql('DROP TABLE IF EXISTS duels; CREATE TABLE duels (id int); INSERT INTO duels VALUES (1)')
  const file = backup('service.sql', '--clean', '--if-exists')
  sql('DELETE FROM duels')
  execFileSync('psql', [postgres.url, '-Xc', 'CREATE DATABASE elsewhere'])
  const services = join(dir, 'services')
  writeFileSync(services, '[elsewhere]\ndbname=elsewhere\n')
  vi.stubEnv('PGSERVICEFILE', services)
  vi.stubEnv('PGSERVICE', 'elsewhere')
  const { judgement } = await restore({ file })
  vi.stubEnv('PGSERVICE', undefined)
  expect(judgement.verdict).toBe('passed')
  expect(sql('SELECT id FROM duels')).toBe('1')
})
