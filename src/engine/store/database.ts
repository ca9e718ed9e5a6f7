import { chmodSync, closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

import { message } from '../../shared/messages/message.ts'
import { failure, ok, type Failure, type Result } from '../../shared/result.ts'
import type { Clock } from '../time/clock.ts'
import type { DataFolder } from './data-folder.ts'
import { currentSchema, migrate, schemaVersion } from './migrations.ts'
import { causeOf, isDamaged, isDiskRefusal } from './sqlite-error.ts'

/** Earlier versions can corrupt a WAL database that has two connections (SQLite's 2026-03 notes). */
const oldestSafeSqlite = '3.51.3'
const busyTimeoutMs = 5000
/** How soon space that has come back is noticed. */
const retryIntervalMs = 1000

/** The one connection to the store. Reads go through `sql`; every write goes through `write`. */
export interface Database extends Disposable {
  /** Held here so that its lock, which ends with its last reference, lasts as long as the writer. */
  readonly folder: DataFolder
  readonly sql: DatabaseSync
  readonly readOnly: boolean
  readonly sqliteVersion: string
  /** The disk refused the last write. Cleared by the next one that succeeds; retried each second. */
  readonly diskFull: boolean
  onDiskFull(listener: (full: boolean) => void): () => void
  /**
   * Runs `work` in one transaction. When it returns `ok` the rows are on the disk. `work` decides
   * nothing that could fail as data: it throws only for bugs, and then nothing is written.
   */
  write<T>(work: () => T): Result<T>
}

/** Opens the folder's database, asserts that it keeps what it acknowledges, and brings it up to date. */
export function openDatabase(folder: DataFolder, clock: Clock): Result<Database> {
  const shared = open(folder, clock, false)
  if (shared.ok || shared.failure.code !== 'disk-full') return shared
  // No room for the index that processes share: alone, it is kept in memory, and all can be read.
  return open(folder, clock, true)
}

function open(folder: DataFolder, clock: Clock, alone: boolean): Result<Database> {
  const readOnly = !folder.locked
  let sql: DatabaseSync | undefined
  try {
    if (!readOnly) {
      closeSync(openSync(folder.databaseFile, 'a', 0o600))
      chmodSync(folder.databaseFile, 0o600)
    }
    sql = new DatabaseSync(folder.databaseFile, { readOnly, timeout: busyTimeoutMs })
    if (alone) sql.exec('PRAGMA locking_mode = EXCLUSIVE')
    const prepared = prepare(sql, folder, clock)
    if (prepared.ok) return ok(createDatabase(sql, folder, alone))
    sql.close()
    return prepared
  } catch (error) {
    sql?.close()
    return refuseToOpen(folder, readOnly, error)
  }
}

function prepare(sql: DatabaseSync, folder: DataFolder, clock: Clock): Result<null> {
  const readOnly = !folder.locked
  const version = assertSqliteVersion(sqliteVersion(sql))
  if (!version.ok) return version
  if (!readOnly) sql.exec('PRAGMA journal_mode = WAL')
  sql.exec('PRAGMA synchronous = FULL')
  if (readOnly) {
    // The other process may be about to create or upgrade it.
    if (schemaVersion(sql) < currentSchema)
      return failure('unavailable', message('store.not-ready'))
    sql.exec('PRAGMA query_only = ON')
  }
  const settings = assertSettings(sql)
  if (!settings.ok) return settings
  return migrate(sql, { backupsDir: folder.backupsDir, clock })
}

function refuseToOpen(folder: DataFolder, readOnly: boolean, error: unknown): Result<never> {
  const cause = causeOf(error)
  if (isDamaged(error)) {
    const values = { file: folder.databaseFile, backups: folder.backupsDir }
    return failure('unavailable', message('store.not-a-database', values), { cause })
  }
  if (readOnly) return failure('unavailable', message('store.not-ready'), { cause })
  if (isDiskRefusal(error)) return failure('disk-full', message('failure.disk-full'), { cause })
  return failure('unavailable', message('store.folder-unusable', { dir: folder.dir }), { cause })
}

function sqliteVersion(sql: DatabaseSync): string {
  return String(sql.prepare('SELECT sqlite_version() AS version').get()?.['version'])
}

/** Refuses a SQLite that is known to lose data. */
export function assertSqliteVersion(found: string): Result<null> {
  const isSafe = found.localeCompare(oldestSafeSqlite, 'en', { numeric: true }) >= 0
  if (isSafe) return ok(null)
  return failure(
    'unsupported',
    message('store.sqlite-too-old', { found, needed: oldestSafeSqlite }),
  )
}

/** Reads back every setting on which durability rests, as SQLite itself reports it. */
export function assertSettings(sql: DatabaseSync): Result<null> {
  const needed = {
    journal_mode: 'wal',
    synchronous: 2,
    busy_timeout: busyTimeoutMs,
    foreign_keys: 1,
  }
  for (const [name, value] of Object.entries(needed)) {
    const found = Object.values(sql.prepare(`PRAGMA ${name}`).get() ?? {})[0]
    if (found === value) continue
    const values = { name, needed: String(value), found: String(found) }
    return failure('unavailable', message('store.unsafe-setting', values))
  }
  return ok(null)
}

function createDatabase(sql: DatabaseSync, folder: DataFolder, full: boolean): Database {
  const readOnly = !folder.locked
  const listeners = new Set<(full: boolean) => void>()
  let diskFull = false
  let retry: NodeJS.Timeout | undefined

  const setDiskFull = (full: boolean) => {
    if (diskFull === full) return
    diskFull = full
    clearInterval(retry)
    if (full) retry = setInterval(tryDisk, retryIntervalMs).unref()
    // Later, so that a listener may write: now, a write is just ending.
    queueMicrotask(() => {
      for (const listener of listeners) listener(full)
    })
  }

  const transact = <T>(work: () => T): Result<T> => {
    try {
      sql.exec('BEGIN IMMEDIATE')
      const value = work()
      sql.exec('COMMIT')
      setDiskFull(false)
      return ok(value)
    } catch (error) {
      // SQLite has already rolled back by itself after some of the disk's errors.
      if (sql.isTransaction) sql.exec('ROLLBACK')
      if (!isDiskRefusal(error)) throw error
      setDiskFull(true)
      return fail(error)
    }
  }
  const fail = (error: unknown): { ok: false; failure: Failure } =>
    failure('disk-full', message('failure.disk-full'), { cause: causeOf(error) })

  const tryDisk = () =>
    transact(() =>
      sql.exec(`INSERT INTO disk_probe (id, bytes) VALUES (1, randomblob(4096))
        ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes`),
    )

  setDiskFull(full)

  return {
    folder,
    sql,
    readOnly,
    sqliteVersion: sqliteVersion(sql),
    get diskFull() {
      return diskFull
    },
    onDiskFull(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    write(work) {
      return readOnly ? failure('read-only', message('failure.read-only')) : transact(work)
    },
    [Symbol.dispose]() {
      clearInterval(retry)
      listeners.clear()
      sql.close()
    },
  }
}
