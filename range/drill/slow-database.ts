import { setTimeout as wait } from 'node:timers/promises'

import { Client } from 'pg'

import type { PostgresPart } from '../parts/postgres.ts'
import { endSessions } from '../stand-ins/programs/sessions.ts'
import type { Breakage } from './breakage.ts'

interface SlowDatabaseOptions {
  postgres: Pick<PostgresPart, 'url' | 'setDown'>
}

/** Of the session, as the database's own list of sessions shows it. */
export const reportName = 'nightly-report'

/** Longer than a reader may wait, now and then; never the same, or who asks in step with it sees but one side. */
const heldS = { min: 1.6, max: 2.8 }
const restMs = 100
const patienceMs = 500

/** The report: it wants the table for itself, which nobody can read meanwhile. */
const report = () => {
  const seconds = heldS.min + Math.random() * (heldS.max - heldS.min)
  return `LOCK TABLE duels IN ACCESS EXCLUSIVE MODE; SELECT count(*) FROM duels; SELECT pg_sleep(${seconds.toFixed(1)})`
}

/** A report keeps a table of MedQuiz to itself, again and again, until its session is ended. */
export function createSlowDatabase({ postgres }: SlowDatabaseOptions): Breakage {
  let atWork = Promise.resolve()

  const reportAgainAndAgain = async (client: Client, isGone: () => boolean) => {
    while (!isGone()) {
      // A statement that is cancelled is tried again; a session that is ended is not opened again.
      await client.query(report()).catch(() => {})
      await wait(restMs)
    }
  }
  return {
    async begin() {
      const client = new Client({ connectionString: postgres.url, application_name: reportName })
      let isGone = false
      client.on('error', () => (isGone = true))
      client.on('end', () => (isGone = true))
      await client.connect()
      atWork = reportAgainAndAgain(client, () => isGone)
    },
    async isWhole() {
      const limits = { connectionTimeoutMillis: patienceMs, query_timeout: patienceMs }
      const client = new Client({ connectionString: postgres.url, ...limits })
      client.on('error', () => {})
      try {
        await client.connect()
        const sessions = await client.query(
          'SELECT 1 FROM pg_stat_activity WHERE application_name = $1',
          [reportName],
        )
        if (sessions.rowCount !== 0) return false
        await client.query('SELECT 1 FROM duels LIMIT 1')
        return true
      } catch {
        return false
      } finally {
        // A question that is still open ends with its connection.
        void client.end().catch(() => {})
      }
    },
    async mend() {
      await postgres.setDown(false)
      await endSessions(postgres.url, reportName)
      await atWork
    },
  }
}
