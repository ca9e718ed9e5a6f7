import type { DatabaseSync } from 'node:sqlite'

/** What one round removes, so that no round holds the engine up. */
const strideMinutes = 5
const roundsAtOnce = 6
const freedPagesAtOnce = 2000

const tables = [
  { name: 'failures', column: 'minute', minutes: 1 },
  { name: 'raw', column: 'minute', minutes: 1 },
  { name: 'minutes', column: 'minute', minutes: 1 },
  { name: 'quarters', column: 'quarter', minutes: 15 },
] as const

/** Bytes in use; pages that wait to be used again do not count. */
export function usedBytes(sql: DatabaseSync): number {
  const one = (name: string) => Number(Object.values(sql.prepare(`PRAGMA ${name}`).get() ?? {})[0])
  return (one('page_count') - one('freelist_count')) * one('page_size')
}

/**
 * Brings the file back under its budget: the oldest raw samples and failures go first, then
 * minutes, then quarters, and never what is younger than `keepMs`.
 */
export function pruneSamples(
  sql: DatabaseSync,
  { nowMs, keepMs, budgetBytes }: { nowMs: number; keepMs: number; budgetBytes: number },
): void {
  const keepFrom = Math.floor((nowMs - keepMs) / 60_000)
  for (let round = 0; round < roundsAtOnce && usedBytes(sql) > budgetBytes; round++)
    if (!tables.some((table) => pruneOldest(sql, table, keepFrom))) break
}

/** Gives pages that were freed back to the disk. */
export function releaseFreed(sql: DatabaseSync): void {
  sql.exec(`PRAGMA incremental_vacuum(${freedPagesAtOnce})`)
}

function pruneOldest(
  sql: DatabaseSync,
  { name, column, minutes }: (typeof tables)[number],
  keepFromMinute: number,
): boolean {
  const oldest = sql.prepare(`SELECT min(${column}) AS oldest FROM ${name}`).get()?.['oldest']
  if (typeof oldest !== 'number') return false
  const stride = Math.max(1, Math.floor(strideMinutes / minutes))
  const before = Math.min(oldest + stride, Math.floor(keepFromMinute / minutes))
  if (before <= oldest) return false
  sql.prepare(`DELETE FROM ${name} WHERE ${column} < ?`).run(before)
  return true
}
