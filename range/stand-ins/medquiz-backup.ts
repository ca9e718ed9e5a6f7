import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

import { findPostgresFolder } from '../parts/programs.ts'
import { seedTables } from './seed-data.ts'

const run = promisify(execFile)

/** MedQuiz's data as they were when the backup was made. */
export interface MedQuizBackup {
  /** Plain SQL; its checksum is in `FILE.sha256`. */
  readonly file: string
  /** Puts its tables back as they were, all of them or none. */
  restore(): Promise<void>
}

/** Dumps and restores take a moment here; a server that hangs would keep them for ever. */
const dumpWithinMs = 15_000
const restoreWithinMs = 12_000

interface BackupOptions {
  /** Gives up making it. */
  signal?: AbortSignal | undefined
  /** How long a restore waits for a table that somebody's session holds. Default 8s. */
  lockTimeout?: string
}

/** Makes a backup below `folder` by `pg_dump`. Throws where it cannot. */
export async function makeMedQuizBackup(
  folder: string,
  postgresUrl: string,
  { signal, lockTimeout = '8s' }: BackupOptions = {},
): Promise<MedQuizBackup> {
  const programs = findPostgresFolder()
  const own = join(folder, 'backups')
  await mkdir(own, { mode: 0o700 })
  const file = join(own, 'medquiz.sql')
  const tables = seedTables.flatMap((name) => ['--table', name])
  // Over tables that are there: they are replaced.
  const form = ['--clean', '--if-exists', '--no-owner', '--file', file]
  const { env } = connectionOf(postgresUrl)
  await run(join(programs, 'pg_dump'), [...form, ...tables], {
    env,
    signal,
    timeout: dumpWithinMs,
  })
  // Of its own accord a dump waits for a table for ever, and everybody else behind it.
  const dump = await readFile(file, 'utf8')
  const text = dump.replace(/^SET lock_timeout = 0;$/m, `SET lock_timeout = '${lockTimeout}';`)
  await writeFile(file, text)
  await chmod(file, 0o600)
  const sum = createHash('sha256').update(text).digest('hex')
  await writeFile(`${file}.sha256`, `${sum}  ${basename(file)}\n`, { mode: 0o600 })
  return {
    file,
    async restore() {
      const atOnce = ['--no-psqlrc', '--quiet', '--single-transaction', '--set', 'ON_ERROR_STOP=1']
      await run(join(programs, 'psql'), [...atOnce, '--file', file], {
        env,
        timeout: restoreWithinMs,
      })
    },
  }
}

/** As environment variables: a command line can be read by everybody. */
function connectionOf(postgresUrl: string): { env: NodeJS.ProcessEnv } {
  const { hostname, port, username, password, pathname } = new URL(postgresUrl)
  return {
    env: {
      PATH: process.env['PATH'],
      PGHOST: hostname,
      PGPORT: port,
      PGUSER: decodeURIComponent(username),
      PGPASSWORD: decodeURIComponent(password),
      PGDATABASE: pathname.slice(1),
      PGCONNECT_TIMEOUT: '5',
    },
  }
}
