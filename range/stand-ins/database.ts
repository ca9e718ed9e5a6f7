import { Pool } from 'pg'

export interface Database extends AsyncDisposable {
  /** Asks it something, now. False when it does not answer within two seconds. */
  answers(): Promise<boolean>
}

const patienceMs = 2000

/** A stand-in's own connections to its database: what its health endpoints report on. */
export function openDatabase(url: string): Database {
  const pool = new Pool({
    connectionString: url,
    max: 2,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
    allowExitOnIdle: true,
  })
  // A lost idle connection is replaced at the next question, which then tells.
  pool.on('error', () => {})
  return {
    answers: () =>
      pool.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    [Symbol.asyncDispose]: () => pool.end(),
  }
}
