import { chmodSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import envPaths from 'env-paths'

import { message } from '../../shared/messages/message.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import { causeOf, isBusy } from './sqlite-error.ts'

/** Time given to an engine that is just being replaced to let go of the folder. */
const lockWaitMs = 500

/** The folder that holds everything of one user's Warroom, and whether it is ours to write. */
export interface DataFolder extends Disposable {
  readonly dir: string
  readonly databaseFile: string
  readonly backupsDir: string
  /** False: another Warroom holds the folder, and this one only reads. */
  readonly locked: boolean
}

/** The platform's folder for an application's data. */
export function defaultDataDir(): string {
  return envPaths('Warroom', { suffix: '' }).data
}

/** Creates the folder where it is missing, for its owner only, and takes its lock if it is free. */
export function openDataFolder(dir: string = defaultDataDir()): Result<DataFolder> {
  const absolute = resolve(dir)
  const backupsDir = join(absolute, 'backups')
  try {
    mkdirSync(absolute, { recursive: true, mode: 0o700 })
    mkdirSync(backupsDir, { recursive: true, mode: 0o700 })
    const lock = takeLock(join(absolute, 'lock.db'))
    return ok({
      dir: absolute,
      databaseFile: join(absolute, 'warroom.db'),
      backupsDir,
      locked: lock !== undefined,
      [Symbol.dispose]: () => lock?.close(),
    })
  } catch (error) {
    return failure('unavailable', message('store.folder-unusable', { dir: absolute }), {
      cause: causeOf(error),
    })
  }
}

/**
 * An exclusive SQLite transaction on an empty file, held open. It is a lock of the operating
 * system's, so it dies with its process: a kill leaves nothing stale, and nobody has to compare
 * process ids.
 */
function takeLock(file: string): DatabaseSync | undefined {
  const lock = new DatabaseSync(file, { timeout: lockWaitMs })
  try {
    // With no journal on the disk it needs no space, so that a full disk can still be looked at.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    chmodSync(file, 0o600)
    return lock
  } catch (error) {
    lock.close()
    if (isBusy(error)) return undefined
    throw error
  }
}
