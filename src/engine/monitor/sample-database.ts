import { chmodSync, closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

import { message } from '../../shared/messages/message.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import { causeOf } from '../store/sqlite-error.ts'

const busyTimeoutMs = 5000

/**
 * Rows lie in the order of time, so that writing appends and the oldest go in one piece. `raw` holds
 * the samples of one minute, `minutes` and `quarters` what they come to.
 */
const firstSchema = `
CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL,
  check_id TEXT NOT NULL,
  UNIQUE (run_id, check_id)
) STRICT;
CREATE TABLE raw (
  minute INTEGER NOT NULL, series INTEGER NOT NULL, samples BLOB NOT NULL,
  PRIMARY KEY (minute, series)
) STRICT, WITHOUT ROWID;
CREATE TABLE minutes (
  minute INTEGER NOT NULL, series INTEGER NOT NULL, tally BLOB NOT NULL,
  PRIMARY KEY (minute, series)
) STRICT, WITHOUT ROWID;
CREATE TABLE quarters (
  quarter INTEGER NOT NULL, series INTEGER NOT NULL, tally BLOB NOT NULL,
  PRIMARY KEY (quarter, series)
) STRICT, WITHOUT ROWID;
CREATE TABLE gaps (
  from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL, cause TEXT NOT NULL
) STRICT;
CREATE INDEX gaps_by_end ON gaps (to_ms);
`

/** Of the looks that did not pass, one a minute and series, as canonical JSON of its evidence. */
const failuresSchema = `
CREATE TABLE failures (
  minute INTEGER NOT NULL, series INTEGER NOT NULL, at_ms INTEGER NOT NULL, evidence TEXT NOT NULL,
  PRIMARY KEY (minute, series)
) STRICT, WITHOUT ROWID;
`

/** The numbers of looks, as samples are kept: their points by the minute, and what they come to. */
const measuresSchema = `
CREATE TABLE measures (
  series INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (series, place), UNIQUE (series, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE measure_raw (
  minute INTEGER NOT NULL, series INTEGER NOT NULL, points BLOB NOT NULL,
  PRIMARY KEY (minute, series)
) STRICT, WITHOUT ROWID;
CREATE TABLE measure_minutes (
  minute INTEGER NOT NULL, series INTEGER NOT NULL, sums BLOB NOT NULL,
  PRIMARY KEY (minute, series)
) STRICT, WITHOUT ROWID;
CREATE TABLE measure_quarters (
  quarter INTEGER NOT NULL, series INTEGER NOT NULL, sums BLOB NOT NULL,
  PRIMARY KEY (quarter, series)
) STRICT, WITHOUT ROWID;
`

/** In order, only ever added to: the count of them is the file's version. */
const steps = [firstSchema, failuresSchema, measuresSchema]
const currentVersion = steps.length

export interface SampleDatabase extends Disposable {
  readonly sql: DatabaseSync
  readonly readOnly: boolean
}

/**
 * Opens the file of samples beside the events' own. It is synchronous NORMAL: what a power cut takes
 * of the last moments is a gap and shows as one, and no commit waits for the disk.
 * `:memory:` keeps nothing.
 */
export function openSampleDatabase(file: string, readOnly: boolean): Result<SampleDatabase> {
  let sql: DatabaseSync | undefined
  try {
    if (!readOnly && file !== ':memory:') {
      closeSync(openSync(file, 'a', 0o600))
      chmodSync(file, 0o600)
    }
    sql = new DatabaseSync(file, { readOnly, timeout: busyTimeoutMs })
    const found = versionOf(sql)
    if (found > currentVersion || (readOnly && found < currentVersion)) {
      sql.close()
      return failure('unsupported', message('store.newer', { found, known: currentVersion }))
    }
    if (!readOnly) {
      // Before the first table: pages of what was removed go back to the disk.
      if (found === 0) sql.exec('PRAGMA auto_vacuum = INCREMENTAL')
      sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
      for (const [index, step] of steps.entries())
        if (index >= found) sql.exec(`BEGIN; ${step} PRAGMA user_version = ${index + 1}; COMMIT`)
    }
    const opened = sql
    return ok({ sql: opened, readOnly, [Symbol.dispose]: () => opened.close() })
  } catch (error) {
    sql?.close()
    return failure('unavailable', message('store.folder-unusable', { dir: file }), {
      cause: causeOf(error),
    })
  }
}

function versionOf(sql: DatabaseSync): number {
  return Number(sql.prepare('PRAGMA user_version').get()?.['user_version'])
}
