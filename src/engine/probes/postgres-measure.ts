import type { Socket } from 'node:net'

import { Client, type FieldDef, type QueryArrayConfig } from 'pg'

import { message } from '../../shared/messages/message.ts'
import type { Facts, Json, Measurement } from '../../shared/model/check.ts'
import { measureWithin } from './attempt.ts'
import { UnusableAnswer, wordsOf } from './classify-error.ts'
import { watchedSocket } from './connect.ts'
import { databaseUrl, missingDatabase } from './database-url.ts'
import { answered, unusable, type Attempt, type Finding } from './finding.ts'
import { maxBodyBytes } from './limits.ts'
import { maskUrl } from './mask-url.ts'
import { activityFacts } from './postgres-activity.ts'
import { serverFacts } from './postgres-facts.ts'
import { actsOnServer } from './postgres-query.ts'
import type { PostgresConfig } from './postgres.ts'
import type { ProbeContext } from './probe.ts'
import { through } from './via.ts'

const maxRows = 200

export function describePostgres(config: PostgresConfig) {
  const base = config.on ?? maskUrl(config.url ?? '')
  return {
    target: through(
      config.database === undefined ? base : `${base} (${config.database})`,
      config.via,
    ),
    command: config.query ?? 'SELECT version, connections, locks, size, tables, extensions',
    danger: actsOnServer(config.query ?? '') ? ('change' as const) : ('read' as const),
  }
}

export function measurePostgres(
  config: PostgresConfig,
  context: ProbeContext,
): Promise<Measurement> {
  const shown = describePostgres(config)
  const look = async (attempt: Attempt): Promise<Finding> => {
    const url = databaseUrl('postgres', config, context)
    if (url === undefined) return missingDatabase('postgres', config)
    if (config.database !== undefined) url.pathname = `/${encodeURIComponent(config.database)}`
    try {
      return await find(url, config, attempt)
    } catch (error) {
      const sqlState = sqlStateOf(error)
      if (sqlState !== undefined) return refusal(sqlState, wordsOf(error), shown.target, attempt)
      throw inOurWords(error)
    }
  }
  return measureWithin(context, shown, look, { via: config.via })
}

async function find(url: URL, config: PostgresConfig, attempt: Attempt): Promise<Finding> {
  const { client, failed, close } = openClient(url, attempt)
  try {
    await Promise.race([failed, client.connect()])
    attempt.facts.connect_ms = attempt.elapsedMs()
    Object.assign(attempt.facts, { reachable: true, accepting: true })
    await Promise.race([failed, client.query('BEGIN TRANSACTION READ ONLY')])
    // A little before our deadline: the server then lets go by itself of what we asked.
    const budgetMs = Math.max(50, Math.floor(attempt.remainingMs() * 0.9))
    await Promise.race([failed, client.query(`SET LOCAL statement_timeout = ${budgetMs}`)])
    Object.assign(attempt.facts, await Promise.race([failed, serverFacts(client)]))
    Object.assign(attempt.facts, await Promise.race([failed, activityFacts(client, isRefused)]))
    if (config.query !== undefined) {
      Object.assign(attempt.facts, await Promise.race([failed, queryFacts(client, config.query)]))
    }
    const finding = { kind: 'measured' as const, facts: answered(attempt, {}) }
    // The answer is in hand: how the goodbye goes does not matter.
    await Promise.race([failed, client.end()]).catch(() => {})
    return finding
  } catch (error) {
    // TLS over a tunnel: that the connection ended is told before why.
    throw connectionOf(client)?.stream.errored ?? error
  } finally {
    close()
  }
}

