import { ownAddress } from '../runbook/libpq-address.ts'
import { scanScript } from './scratch-scan.ts'

/**
 * What a backup is put back with where nothing is at stake: a database of its own beside the real one.
 * Every session says its name as its application, so that whatever was left behind of it is found.
 */

/** How a script of {@link restoreScript} ended, where it did not end well. */
export const restoreExits = {
  60: 'sum-bad',
  61: 'no-sum',
  62: 'commands',
  63: 'create',
  64: 'put',
  65: 'count',
  66: 'gone',
  67: 'no-program',
  69: 'cut-off',
  70: 'elsewhere',
  71: 'full-only',
  72: 'empty-only',
} as const
export type RestoreExit = (typeof restoreExits)[keyof typeof restoreExits]

const counting = `SELECT format('SELECT count(*) FROM %I.%I', n.nspname, c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' \\gexec`

/**
 * psql takes the end of a file for the end of the rows: of a dump that was cut short among them it
 * says nothing, so the dump's own last words are looked for.
 */
const whole = `if head -c 4096 "$FILE" | grep -a -q '^-- PostgreSQL database dump' &&
  ! tail -c 4096 "$FILE" | grep -a -q '^-- PostgreSQL database dump complete'; then exit 69; fi`

/**
 * `isOver`: a plan puts it over a database that is full, so it is put over itself, too. A pooler may
 * lead any name to the one database it knows, so the server is asked where it led.
 */
export function restoreScript(format: 'sql' | 'custom', isOver: boolean): string {
  const isSql = format === 'sql'
  const programs = isSql ? 'sha256sum awk psql' : 'sha256sum awk psql pg_restore'
  const look = isSql
    ? `scan=$(${scanScript}) || { printf '%s\\n' "$scan" >&2; exit 62; }
${whole}
`
    : ''
  // Dropping a subscription would drop what it reads from, on another server.
  const put = isSql
    ? `psql -q -X -v ON_ERROR_STOP=1 --single-transaction -d "$SCRATCH" -c 'SET standard_conforming_strings = on' -f "$FILE"`
    : 'pg_restore --exit-on-error --single-transaction --no-subscriptions --clean --if-exists -d "$SCRATCH" "$FILE"'
  const failed = isSql ? '{ [ "$scan" = drops ] && exit 71; exit 64; }' : 'exit 64'
  const again = `echo "stage again"
${put} >/dev/null || exit 72
`
  return `set -u
${ownAddress}
export PGAPPNAME="$SCRATCH"
for program in ${programs}; do
  command -v "$program" >/dev/null || { echo "$program" >&2; exit 67; }
done
if [ ! -f "$FILE" ]; then exit 66; fi
echo "stage sum"
if [ -z "$SHA256" ] && [ -f "$FILE.sha256" ]; then SHA256=$(cut -d ' ' -f 1 "$FILE.sha256"); fi
if [ -z "$SHA256" ]; then exit 61; fi
printf '%s  %s\\n' "$SHA256" "$FILE" | sha256sum -c - >&2 || exit 60
echo "sha256 $SHA256"
${look}echo "stage create"
psql -q -X -v ON_ERROR_STOP=1 -c "CREATE DATABASE \\"$SCRATCH\\" TEMPLATE template0" -c "REVOKE CONNECT ON DATABASE \\"$SCRATCH\\" FROM PUBLIC" || exit 63
led=$(psql -X -A -t -d "$SCRATCH" -c 'SELECT current_database()') || exit 63
if [ "$led" != "$SCRATCH" ]; then echo "$led" >&2; exit 70; fi
echo "stage put"
${put} >/dev/null || ${failed}
echo "stage count"
counts=$(psql -X -A -t -v ON_ERROR_STOP=1 -d "$SCRATCH" <<'SQL'
${counting}
SQL
) || exit 65
printf '%s\\n' "$counts" | awk 'NF { tables++; rows += $1 } END { printf "counted %d %.0f\\n", tables, rows }'
${isOver ? again : ''}`.trimEnd()
}

/**
 * Ends what still works in it, drops it, and looks whether it is gone. Whoever creates it is waited for
 * first: what is created a moment after it was dropped would be left behind unseen.
 */
export const dropScript = `set -u
${ownAddress}
ask() { psql -X -A -t -v ON_ERROR_STOP=1 -c "$1"; }
own="FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND (application_name = '$SCRATCH' OR datname = '$SCRATCH')"
tries=0
while [ "$(ask "SELECT count(pg_terminate_backend(pid)) $own")" != 0 ] && [ "$tries" -lt 20 ]; do
  tries=$((tries + 1))
  sleep 1
done
ask "DROP DATABASE IF EXISTS \\"$SCRATCH\\"" >&2
left=$(ask "SELECT count(*) FROM pg_database WHERE datname = '$SCRATCH'") || exit 68
echo "left $left"`
