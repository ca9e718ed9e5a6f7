import { Client } from 'pg'

import { complained, said, type ProgramStandIn } from './programs.ts'

/** Ends the sessions of this application on the server, whatever they are at. Gives their processes. */
export async function endSessions(postgresUrl: string, application: string): Promise<number[]> {
  const client = new Client({ connectionString: postgresUrl, connectionTimeoutMillis: 2000 })
  // It tells at the next question.
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ pid: number }>(
      // Chosen first: conditions side by side are tried in any order, and all sessions would be ended.
      'WITH chosen AS MATERIALIZED (SELECT pid FROM pg_stat_activity WHERE application_name = $1) SELECT pid FROM chosen WHERE pg_terminate_backend(pid)',
      [application],
    )
    return rows.map(({ pid }) => pid)
  } finally {
    await client.end()
  }
}

/** `sessions end NAME`: what a database's administrator does to a session that holds up all others. */
export function createSessions(postgresUrl: string): ProgramStandIn {
  return async ({ args: [verb, application] }) => {
    if (verb !== 'end' || application === undefined)
      return complained('usage: sessions end APPLICATION', 2)
    const ended = await endSessions(postgresUrl, application)
    return said(
      ended.length === 0
        ? `no session of ${application}`
        : ended.map((pid) => `ended session ${pid} of ${application}`).join('\n'),
    )
  }
}
