import { Pool } from 'pg'

import type { ServiceLog } from './service-log.ts'
import type { Version } from './versions.ts'

/** The version of MedQuiz in service, and what each of them does with its data. */
export interface MedQuizReleases extends AsyncDisposable {
  readonly version: Version
  /** Versions whose code fails at whatever it is asked. */
  readonly flawed: Set<Version>
  /** Puts it in service, its migrations first. */
  deploy(version: Version): Promise<void>
  /** What it reads for nearly everything that it answers. Throws what its code would. */
  read(): Promise<void>
  /** The last migration of 2.1: what 2.0 reads goes. It takes more with it than it should. */
  cleanUp(): Promise<void>
}

const patienceMs = 2000
/** As many as may wait for a lock while others still come through. */
const connections = 8

/** 2.1 keeps what a notification says in one column, beside those of 2.0 until its clean-up. */
const migration = `
ALTER TABLE notifications ADD COLUMN IF NOT EXISTS payload jsonb;
UPDATE notifications AS n SET payload = jsonb_build_object('kind', to_jsonb(n)->'kind', 'readAt', to_jsonb(n)->'read_at')
  WHERE to_jsonb(n) ? 'kind';
`
const cleanUp = `
ALTER TABLE notifications DROP COLUMN IF EXISTS kind, DROP COLUMN IF EXISTS read_at;
UPDATE notifications AS n SET payload = jsonb_build_object('kind', to_jsonb(n)->'kind', 'readAt', to_jsonb(n)->'read_at');
`
const reading: Record<Version, string> = {
  '2.0':
    'SELECT count(kind) AS readable, count(read_at), count(*) AS of, (SELECT count(*) FROM duels) AS duels FROM notifications',
  '2.1': `SELECT count(*) FILTER (WHERE payload->>'kind' IS NOT NULL) AS readable, count(*) AS of, (SELECT count(*) FROM duels) AS duels FROM notifications`,
}

interface MedQuizReleasesOptions {
  /** None: it reads nothing. */
  postgresUrl: string | undefined
  log: Pick<ServiceLog, 'say'>
}

export function openMedQuizReleases(options: MedQuizReleasesOptions): MedQuizReleases {
  const { postgresUrl, log } = options
  const pool =
    postgresUrl === undefined
      ? undefined
      : new Pool({
          connectionString: postgresUrl,
          max: connections,
          connectionTimeoutMillis: patienceMs,
          query_timeout: patienceMs,
          allowExitOnIdle: true,
        })
  // A lost idle connection is replaced at the next question, which then tells.
  pool?.on('error', () => {})
  let version: Version = '2.0'
  const flawed = new Set<Version>()

  return {
    get version() {
      return version
    },
    flawed,
    async deploy(next) {
      if (next === '2.1') await pool?.query(migration)
      version = next
      log.say('info', { event: 'release_started', version }, `MedQuiz ${version} started`)
    },
    async read() {
      if (flawed.has(version))
        throw new TypeError("Cannot read properties of undefined (reading 'specialty')")
      const found = await pool?.query<{ readable: string; of: string }>(reading[version])
      const [row] = found?.rows ?? []
      if (row && row.readable !== row.of)
        throw new TypeError(`notification without a kind (${row.readable} of ${row.of} have one)`)
    },
    async cleanUp() {
      await pool?.query(cleanUp)
      log.say('info', { event: 'migration_applied', version }, '20261114_notifications_clean_up')
    },
    async [Symbol.asyncDispose]() {
      await pool?.end()
    },
  }
}
