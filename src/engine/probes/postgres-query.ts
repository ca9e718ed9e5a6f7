import { z } from 'zod'

const firstWord = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|\()*([A-Za-z]+)/
const readingWords = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE', 'SHOW', 'EXPLAIN'])
/** Functions that act on a server even in a read-only transaction. */
const actingFunction =
  /\b(pg_(terminate|cancel)_backend|pg_reload_conf|pg_rotate_logfile|pg_promote|pg_switch_wal|pg_(create|drop|copy|sync)_\w*|pg_replication_\w+|pg_(try_)?advisory_\w+|pg_notify|pg_stat_(reset|statements_reset)\w*|pg_log_backend\w*|pg_wal_replay_(pause|resume)|pg_export_snapshot|dblink\w*|lo_\w+|set_config|setval|nextval)\s*\(/i

/** One statement that reads; which word it begins with decides, comments aside. */
export const readingQuery = z
  .string()
  .min(1)
  .refine((query) => {
    if (/^\s*\$\{/.test(query)) return true
    const word = firstWord.exec(query)?.[1]?.toUpperCase()
    return word !== undefined && readingWords.has(word)
  }, 'one statement that reads: it begins with SELECT, WITH, VALUES, TABLE, SHOW or EXPLAIN')

export function actsOnServer(query: string): boolean {
  return actingFunction.test(query)
}
