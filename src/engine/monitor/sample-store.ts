import type {
  GapCause,
  MonitorGap,
  SampleResolution,
  WindowSummary,
} from '../../shared/model/monitor.ts'
import { causeOf, isDiskRefusal } from '../store/sqlite-error.ts'
import { createFailureLog, type FailureLog } from './failure-log.ts'
import { createGapLog } from './gap-log.ts'
import { createMeasureLog, type MeasureLog } from './measure-log.ts'
import { pruneSamples, releaseFreed, usedBytes, type SampleKeep } from './sample-budget.ts'
import {
  decodeSamples,
  decodeTally,
  encodeSamples,
  encodeTally,
  storedLatencyMs,
} from './sample-codec.ts'
import type { SampleDatabase } from './sample-database.ts'
import { readWindow, type SampleReader } from './sample-window.ts'
import { createTally, joinTally, summaryOf, tallyOf, type Sample, type Tally } from './tally.ts'
import { minuteMs, minutesInQuarter, quarterMs } from './window-parts.ts'

/** Minutes summed up in one flush: closing a thousand series at once would hold the engine up. */
const closedAtOnce = 100
/** Minutes kept in memory while the disk takes nothing. Beyond it the oldest are lost, and counted. */
const mostUnsaved = 50_000
const mostSeries = 2 ** 26

/**
 * What monitors saw, of every series, at the finest resolution that is still kept. Disposing of it
 * writes what is in memory and closes the file.
 */
export interface SampleStore extends Disposable {
  /** The number under which a check of a run is kept. */
  find(runId: string, checkId: string): number | undefined
  /** The same, made where there is none; undefined where it may not or cannot be. */
  series(runId: string, checkId: string): number | undefined
  /** In memory at once, on the disk with the next flush. Samples of a series come in order. */
  record(series: number, sample: Sample): void
  /** Samples with from ≤ at < to that are kept raw. */
  samples(series: number, fromMs: number, toMs: number): Sample[]
  window(series: number, fromMs: number, toMs: number): WindowSummary
  /** The window in columns of the given width, in order, those without a sample left out. */
  columns(
    series: number,
    fromMs: number,
    toMs: number,
    stepMs: number,
  ): { resolution: SampleResolution; tallies: Map<number, Tally> }
  readonly failures: Pick<FailureLog, 'record' | 'read'>
  readonly measures: Omit<MeasureLog, 'prepare' | 'dropFrom'>
  recordGap(fromMs: number, toMs: number, cause: GapCause): void
  gaps(fromMs: number, toMs: number): MonitorGap[]
  /** The clock was set back: what is dated later than the present never was. */
  dropAfter(nowMs: number): void
  /** Writes what is in memory; sums up minutes that are over. */
  flush(nowMs: number): void
  /** Removes the oldest beyond the budget. */
  prune(nowMs: number): void
  /** Minutes of samples that never reached the disk. */
  readonly lost: number
  readonly bytes: number
}

export interface SampleStoreOptions {
  database: SampleDatabase
  nowMs: number
  budgetBytes: () => number
  /** What this young is kept whatever the budget: gates and budgets read it. */
  keep: () => SampleKeep
  log: (text: string) => void
}

/** The samples of one series in one minute, not yet summed up. */
interface OpenMinute {
  minute: number
  series: number
  samples: Sample[]
  dirty: boolean
}

