import type { Danger } from '../../shared/model/check.ts'

const readers = new Set(['select', 'show', 'explain', 'table', 'values', 'with'])
const destroyers = /\b(?:drop|truncate|delete)\b/i
const writers =
  /\b(?:insert|update|merge|alter|create|grant|revoke|copy|call|do|lock|vacuum|analyze|reindex|refresh|into|for\s+(?:update|share|no\s+key))\b/i

/** Functions that are known to only compute or look up. Any other may do anything. */
const knownFunctions = new Set(
  `abs age array_agg avg bool_and bool_or btrim cardinality ceil coalesce concat count current_database
  current_schema current_setting date_part date_trunc exists extract floor format_type greatest in inet_server_addr
  json_agg json_build_object jsonb_agg left least length lower ltrim max md5 min mode now nullif octet_length
  percentile_cont percentile_disc pg_column_size pg_database_size pg_get_constraintdef pg_get_indexdef pg_indexes_size
  pg_is_in_recovery pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp
  pg_current_wal_lsn pg_wal_lsn_diff pg_postmaster_start_time pg_relation_size pg_size_pretty pg_stat_get_activity
  pg_table_size pg_total_relation_size position regexp_replace replace right round row_number rtrim string_agg
  substring sum to_char to_regclass to_timestamp trim upper unnest version using over filter and or not any all as
  from where on values`.split(/\s+/),
)

const metaReaders = /^\\(?:l|d\w*|conninfo|encoding|z|sf|sv|x|timing|pset|echo)\+?(?:\s|$)/

/** What a piece of SQL does: it reads only where every statement is one that is known to read. */
export function sqlDanger(sql: string): Danger {
  const isMeta = sql.trimStart().startsWith('\\')
  // Quoted in ways that this does not read: what looks like a text may be a statement.
  if (!isMeta && /\\|\$\w*\$|\/\*!/.test(sql)) return destroyers.test(sql) ? 'destroy' : 'change'
  const bare = withoutLiterals(sql)
  if (destroyers.test(bare)) return 'destroy'
  const statements = bare.split(';').map((statement) => statement.trim())
  return statements.every((statement) => statement === '' || reads(statement)) ? 'read' : 'change'
}

function reads(statement: string): boolean {
  if (statement.startsWith('\\')) return metaReaders.test(statement) && !statement.includes('\n')
  const first = /^\(*\s*([a-z]+)/i.exec(statement)?.[1]?.toLowerCase() ?? ''
  if (!readers.has(first) || writers.test(statement)) return false
  return [...statement.matchAll(/([\w".]+)\s*\(/g)].every((call) =>
    knownFunctions.has((call[1] ?? '').toLowerCase().replace(/^pg_catalog\./, '')),
  )
}

/** One pass over all of them: a quote inside a comment begins nothing, nor the other way round. */
function withoutLiterals(sql: string): string {
  return sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, (text) =>
    text.startsWith("'") ? "''" : text.startsWith('"') ? '"quoted"' : ' ',
  )
}
