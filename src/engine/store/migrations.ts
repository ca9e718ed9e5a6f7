import { chmodSync, closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import { message } from '../../shared/messages/message.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../time/clock.ts'
import { firstSchema } from './schema.ts'
import { causeOf, isDiskRefusal } from './sqlite-error.ts'

/** One step of the database's format. Once released it is never edited, only followed. */
export interface Migration {
  name: string
  sql: string
}

const migrations: readonly Migration[] = [{ name: 'first', sql: firstSchema }]

/** The format this build writes: how many migrations it knows. */
export const currentSchema = migrations.length

export function schemaVersion(sql: DatabaseSync): number {
  return Number(sql.prepare('PRAGMA user_version').get()?.['user_version'])
}

/**
 * Brings the database to this build's format, one migration at a time, each in its own transaction
 * and after a copy of what was there. A database from a newer build is refused untouched.
 */
export function migrate(
  sql: DatabaseSync,
  options: { backupsDir: string; clock: Clock; migrations?: readonly Migration[] },
): Result<null> {
  const steps = options.migrations ?? migrations
  const found = schemaVersion(sql)
  if (found > steps.length)
    return failure('unsupported', message('store.newer', { found, known: steps.length }))
  for (const [index, step] of steps.entries()) {
    if (index < found) continue
    if (index > 0) {
      const copied = copyBefore(sql, options.backupsDir, step, options.clock)
      if (!copied.ok) return copied
    }
    const applied = apply(sql, step, index + 1)
    if (!applied.ok) return applied
  }
  return ok(null)
}

function apply(sql: DatabaseSync, step: Migration, version: number): Result<null> {
  try {
    sql.exec('BEGIN IMMEDIATE')
    sql.exec(step.sql)
    sql.exec(`PRAGMA user_version = ${version}`)
    sql.exec('COMMIT')
    return ok(null)
  } catch (error) {
    if (sql.isTransaction) sql.exec('ROLLBACK')
    const code = isDiskRefusal(error) ? 'disk-full' : 'unavailable'
    return failure(code, message('store.migration-failed', { name: step.name }), {
      cause: causeOf(error),
    })
  }
}

function copyBefore(
  sql: DatabaseSync,
  backupsDir: string,
  step: Migration,
  clock: Clock,
): Result<null> {
  const stamp = clock.now().replaceAll(':', '-')
  const file = join(backupsDir, `before-${step.name}-${stamp}.db`)
  try {
    sql.prepare('VACUUM INTO ?').run(file)
    chmodSync(file, 0o600)
    const handle = openSync(file, 'r+')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    return ok(null)
  } catch (error) {
    rmSync(file, { force: true })
    const code = isDiskRefusal(error) ? 'disk-full' : 'unavailable'
    return failure(code, message('store.backup-failed'), { cause: causeOf(error) })
  }
}