export function createSampleStore(options: SampleStoreOptions): SampleStore {
  const { database, log } = options
  const { sql, readOnly } = database
  const statements = {
    findSeries: sql.prepare('SELECT id FROM series WHERE run_id = ? AND check_id = ?'),
    addSeries: sql.prepare('INSERT INTO series (run_id, check_id) VALUES (?, ?)'),
    raw: sql.prepare('SELECT samples FROM raw WHERE minute = ? AND series = ?'),
    minute: sql.prepare('SELECT tally FROM minutes WHERE minute = ? AND series = ?'),
    quarter: sql.prepare('SELECT tally FROM quarters WHERE quarter = ? AND series = ?'),
    putRaw: sql.prepare('INSERT OR REPLACE INTO raw VALUES (?, ?, ?)'),
    putMinute: sql.prepare('INSERT OR REPLACE INTO minutes VALUES (?, ?, ?)'),
    putQuarter: sql.prepare('INSERT OR REPLACE INTO quarters VALUES (?, ?, ?)'),
    oldest: sql.prepare(`SELECT
      (SELECT min(minute) FROM raw) AS raw, (SELECT min(minute) FROM minutes) AS minute,
      (SELECT min(quarter) * ${minutesInQuarter} FROM quarters) AS quarter,
      (SELECT max(quarter) FROM quarters) AS last`),
  }
  /** The present minute of each series, and those that are over and not yet summed up. */
  const open = new Map<number, OpenMinute>()
  let closing = new Map<number, OpenMinute>()
  /** Quarters to sum up once their minutes are. */
  let quartersDue: { quarter: number; series: number }[] = []
  const failures = createFailureLog(sql)
  const gaps = createGapLog(sql)
  const measures = createMeasureLog(sql, readOnly)
  let lost = 0
  /** The first minute recorded since the file was opened; it may not be on the disk yet. */
  let firstRecorded = Number.POSITIVE_INFINITY
  let summedBefore = 0

  const minuteOf = (atMs: number) => Math.floor(atMs / minuteMs)
  const placeOf = ({ minute, series }: { minute: number; series: number }) =>
    minute * mostSeries + series

  const inMemory = (series: number, minute: number): OpenMinute | undefined => {
    const current = open.get(series)
    if (current?.minute === minute) return current
    return closing.get(placeOf({ minute, series }))
  }
  const reader: SampleReader = {
    get from() {
      const row = statements.oldest.get()
      return {
        raw: Math.min(firstRecorded, Number(row?.['raw'] ?? Infinity)),
        minute: Number(row?.['minute'] ?? Infinity),
        quarter: Number(row?.['quarter'] ?? Infinity),
      }
    },
    get summedBefore() {
      // What another process has summed up can only be read off.
      return readOnly ? Number(statements.oldest.get()?.['last'] ?? 0) - 1 : summedBefore
    },
    raw(series, minute) {
      const held = inMemory(series, minute)
      if (held) return held.samples
      const row = statements.raw.get(minute, series)?.['samples']
      return row instanceof Uint8Array ? decodeSamples(minute * minuteMs, row) : undefined
    },
    minute(series, minute) {
      const held = inMemory(series, minute)
      if (held) return tallyOf(held.samples)
      const row = statements.minute.get(minute, series)?.['tally']
      return row instanceof Uint8Array ? decodeTally(minute * minuteMs, row) : undefined
    },
    quarter(series, quarter) {
      const row = statements.quarter.get(quarter, series)?.['tally']
      return row instanceof Uint8Array ? decodeTally(quarter * quarterMs, row) : undefined
    },
    sumOf: tallyOf,
  }

  const transact = (work: () => void): boolean => {
    try {
      sql.exec('BEGIN IMMEDIATE')
      work()
      sql.exec('COMMIT')
      return true
    } catch (error) {
      if (sql.isTransaction) sql.exec('ROLLBACK')
      if (!isDiskRefusal(error)) throw error
      log(`samples: ${causeOf(error)}`)
      return false
    }
  }

  const putMinute = ({ minute, series, samples }: OpenMinute) =>
    statements.putMinute.run(minute, series, encodeTally(minute * minuteMs, tallyOf(samples)))

  const putQuarter = (quarter: number, series: number) => {
    const tally = createTally()
    for (let n = 0; n < minutesInQuarter; n++) {
      const part = reader.minute(series, quarter * minutesInQuarter + n)
      if (part) joinTally(tally, part)
    }
    statements.putQuarter.run(quarter, series, encodeTally(quarter * quarterMs, tally))
  }

  const close = (held: OpenMinute) => {
    closing.set(placeOf(held), held)
    const [oldest] = closing.keys()
    if (oldest === undefined || closing.size <= mostUnsaved) return
    closing.delete(oldest)
    lost++
  }

  const flush = (nowMs: number) => {
    if (readOnly) return
    const present = minuteOf(nowMs)
    for (const [series, held] of open) {
      if (held.minute >= present) continue
      open.delete(series)
      close(held)
    }
    const batch = [...closing.values()].slice(0, closedAtOnce)
    const still = new Map([...closing].slice(closedAtOnce))
    // A quarter is summed up when no minute of it waits any more.
    let waiting = present
    for (const { minute } of still.values()) waiting = Math.min(waiting, minute)
    const touched = batch.map(({ minute, series }) => ({
      quarter: Math.floor(minute / minutesInQuarter),
      series,
    }))
    const due = touched.length === 0 ? quartersDue : distinct([...quartersDue, ...touched])
    const ripe = due
      .filter(({ quarter }) => (quarter + 1) * minutesInQuarter <= waiting)
      .slice(0, closedAtOnce)
    const dirty = [...open.values(), ...closing.values()].filter((held) => held.dirty)
    const measured = measures.prepare(present)
    const isIdle =
      batch.length + ripe.length + dirty.length === 0 && !failures.hasUnwritten && !measured
    const written =
      isIdle ||
      transact(() => {
        for (const { minute, series, samples } of dirty)
          statements.putRaw.run(minute, series, encodeSamples(minute * minuteMs, samples))
        for (const held of batch) putMinute(held)
        failures.write()
        measured?.write()
        for (const { quarter, series } of ripe) putQuarter(quarter, series)
      })
    if (!written) return
    for (const held of dirty) held.dirty = false
    failures.written()
    measured?.written()
    closing = still
    const done = new Set(ripe)
    quartersDue = due.filter((one) => !done.has(one))
    summedBefore = Math.floor(waiting / minutesInQuarter)
    for (const { quarter } of quartersDue) summedBefore = Math.min(summedBefore, quarter)
  }

  if (!readOnly) recover()

  /** What a kill left between samples and their sums. */
  function recover(): void {
    const present = minuteOf(options.nowMs)
    const unsummed = sql.prepare(`SELECT raw.minute, raw.series, raw.samples FROM raw
      LEFT JOIN minutes ON minutes.minute = raw.minute AND minutes.series = raw.series
      WHERE raw.minute >= (SELECT coalesce(max(minute), 0) FROM minutes) - 60
      AND minutes.series IS NULL ORDER BY raw.minute`)
    for (const row of unsummed.iterate()) {
      const minute = Number(row['minute'])
      const series = Number(row['series'])
      const bytes = row['samples']
      const samples = bytes instanceof Uint8Array ? decodeSamples(minute * minuteMs, bytes) : []
      const held = { minute, series, samples, dirty: false }
      if (minute >= present) open.set(series, held)
      else close(held)
    }
    const unsummedQuarters =
      sql.prepare(`SELECT DISTINCT minute / ${minutesInQuarter} AS quarter, series
      FROM minutes WHERE minute >= (SELECT coalesce(max(quarter), 0) - 1 FROM quarters) * ${minutesInQuarter}
      EXCEPT SELECT quarter, series FROM quarters`)
    quartersDue = unsummedQuarters
      .all()
      .map((row) => ({ quarter: Number(row['quarter']), series: Number(row['series']) }))
  }

  const find = (runId: string, checkId: string) => {
    const row = statements.findSeries.get(runId, checkId)
    return row && Number(row['id'])
  }
  const readAll = (series: number, fromMs: number, toMs: number) =>
    readWindow(reader, series, fromMs, toMs)

  return {
    find,
    series(runId, checkId) {
      const found = find(runId, checkId)
      if (found !== undefined || readOnly) return found
      transact(() => statements.addSeries.run(runId, checkId))
      return find(runId, checkId)
    },
    record(series, sample) {
      const minute = minuteOf(sample.atMs)
      let held = open.get(series)
      if (held && held.minute !== minute) {
        close(held)
        held = undefined
      }
      if (!held) {
        held = { minute, series, samples: [], dirty: true }
        open.set(series, held)
        firstRecorded = Math.min(firstRecorded, minute)
      }
      const { latencyMs } = sample
      held.samples.push({
        ...sample,
        latencyMs: latencyMs === null ? null : storedLatencyMs(latencyMs),
      })
      held.dirty = true
    },
    samples(series, fromMs, toMs) {
      const found: Sample[] = []
      const first = Math.max(minuteOf(fromMs), reader.from.raw)
      for (let minute = first; minute * minuteMs < toMs; minute++)
        for (const sample of reader.raw(series, minute) ?? [])
          if (sample.atMs >= fromMs && sample.atMs < toMs) found.push(sample)
      return found
    },
    window(series, fromMs, toMs) {
      const { tally, resolution } = readAll(series, fromMs, toMs).whole()
      return summaryOf(tally, fromMs, toMs, resolution)
    },
    columns: (series, fromMs, toMs, stepMs) => readAll(series, fromMs, toMs).columns(stepMs),
    failures,
    measures,
    recordGap(fromMs, toMs, cause) {
      if (!readOnly && toMs > fromMs) transact(() => gaps.record(fromMs, toMs, cause))
    },
    gaps: (fromMs, toMs) => gaps.read(fromMs, toMs),
    dropAfter(nowMs) {
      if (readOnly) return
      const minute = minuteOf(nowMs)
      const quarter = Math.floor(minute / minutesInQuarter)
      const keep = (held: OpenMinute) => held.minute < minute
      for (const [series, held] of open) if (!keep(held)) open.delete(series)
      closing = new Map([...closing].filter(([, held]) => keep(held)))
      quartersDue = quartersDue.filter((due) => due.quarter < quarter)
      transact(() => {
        sql.prepare('DELETE FROM raw WHERE minute >= ?').run(minute)
        sql.prepare('DELETE FROM minutes WHERE minute >= ?').run(minute)
        failures.dropFrom(minute)
        measures.dropFrom(minute)
        sql.prepare('DELETE FROM quarters WHERE quarter >= ?').run(quarter)
        gaps.dropAfter(nowMs)
      })
      // The minutes before the present one still make up their quarter.
      const left = sql.prepare('SELECT DISTINCT series FROM minutes WHERE minute >= ?')
      for (const row of left.all(quarter * minutesInQuarter))
        quartersDue.push({ quarter, series: Number(row['series']) })
    },
    flush,
    prune(nowMs) {
      if (readOnly) return
      const limits = { nowMs, keep: options.keep(), budgetBytes: options.budgetBytes() }
      if (transact(() => pruneSamples(sql, limits))) releaseFreed(sql)
    },
    get lost() {
      return lost
    },
    get bytes() {
      return usedBytes(sql)
    },
    [Symbol.dispose]() {
      // What is still open is kept as raw rows, and summed up by whoever opens the file next.
      flush(options.nowMs)
      database[Symbol.dispose]()
    },
  }
}

function distinct(quarters: readonly { quarter: number; series: number }[]) {
  return [...new Map(quarters.map((one) => [`${one.quarter} ${one.series}`, one])).values()]
}