/** A client on a socket of ours, which is destroyed when it has received more than it may. */
function openClient(url: URL, attempt: Attempt) {
  const socket = watchedSocket(attempt)
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => {})
  const client = new Client({
    connectionString: url.href,
    stream: () => socket,
    application_name: 'warroom',
    connectionTimeoutMillis: 0,
  })
  client.on('error', (error) => failure.reject(error))
  let received = 0
  const count = (chunk: Buffer) => {
    received += chunk.length
    if (received <= maxBodyBytes) return
    failure.reject(
      new UnusableAnswer('too-large', `the answer is longer than ${maxBodyBytes} bytes`),
    )
    socket.destroy()
  }
  // Listening only once connected: the client attaches its own listener first.
  socket.once('connect', () => {
    if (!tlsOf(client)) socket.on('data', count)
  })
  connectionOf(client)?.once('sslconnect', () => connectionOf(client)?.stream.on('data', count))
  const onStop = () => failure.reject(new UnusableAnswer('closed', 'stopped'))
  attempt.signal.addEventListener('abort', onStop, { once: true })
  return {
    client,
    failed: failure.promise,
    close: () => {
      attempt.signal.removeEventListener('abort', onStop)
      socket.destroy()
    },
  }
}

/** What pg's Client has and its types do not name. */
interface PgConnection {
  stream: Socket
  once(event: 'sslconnect', listener: () => void): void
}
function connectionOf(client: Client): PgConnection | undefined {
  return (client as unknown as { connection?: PgConnection }).connection
}
function tlsOf(client: Client): boolean {
  return Boolean((client as unknown as { ssl?: unknown }).ssl)
}

async function queryFacts(client: Client, text: string): Promise<Facts> {
  const start = performance.now()
  // The extended protocol takes one statement only: `…; COMMIT; DROP …` is refused by the server.
  const query: QueryArrayConfig & { queryMode: 'extended' } = {
    text,
    rowMode: 'array',
    queryMode: 'extended',
  }
  const result = await client.query<unknown[]>(query)
  const columns = result.fields.map((field) => field.name)
  const cell = (row: unknown[], index: number) => toJson(row[index], result.fields[index])
  const rows = result.rows
    .slice(0, maxRows)
    .map((row) => Object.fromEntries(columns.map((name, index) => [name, cell(row, index)])))
  const first = result.rows[0]
  return {
    query_ms: Math.round((performance.now() - start) * 1000) / 1000,
    rows,
    row_count: result.rows.length,
    columns,
    ...(first && columns.length > 0 ? { value: cell(first, 0) } : {}),
  }
}

const int8 = 20
const numeric = 1700

/** Whole and decimal numbers stay comparable as long as a double can hold them. */
function toJson(value: unknown, field: FieldDef | undefined): Json {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') {
    const isNumber = field?.dataTypeID === int8 || field?.dataTypeID === numeric
    const number = Number(value)
    if (isNumber && Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER) {
      return number
    }
    return value
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'boolean') return value
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return value.toString('hex')
  return JSON.parse(JSON.stringify(value)) as Json
}

function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return undefined
  return 'severity' in error && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined
}

/** A view or function that this server lacks or hides; a deadline of the server's is no refusal. */
function isRefused(error: unknown): boolean {
  return /^(42|0A|22|XX)/.test(sqlStateOf(error) ?? '')
}

/** The server answered, and the answer is an error. */
function refusal(sqlState: string, words: string, target: string, attempt: Attempt): Finding {
  if (sqlState.startsWith('28')) return authFailed(target, words)
  attempt.facts.reachable = true
  attempt.facts.error_code = sqlState
  const inSession = attempt.facts.accepting === true
  if (!inSession) attempt.facts.accepting = false
  if (sqlState === '57014') return unusable(attempt, 'timeout', words)
  const denied = sqlState === '42501' || sqlState === '53300' || sqlState.startsWith('57P')
  return unusable(attempt, denied ? 'denied' : 'error', words)
}

function authFailed(target: string, words: string): Finding {
  return {
    kind: 'unmeasurable',
    cause: 'auth-failed',
    message: message('cause.auth-failed', { target }),
    detail: words,
  }
}

/** pg raises some failures as bare sentences. */
function inOurWords(error: unknown): unknown {
  const words = wordsOf(error)
  if (words.startsWith('Connection terminated')) return new UnusableAnswer('closed', words)
  if (/SSL/.test(words) && !(error instanceof Error && 'code' in error)) {
    return new UnusableAnswer('bad-tls', words)
  }
  if (/^received invalid response/i.test(words)) return new UnusableAnswer('bad-response', words)
  return error
}
