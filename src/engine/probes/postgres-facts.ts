import type { Client } from 'pg'

import type { Facts, Json } from '../../shared/model/check.ts'

/** Every role may read these. A fact that the server does not know is null, and left out. */
const question = `
SELECT current_database()::text AS database,
       current_user::text AS "user",
       current_setting('server_version') AS version,
       current_setting('server_version_num')::int AS server_version_num,
       pg_is_in_recovery() AS in_recovery,
       current_setting('max_connections')::int AS max_connections,
       (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
       coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS ssl,
       pg_postmaster_start_time() AS started_at,
       extract(epoch FROM now() - pg_postmaster_start_time())::float8 AS uptime_s,
       pg_database_size(current_database())::float8 AS size_bytes,
       array(SELECT extname::text FROM pg_extension ORDER BY 1) AS extensions,
       array(SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname::text
                         ELSE n.nspname || '.' || c.relname END
               FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind IN ('r', 'p')
                AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
              ORDER BY 1 LIMIT 5000) AS tables,
       (SELECT setting = 'on' FROM pg_settings WHERE name = 'default_transaction_read_only')
         OR pg_is_in_recovery() AS read_only`

export async function serverFacts(client: Client): Promise<Facts> {
  const { rows } = await client.query<Record<string, Json | Date>>(question)
  const facts: Facts = {}
  for (const [name, value] of Object.entries(rows[0] ?? {})) {
    if (value === null) continue
    facts[name] = value instanceof Date ? value.toISOString() : value
  }
  const { connections, max_connections: limit } = facts
  if (typeof connections === 'number' && typeof limit === 'number' && limit > 0) {
    facts.connection_ratio = Math.round((connections / limit) * 10_000) / 10_000
  }
  return facts
}
