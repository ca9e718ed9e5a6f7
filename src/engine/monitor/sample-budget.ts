import type { DatabaseSync } from 'node:sqlite'

const roundsAtOnce = 6
const freedPagesAtOnce = 2000

/**
 * `step` is what one round removes, in units of the column, so that no round holds the engine up.
 * Minutes go by whole quarters: what is left of a quarter is then all of it, or only its sum.
 */
const tables = [
  { name: 'failures', column: 'minute', minutes: 1, step: 5 },
  { name: 'measure_raw', column: 'minute', minutes: 1, step: 5 },
  { name: 'raw', column: 'minute', minutes: 1, step: 5 },
  { name: 'measure_minutes', column: 'minute', minutes: 1, step: 15 },
  { name: 'minutes', column: 'minute', minutes: 1, step: 15 },
  { name: 'measure_quarters', column: 'quarter', minutes: 15, step: 1 },
  { name: 'quarters', column: 'quarter', minutes: 15, step: 1 },
] as const
type SampleTable = (typeof tables)[number]

/** How young what is never removed is, whatever the budget. */
export interface SampleKeep {
  /** Raw samples, their failures and their sums by the minute. */
  rawMs: number
  /** Sums by the quarter of an hour. */
  quartersMs: number
}

/** Bytes in use; pages that wait to be used again do not count. */
export function usedBytes(sql: DatabaseSync): number {
  const one = (name: string) => Number(Object.values(sql.prepare(`PRAGMA ${name}`).get() ?? {})[0])
  return (one('page_count') - one('freelist_count')) * one('page_size')
}

/**
 * Brings the file back under its budget: the oldest raw samples, numbers and
 * failures go first, then minutes, then quarters, and never what is younger than `keep` says.
 */
export function pruneSamples(
  sql: DatabaseSync,
  { nowMs, keep, budgetBytes }: { nowMs: number; keep: SampleKeep; budgetBytes: number },
): void {
  const minutesBefore = (ageMs: number) => Math.floor((nowMs - ageMs) / 60_000)
  const keepFrom = (table: SampleTable) =>
    minutesBefore(table.column === 'quarter' ? keep.quartersMs : keep.rawMs)
  for (let round = 0; round < roundsAtOnce && usedBytes(sql) > budgetBytes; round++)
    if (!tables.some((table) => pruneOldest(sql, table, keepFrom(table)))) break
}

/** Gives pages that were freed back to the disk. */
export function releaseFreed(sql: DatabaseSync): void {
  sql.exec(`PRAGMA incremental_vacuum(${freedPagesAtOnce})`)
}

function pruneOldest(
  sql: DatabaseSync,
  { name, column, minutes, step }: SampleTable,
  keepFromMinute: number,
): boolean {
  const oldest = sql.prepare(`SELECT min(${column}) AS oldest FROM ${name}`).get()?.['oldest']
  if (typeof oldest !== 'number') return false
  const boundaryFrom = (unit: number) => Math.floor(unit / step) * step
  const before = Math.min(boundaryFrom(oldest) + step, boundaryFrom(keepFromMinute / minutes))
  if (before <= oldest) return false
  sql.prepare(`DELETE FROM ${name} WHERE ${column} < ?`).run(before)
  return true
}
