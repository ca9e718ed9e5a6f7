import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { describe, expect, it, vi } from 'vitest'

import { systemClock } from '../time/clock.ts'
import { defaultDataDir, openDataFolder } from './data-folder.ts'
import { assertSettings, assertSqliteVersion } from './database.ts'
import { migrate, schemaVersion } from './migrations.ts'
import { openStore } from './store.ts'
import { created, openTestStore, temporaryFolder, valueOf } from './temporary-store.fixture.ts'

const actor = { kind: 'person', name: 'Ada' } as const

describe('bar 12: what is asserted on opening', () => {
  it('SQLite’s own words: version, WAL, synchronous, busy timeout, foreign keys', () => {
    using folder = temporaryFolder()
    using store = openTestStore(folder.dir)
    const { sql, sqliteVersion } = store.database
    expect(assertSqliteVersion(sqliteVersion).ok).toBe(true)
    expect(sql.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    expect(sql.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
    expect(sql.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 5000 })
    expect(sql.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 })
  })

  it.each([
    ['3.51.2', false],
    ['3.9.0', false],
    ['3.51.3', true],
    ['3.51.10', true],
    ['3.53.4', true],
    ['4.0.0', true],
  ])('SQLite %s is safe: %s', (version, isSafe) => {
    expect(assertSqliteVersion(version).ok).toBe(isSafe)
  })

  it.each([
    ['synchronous', 'NORMAL', '2', '1'],
    ['busy_timeout', '0', '5000', '0'],
    ['foreign_keys', 'OFF', '1', '0'],
    ['journal_mode', 'DELETE', 'wal', 'delete'],
  ])('a connection whose %s is %s is refused in clear words', (name, value, needed, found) => {
    using folder = temporaryFolder()
    using sql = new DatabaseSync(join(folder.dir, 'x.db'), { timeout: 5000 })
    sql.exec('PRAGMA journal_mode = WAL')
    expect(assertSettings(sql).ok).toBe(true)
    sql.exec(`PRAGMA ${name} = ${value}`)
    expect(assertSettings(sql)).toMatchObject({
      ok: false,
      failure: { message: { id: 'store.unsafe-setting', values: { name, needed, found } } },
    })
  })

  it('one writer: the second on a folder learns it, reads everything, follows, changes nothing', async () => {
    using folder = temporaryFolder()
    using first = openTestStore(folder.dir)
    valueOf(first.events.create('run', actor, created))
    using second = openTestStore(folder.dir)
    expect(second.database.readOnly).toBe(true)
    expect(second.events.read('run')).toEqual(first.events.read('run'))
    const refused = second.events.append('run', actor, [{ type: 'run.noted', text: 'no' }])
    expect(refused).toMatchObject({ ok: false, failure: { code: 'read-only' } })
    expect(second.settings.set({ operator: 'Eve' })).toMatchObject({ ok: false })
    expect(() => second.database.sql.exec('DELETE FROM runs')).toThrow(/readonly|read-only/)

    const seen: string[] = []
    second.events.onAppended((_runId, events) => seen.push(...events.map((e) => e.hash)))
    const [appended] = valueOf(
      first.events.append('run', actor, [{ type: 'run.noted', text: 'hello' }]),
    )
    await vi.waitFor(() => expect(seen).toEqual([appended?.hash]), { timeout: 5000 })
  })

  it('a killed holder leaves no lock behind', async () => {
    using folder = temporaryFolder()
    const writer = join(import.meta.dirname, 'kill-writer.fixture.ts')
    const child = spawn(process.execPath, [writer, folder.dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    {
      using second = openTestStore(folder.dir)
      expect(second.database.readOnly).toBe(true)
    }
    child.kill('SIGKILL')
    await once(child, 'close')
    using after = openTestStore(folder.dir)
    expect(after.database.readOnly).toBe(false)
  })
})

describe('the data folder', () => {
  it('is for its owner only, and is created where it is missing', () => {
    using folder = temporaryFolder()
    const dir = join(folder.dir, 'deep', 'data')
    using store = openTestStore(dir)
    expect(statSync(dir).mode & 0o777).toBe(0o700)
    expect(statSync(store.database.folder.databaseFile).mode & 0o777).toBe(0o600)
    expect(defaultDataDir()).toMatch(/Warroom/)
  })

  it('that cannot be one is refused as data', () => {
    using folder = temporaryFolder()
    const file = join(folder.dir, 'file')
    writeFileSync(file, '')
    expect(openDataFolder(join(file, 'data'))).toMatchObject({
      ok: false,
      failure: { code: 'unavailable', message: { id: 'store.folder-unusable' } },
    })
  })

  it('a damaged database is refused, and says where the copies are', () => {
    using folder = temporaryFolder()
    writeFileSync(join(folder.dir, 'warroom.db'), 'this is no database, but long enough to be read')
    const opened = openStore({ dataDir: folder.dir, clock: systemClock })
    expect(opened).toMatchObject({
      ok: false,
      failure: { message: { id: 'store.not-a-database' } },
    })
    using again = valueOf(openDataFolder(folder.dir))
    expect(again.locked).toBe(true)
  })
})

describe('migrations', () => {
  const first = { name: 'first', sql: 'CREATE TABLE a (x)' }
  const second = { name: 'second', sql: 'CREATE TABLE b (x); INSERT INTO b SELECT x FROM a' }
  const broken = { name: 'broken', sql: 'CREATE TABLE c (x); INSERT INTO nowhere VALUES (1)' }

  it('run in order, each after a copy of what was there', () => {
    using folder = temporaryFolder()
    using sql = new DatabaseSync(join(folder.dir, 'x.db'))
    const options = { backupsDir: folder.dir, clock: systemClock }
    expect(migrate(sql, { ...options, migrations: [first] }).ok).toBe(true)
    sql.exec('INSERT INTO a VALUES (7)')
    expect(migrate(sql, { ...options, migrations: [first, second] }).ok).toBe(true)
    expect(sql.prepare('SELECT x FROM b').get()).toEqual({ x: 7 })
    expect(schemaVersion(sql)).toBe(2)
    const copies = readdirSync(folder.dir).filter((name) => name.startsWith('before-second-'))
    expect(copies).toHaveLength(1)
    using copy = new DatabaseSync(join(folder.dir, copies[0] ?? ''))
    expect(schemaVersion(copy)).toBe(1)
    expect(copy.prepare('SELECT x FROM a').get()).toEqual({ x: 7 })
  })

  it('that fail leave the database as it was', () => {
    using folder = temporaryFolder()
    using sql = new DatabaseSync(join(folder.dir, 'x.db'))
    const options = { backupsDir: folder.dir, clock: systemClock }
    const result = migrate(sql, { ...options, migrations: [first, broken, second] })
    expect(result).toMatchObject({
      ok: false,
      failure: { message: { id: 'store.migration-failed', values: { name: 'broken' } } },
    })
    expect(schemaVersion(sql)).toBe(1)
    expect(sql.prepare(`SELECT name FROM sqlite_schema`).all()).toEqual([{ name: 'a' }])
  })

  it('are not begun without a copy', () => {
    using folder = temporaryFolder()
    using sql = new DatabaseSync(join(folder.dir, 'x.db'))
    const options = { backupsDir: join(folder.dir, 'missing'), clock: systemClock }
    expect(migrate(sql, { ...options, migrations: [first, second] })).toMatchObject({
      ok: false,
      failure: { message: { id: 'store.backup-failed' } },
    })
    expect(schemaVersion(sql)).toBe(1)
  })

  it('of a newer Warroom are refused untouched', () => {
    using folder = temporaryFolder()
    {
      using store = openTestStore(folder.dir)
      store.database.sql.exec('PRAGMA user_version = 99')
    }
    expect(openStore({ dataDir: folder.dir, clock: systemClock })).toMatchObject({
      ok: false,
      failure: { code: 'unsupported', message: { id: 'store.newer', values: { found: 99 } } },
    })
  })
})
