import type { Client } from 'pg'

import type { Facts, Json } from '../../shared/model/check.ts'

const maxBlocked = 50

/**
 * Who waits, who is in the way, and how big things are. Without the role pg_read_all_stats a server
 * shows the ages of one's own sessions only; locks it shows to everybody.
 */
const question = `
WITH others AS (
  SELECT * FROM pg_stat_activity
   WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
), waiting AS (
  SELECT DISTINCT ON (pid) pid,
         (to_jsonb(pg_locks)->>'waitstart')::timestamptz AS since,
         mode, CASE WHEN relation IS NULL OR database <> (SELECT oid FROM pg_database WHERE datname = current_database())
                    THEN locktype ELSE relation::regclass::text END AS wants
    FROM pg_locks WHERE NOT granted ORDER BY pid
), blocked AS (
  SELECT w.pid, w.wants, w.mode, a.usename::text AS "user", a.application_name AS application,
         pg_blocking_pids(w.pid) AS blocked_by,
         round(extract(epoch FROM clock_timestamp() - coalesce(w.since, a.query_start))::numeric, 3)::float8 AS waiting_s
    FROM waiting w LEFT JOIN pg_stat_activity a ON a.pid = w.pid
), blockers AS (
  SELECT a.pid, a.usename::text AS "user", a.application_name AS application, a.state,
         round(extract(epoch FROM clock_timestamp() - a.xact_start)::numeric, 3)::float8 AS transaction_s,
         (SELECT count(*) FROM blocked b WHERE a.pid = ANY (b.blocked_by))::int AS blocks
    FROM pg_stat_activity a
   WHERE a.pid IN (SELECT unnest(blocked_by) FROM blocked)
)
SELECT (SELECT rolsuper OR pg_has_role(oid, 'pg_read_all_stats', 'USAGE') FROM pg_roles WHERE rolname = current_user) AS sees_all_sessions,
       (SELECT count(*)::int FROM others WHERE state = 'active') AS active_connections,
       (SELECT count(*)::int FROM others WHERE state LIKE 'idle in transaction%') AS idle_in_transaction,
       (SELECT round(extract(epoch FROM max(clock_timestamp() - xact_start))::numeric, 3)::float8 FROM others) AS longest_transaction_s,
       (SELECT round(extract(epoch FROM max(clock_timestamp() - query_start))::numeric, 3)::float8 FROM others WHERE state = 'active') AS longest_query_s,
       (SELECT count(*)::int FROM pg_locks WHERE pid <> pg_backend_pid()) AS locks,
       (SELECT count(*)::int FROM blocked) AS blocked_sessions,
       (SELECT max(waiting_s) FROM blocked) AS longest_wait_s,
       (SELECT coalesce(json_agg(b ORDER BY waiting_s DESC NULLS LAST), '[]') FROM (SELECT * FROM blocked LIMIT ${maxBlocked}) b) AS blocked,
       (SELECT coalesce(json_agg(b ORDER BY blocks DESC), '[]') FROM (SELECT * FROM blockers LIMIT ${maxBlocked}) b) AS blockers,
       (SELECT coalesce(json_object_agg(extname, extversion), '{}') FROM pg_extension) AS extension_versions,
       (SELECT coalesce(json_object_agg(name, estimate), '{}') FROM (
          SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname::text
                      ELSE n.nspname || '.' || c.relname END AS name,
                 CASE WHEN c.reltuples >= 0 AND (c.reltuples > 0 OR s.last_analyze IS NOT NULL OR s.last_autoanalyze IS NOT NULL)
                      THEN c.reltuples::float8 ELSE coalesce(s.n_live_tup, 0)::float8 END AS estimate
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
           WHERE c.relkind = 'r'
             AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
           ORDER BY 1 LIMIT 5000) t) AS table_rows`

/** A server that speaks the protocol and lacks these views answers an error: no facts then. */
export async function activityFacts(
  client: Client,
  refused: (error: unknown) => boolean,
): Promise<Facts> {
  await client.query('SAVEPOINT activity')
  try {
    const { rows } = await client.query<Record<string, Json>>(question)
    const known = Object.entries(rows[0] ?? {}).filter(([, value]) => value !== null)
    return Object.fromEntries(known)
  } catch (error) {
    if (!refused(error)) throw error
    await client.query('ROLLBACK TO SAVEPOINT activity')
    return {}
  }
}
