import type { DatabaseSync } from 'node:sqlite'

import type { GapCause, MonitorGap } from '../../shared/model/monitor.ts'

/** When nobody was looking, and why. */
export interface GapLog {
  /** Within a transaction. */
  record(fromMs: number, toMs: number, cause: GapCause): void
  read(fromMs: number, toMs: number): MonitorGap[]
  /** Within a transaction. */
  dropAfter(nowMs: number): void
}

export function createGapLog(sql: DatabaseSync): GapLog {
  const insert = sql.prepare('INSERT INTO gaps VALUES (?, ?, ?)')
  const select = sql.prepare('SELECT * FROM gaps WHERE to_ms > ? AND from_ms < ? ORDER BY from_ms')
  return {
    record: (fromMs, toMs, cause) => insert.run(Math.round(fromMs), Math.round(toMs), cause),
    read: (fromMs, toMs) =>
      select.all(Math.round(fromMs), Math.round(toMs)).map((row) => ({
        from: new Date(Number(row['from_ms'])).toISOString(),
        to: new Date(Number(row['to_ms'])).toISOString(),
        cause: gapCause(row['cause']),
      })),
    dropAfter: (nowMs) => sql.prepare('DELETE FROM gaps WHERE to_ms > ?').run(Math.round(nowMs)),
  }
}

const gapCauses: readonly GapCause[] = ['suspended', 'clock', 'stalled', 'network']
const gapCause = (text: unknown): GapCause => gapCauses.find((cause) => cause === text) ?? 'stalled'
