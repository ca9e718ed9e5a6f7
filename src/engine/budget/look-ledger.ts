import type { SampleStore } from '../monitor/sample-store.ts'
import { minuteMs, quarterMs } from '../monitor/sample-window.ts'
import { countOfTally, countSample, joinCount, noLooks, type LookCount } from './slow-looks.ts'

/** Longer stretches are counted by quarters of an hour. */
const longestByMinutesMs = 6 * 3_600_000
/** So young that every sample of it is still kept: who answered in time is counted, not estimated. */
const rawMs = 24 * 3_600_000
const mostMinutes = longestByMinutesMs / minuteMs + 16
const mostQuarters = (31 * 86_400_000) / quarterMs

export interface LookLedger {
  /** From ≤ at < to, where `to` is the present. More than six hours begin on a quarter of an hour. */
  count(fromMs: number, toMs: number): LookCount
  /** When the first look since then was, as far as is known. */
  firstLookMs(sinceMs: number, nowMs: number): number | undefined
}

/**
 * The looks of one series, counted for a budget. What is over never changes: it is read once, so that
 * a window of a month costs no more to look at again than one of an hour.
 */
export function createLookLedger(
  samples: Pick<SampleStore, 'samples' | 'columns'>,
  series: number,
  latencyMs: number | undefined,
): LookLedger {
  let latestMs = 0
  let firstMs: number | undefined

  const countRaw = (fromMs: number, toMs: number): LookCount => {
    const count = noLooks()
    if (toMs > fromMs)
      for (const sample of samples.samples(series, fromMs, toMs))
        countSample(count, sample, latencyMs)
    return count
  }
  const readMinutes = (first: number, end: number) => {
    const cells = new Map<number, LookCount>()
    for (const sample of samples.samples(series, first * minuteMs, end * minuteMs)) {
      const at = Math.floor(sample.atMs / minuteMs)
      let cell = cells.get(at)
      if (!cell) cells.set(at, (cell = noLooks()))
      countSample(cell, sample, latencyMs)
    }
    return cells
  }
  const readQuarters = (first: number, end: number) => {
    const { tallies } = samples.columns(series, first * quarterMs, end * quarterMs, quarterMs)
    const cells = new Map<number, LookCount>()
    for (const [column, tally] of tallies) {
      const fromMs = (first + column) * quarterMs
      const cell = countOfTally(tally, latencyMs)
      const raw =
        !cell.exact && fromMs >= latestMs - rawMs ? countRaw(fromMs, fromMs + quarterMs) : cell
      cells.set(first + column, raw.total === cell.total ? raw : cell)
    }
    return cells
  }
  let minutes = createCells(mostMinutes, readMinutes)
  let quarters = createCells(mostQuarters, readQuarters)

  const present = (nowMs: number) => {
    // The clock was set back: what is known may be of a time that never was.
    if (nowMs < latestMs) {
      minutes = createCells(mostMinutes, readMinutes)
      quarters = createCells(mostQuarters, readQuarters)
      firstMs = undefined
    }
    latestMs = nowMs
  }
  const countByMinutes = (fromMs: number, toMs: number): LookCount => {
    const first = Math.ceil(fromMs / minuteMs)
    const end = Math.floor(toMs / minuteMs)
    if (end <= first) return countRaw(fromMs, toMs)
    const count = countRaw(fromMs, first * minuteMs)
    minutes.join(count, first, end)
    joinCount(count, countRaw(end * minuteMs, toMs))
    return count
  }

  return {
    count(fromMs, toMs) {
      present(toMs)
      if (toMs - fromMs <= longestByMinutesMs) return countByMinutes(fromMs, toMs)
      const count = noLooks()
      const end = Math.floor(toMs / quarterMs)
      quarters.join(count, Math.floor(fromMs / quarterMs), end)
      joinCount(count, countByMinutes(end * quarterMs, toMs))
      return count
    },
    firstLookMs(sinceMs, nowMs) {
      present(nowMs)
      if (firstMs !== undefined) return firstMs
      // A day at a time: it is in the first, as a rule.
      for (let dayMs = sinceMs; dayMs < nowMs; dayMs += rawMs) {
        const untilMs = Math.min(nowMs, dayMs + rawMs)
        const { tallies } = samples.columns(series, dayMs, untilMs, quarterMs)
        if (tallies.size === 0) continue
        const fromMs = dayMs + Math.min(...tallies.keys()) * quarterMs
        const [first] = samples.samples(series, fromMs, Math.min(nowMs, fromMs + quarterMs))
        return (firstMs = first ? first.atMs - first.coverMs : fromMs)
      }
      return undefined
    },
  }
}

/** Columns of time that are over, each read once, and those alone that follow each other. */
function createCells(most: number, read: (first: number, end: number) => Map<number, LookCount>) {
  const cells = new Map<number, LookCount>()
  let from = 0
  let to = 0
  const take = (first: number, end: number) => {
    for (const [at, cell] of read(first, end)) cells.set(at, cell)
  }
  return {
    join(count: LookCount, first: number, end: number): void {
      if (end <= first) return
      if (to === from) from = to = first
      if (first < from) take(first, from)
      from = Math.min(from, first)
      if (end > to) take(to, end)
      to = Math.max(to, end)
      while (to - from > most) cells.delete(from++)
      for (let at = first; at < end; at++) {
        const cell = cells.get(at)
        if (cell) joinCount(count, cell)
      }
    },
  }
}
