import { z } from 'zod'

import { requiredText } from './config-fields.ts'
import { describePostgres, measurePostgres } from './postgres-measure.ts'
import { readingQuery } from './postgres-query.ts'
import { commonFacts, defineProbe } from './probe.ts'
import { viaField } from './via.ts'

const config = z
  .strictObject({
    on: requiredText.optional().describe('name of a database in the profile’s `postgres`'),
    url: requiredText
      .optional()
      .describe('`postgres://user:${secrets.name}@host:5432/database`, instead of `on`'),
    via: viaField,
    database: requiredText.optional().describe('another database of that server'),
    query: readingQuery
      .optional()
      .describe('one SQL statement; it runs in a read-only transaction with a statement timeout'),
  })
  .refine(
    (value) => (value.on === undefined) !== (value.url === undefined),
    'give either `on` or `url`',
  )

export type PostgresConfig = z.output<typeof config>

/** Reads a PostgreSQL. The session is read-only, so a query that writes fails and says so. */
export const postgres = defineProbe({
  kind: 'postgres',
  config,
  facts: {
    ...commonFacts,
    accepting: {
      type: 'bool',
      about: 'it takes connections: not starting up, shutting down or full',
    },
    version: { type: 'string', about: "server version, such as '16.4'" },
    server_version_num: { type: 'int', about: 'server version as a number, such as 160004' },
    in_recovery: { type: 'bool', about: 'it is a standby, or is recovering' },
    read_only: {
      type: 'bool',
      about:
        'the server itself takes no writes by default (a standby, or set so); our own session always is',
    },
    database: { type: 'string', about: 'database connected to' },
    user: { type: 'string', about: 'role connected as' },
    ssl: { type: 'bool', about: 'this connection is encrypted' },
    started_at: { type: 'timestamp', about: 'when the server started' },
    uptime_s: { type: 'double', about: 'seconds since the server started' },
    connections: { type: 'int', about: 'client connections to the whole server, ours included' },
    max_connections: { type: 'int', about: 'the limit of connections' },
    connection_ratio: { type: 'double', about: 'connections / max_connections, 0 to 1' },
    size_bytes: {
      type: 'int',
      about: 'size of the database on disk; absent without the right to see it',
    },
    tables: {
      type: 'list',
      about:
        'tables of the database by name, as `name` in the search path and `schema.name` outside of it',
    },
    table_rows: {
      type: 'map',
      about:
        'rows of each table as the server estimates them, without counting: since its last ANALYZE',
    },
    extensions: { type: 'list', about: 'installed extensions by name' },
    extension_versions: { type: 'map', about: 'version of each installed extension' },
    sees_all_sessions: {
      type: 'bool',
      about:
        'our role sees the sessions of others (pg_read_all_stats); otherwise ages, states and counts by state are of our role’s sessions',
    },
    active_connections: { type: 'int', about: 'other sessions that run a statement just now' },
    idle_in_transaction: {
      type: 'int',
      about: 'other sessions that hold a transaction open and do nothing',
    },
    longest_transaction_s: {
      type: 'double',
      about: 'age of the oldest open transaction of another session; absent when there is none',
    },
    longest_query_s: {
      type: 'double',
      about: 'age of the oldest running statement of another session; absent when there is none',
    },
    locks: { type: 'int', about: 'locks that other sessions hold or wait for' },
    blocked_sessions: { type: 'int', about: 'sessions that wait for a lock' },
    longest_wait_s: {
      type: 'double',
      about: 'how long the first of them has waited; absent when nobody waits',
    },
    blocked: {
      type: 'list',
      about:
        'who waits, 50 at most: maps of pid, wants (table or kind of lock), mode, user, application, blocked_by (pids), waiting_s',
    },
    blockers: {
      type: 'list',
      about:
        'who is in the way, 50 at most: maps of pid, user, application, state, transaction_s, blocks (how many)',
    },
    connect_ms: { type: 'double', about: 'time until the session was ready' },
    query_ms: { type: 'double', about: 'time of `query`; absent without one' },
    rows: { type: 'list', about: 'rows of `query` as maps by column, 200 at most' },
    row_count: {
      type: 'int',
      about:
        'rows that `query` gave, the ones not kept included; above 1 MiB of them it is `too-large`',
    },
    columns: { type: 'list', about: 'column names of `query`' },
    value: {
      type: 'dyn',
      about: 'first column of the first row of `query`; absent when there is no row',
    },
    remote_address: { type: 'string', about: 'IP address that answered; absent with `via`' },
    dns_ms: {
      type: 'double',
      about: 'time to look the name up; 0 for an IP address; absent with `via`',
    },
    error_code: {
      type: 'string',
      about: "SQLSTATE when the server refused, such as '42P01'; absent otherwise",
    },
    error_message: {
      type: 'string',
      about: 'technical words behind `error`; absent when it is empty',
    },
  },
  defaultExpect: "error == '' && accepting",
  defaultTimeoutMs: 10_000,
  describe: describePostgres,
  measure: measurePostgres,
})
