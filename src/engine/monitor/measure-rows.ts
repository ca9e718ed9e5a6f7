import type { DatabaseSync, StatementSync } from 'node:sqlite'

import {
  decodePoints,
  decodeSums,
  encodePoints,
  encodeSums,
  type PointsByKey,
  type SumsByKey,
} from './measure-codec.ts'
import { minuteMs, minutesInQuarter, quarterMs } from './window-parts.ts'

/** Measures on the disk. Whoever writes does so within a transaction. */
export interface MeasureRows {
  points(series: number, minute: number): PointsByKey | undefined
  minuteSums(series: number, minute: number): SumsByKey | undefined
  quarterSums(series: number, quarter: number): SumsByKey | undefined
  putPoints(series: number, minute: number, points: PointsByKey): void
  putMinute(series: number, minute: number, sums: SumsByKey): void
  putQuarter(series: number, quarter: number, sums: SumsByKey): void
  /** The first minute that is still kept in each form, and the last quarter that is summed up. */
  ends(): { raw: number; minute: number; quarter: number; lastQuarter: number }
  /** Of the last hour, oldest first: what a kill left between points and their sums. */
  unsummedMinutes(): { series: number; minute: number; points: PointsByKey }[]
  unsummedQuarters(): { series: number; quarter: number }[]
  /** Drops this minute and all after it, and says of whom the quarter must be summed up again. */
  dropFrom(minute: number): number[]
}

export function createMeasureRows(sql: DatabaseSync): MeasureRows {
  const bytesOf = (table: string, unit: string, column: string) =>
    sql.prepare(`SELECT ${column} AS bytes FROM ${table} WHERE ${unit} = ? AND series = ?`)
  const select = {
    raw: bytesOf('measure_raw', 'minute', 'points'),
    minute: bytesOf('measure_minutes', 'minute', 'sums'),
    quarter: bytesOf('measure_quarters', 'quarter', 'sums'),
    ends: sql.prepare(`SELECT
      (SELECT min(minute) FROM measure_raw) AS raw,
      (SELECT min(minute) FROM measure_minutes) AS minute,
      (SELECT min(quarter) * ${minutesInQuarter} FROM measure_quarters) AS quarter,
      (SELECT max(quarter) FROM measure_quarters) AS last`),
  }
  const put = {
    raw: sql.prepare('INSERT OR REPLACE INTO measure_raw VALUES (?, ?, ?)'),
    minute: sql.prepare('INSERT OR REPLACE INTO measure_minutes VALUES (?, ?, ?)'),
    quarter: sql.prepare('INSERT OR REPLACE INTO measure_quarters VALUES (?, ?, ?)'),
  }
  const row = (statement: StatementSync, unit: number, series: number) => {
    const bytes = statement.get(unit, series)?.['bytes']
    return bytes instanceof Uint8Array ? bytes : undefined
  }

  return {
    points(series, minute) {
      const bytes = row(select.raw, minute, series)
      return bytes && decodePoints(minute * minuteMs, bytes)
    },
    minuteSums(series, minute) {
      const bytes = row(select.minute, minute, series)
      return bytes && decodeSums(minute * minuteMs, bytes)
    },
    quarterSums(series, quarter) {
      const bytes = row(select.quarter, quarter, series)
      return bytes && decodeSums(quarter * quarterMs, bytes)
    },
    putPoints(series, minute, points) {
      put.raw.run(minute, series, encodePoints(minute * minuteMs, points))
    },
    putMinute(series, minute, sums) {
      put.minute.run(minute, series, encodeSums(minute * minuteMs, sums))
    },
    putQuarter(series, quarter, sums) {
      put.quarter.run(quarter, series, encodeSums(quarter * quarterMs, sums))
    },
    ends() {
      const found = select.ends.get()
      return {
        raw: Number(found?.['raw'] ?? Infinity),
        minute: Number(found?.['minute'] ?? Infinity),
        quarter: Number(found?.['quarter'] ?? Infinity),
        lastQuarter: Number(found?.['last'] ?? 0),
      }
    },
    unsummedMinutes: () =>
      sql
        .prepare(`SELECT raw.minute, raw.series, raw.points FROM measure_raw AS raw
          LEFT JOIN measure_minutes AS sums ON sums.minute = raw.minute AND sums.series = raw.series
          WHERE raw.minute >= (SELECT coalesce(max(minute), 0) FROM measure_minutes) - 60
          AND sums.series IS NULL ORDER BY raw.minute`)
        .all()
        .flatMap(({ minute, series, points: bytes }) =>
          bytes instanceof Uint8Array
            ? [
                {
                  minute: Number(minute),
                  series: Number(series),
                  points: decodePoints(Number(minute) * minuteMs, bytes),
                },
              ]
            : [],
        ),
    unsummedQuarters: () =>
      sql
        .prepare(`SELECT DISTINCT minute / ${minutesInQuarter} AS quarter, series
          FROM measure_minutes WHERE minute >=
            (SELECT coalesce(max(quarter), 0) - 1 FROM measure_quarters) * ${minutesInQuarter}
          EXCEPT SELECT quarter, series FROM measure_quarters`)
        .all()
        .map(({ quarter, series }) => ({ quarter: Number(quarter), series: Number(series) })),
    dropFrom(minute) {
      const quarter = Math.floor(minute / minutesInQuarter)
      sql.prepare('DELETE FROM measure_raw WHERE minute >= ?').run(minute)
      sql.prepare('DELETE FROM measure_minutes WHERE minute >= ?').run(minute)
      sql.prepare('DELETE FROM measure_quarters WHERE quarter >= ?').run(quarter)
      return sql
        .prepare('SELECT DISTINCT series FROM measure_minutes WHERE minute >= ?')
        .all(quarter * minutesInQuarter)
        .map(({ series }) => Number(series))
    },
  }
}
