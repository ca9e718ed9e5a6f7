import type { DatabaseSync } from 'node:sqlite'

import type { KeptFailure } from '../../shared/model/monitor.ts'
import type { Evidence } from '../../shared/model/run.ts'
import { canonicalJson, sha256 } from '../store/canonical.ts'
import { evidenceSchema } from '../store/event-schema.ts'
import { minuteMs } from './window-parts.ts'

/** Failures kept in memory while the disk takes nothing; beyond it they are not kept. */
const mostUnwritten = 10_000

/** Looks that did not pass, in full: the first of each minute and series. */
export interface FailureLog {
  record(series: number, atMs: number, evidence: Evidence): void
  /** The latest of a time, oldest first. */
  read(series: number, fromMs: number, toMs: number, most: number): KeptFailure[]
  readonly hasUnwritten: boolean
  /** Within a transaction; `written` follows when it holds. */
  write(): void
  written(): void
  dropFrom(minute: number): void
}

interface Held {
  minute: number
  series: number
  atMs: number
  text: string
}

export function createFailureLog(sql: DatabaseSync): FailureLog {
  const insert = sql.prepare('INSERT OR IGNORE INTO failures VALUES (?, ?, ?, ?)')
  const select = sql.prepare(`SELECT at_ms, evidence FROM failures
    WHERE minute >= ? AND minute <= ? AND series = ? ORDER BY minute DESC LIMIT ?`)
  /** The last minute of each series of which one is kept. */
  const keptIn = new Map<number, number>()
  let unwritten: Held[] = []
  const minuteOf = (atMs: number) => Math.floor(atMs / minuteMs)

  return {
    record(series, atMs, { hash: _hash, ...evidence }) {
      const minute = minuteOf(atMs)
      if (keptIn.get(series) === minute || unwritten.length >= mostUnwritten) return
      keptIn.set(series, minute)
      unwritten.push({ minute, series, atMs, text: canonicalJson(evidence) })
    },
    read(series, fromMs, toMs, most) {
      const rows = select.all(minuteOf(fromMs), minuteOf(toMs), series, most)
      const inFile = rows.map((row) => ({
        atMs: Number(row['at_ms']),
        text: String(row['evidence']),
      }))
      return [...inFile.toReversed(), ...unwritten.filter((one) => one.series === series)]
        .filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
        .slice(-most)
        .flatMap(({ atMs, text }) => {
          const evidence = evidenceOf(text)
          return evidence ? [{ at: new Date(atMs).toISOString(), evidence }] : []
        })
    },
    get hasUnwritten() {
      return unwritten.length > 0
    },
    write() {
      for (const { minute, series, atMs, text } of unwritten) insert.run(minute, series, atMs, text)
    },
    written() {
      unwritten = []
    },
    dropFrom(minute) {
      unwritten = unwritten.filter((held) => held.minute < minute)
      keptIn.clear()
      sql.prepare('DELETE FROM failures WHERE minute >= ?').run(minute)
    },
  }
}

/** Undefined where a hand on the file left it unreadable. */
function evidenceOf(text: string): Evidence | undefined {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof body !== 'object' || body === null) return undefined
  const parsed = evidenceSchema.safeParse({ ...body, hash: sha256(text) })
  return parsed.success ? parsed.data : undefined
}
