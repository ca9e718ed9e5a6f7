import { join } from 'node:path'

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { mostMeasures } from './measure-names.ts'
import type { MeasureSum } from './measure-sum.ts'
import { openSampleDatabase } from './sample-database.ts'
import { createSampleStore } from './sample-store.ts'
import { minuteMs, quarterMs } from './window-parts.ts'

const startMs = Date.parse('2026-11-21T08:00:00.000Z')
const none = new Set<string>()
const keepMs = 2 * 3_600_000

function openSamples({
  file = ':memory:',
  nowMs = startMs,
  budgetBytes = 1e9,
  readOnly = false,
} = {}) {
  const database = valueOf(openSampleDatabase(file, readOnly))
  return createSampleStore({
    database,
    nowMs,
    budgetBytes: () => budgetBytes,
    keep: () => ({ rawMs: keepMs, quartersMs: keepMs }),
    log: () => undefined,
  })
}
type Store = ReturnType<typeof openSamples>

interface Look {
  atMs: number
  counts: boolean
  value: number | null
}

const lookArbitrary = fc.record({
  value: fc.oneof(
    fc.constant(null),
    fc.integer({ min: 0, max: 50 }),
    fc.double({ min: -1000, max: 1000, noNaN: true }),
  ),
  counts: fc.constantFrom(true, true, true, false),
  afterMs: fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 60_000, max: 5 * 3_600_000 }) },
  ),
})
const looksArbitrary = fc.array(lookArbitrary, { minLength: 1, maxLength: 200 }).map((list) => {
  let atMs = startMs
  return list.map(({ value, counts, afterMs }): Look => {
    atMs += afterMs
    return { atMs, counts, value }
  })
})

const record = (store: Store, series: number, { atMs, counts, value }: Look, name = 'depth') =>
  store.measures.record(
    series,
    { atMs, counts, numbers: value === null ? [] : [{ name, value }] },
    none,
  )

/** A window in the plainest words: all points, one by one. */
function naive(looks: readonly Look[], fromMs: number, toMs: number) {
  const points = looks.flatMap(({ atMs, counts, value }) =>
    counts && value !== null && atMs >= fromMs && atMs < toMs ? [{ atMs, value }] : [],
  )
  const values = points.map(({ value }) => value)
  const [first] = points
  const last = points.at(-1)
  if (!first || !last) return undefined
  let increase = 0
  let changes = 0
  let changedAtMs: number | undefined
  for (const [n, { atMs, value }] of points.entries()) {
    const before = points[n - 1]
    if (!before) continue
    increase += value >= before.value ? value - before.value : Math.max(0, value)
    if (value === before.value) continue
    changes++
    changedAtMs = atMs
  }
  const total = values.reduce((sum, value) => sum + value, 0)
  const [min, max] = [Math.min(...values), Math.max(...values)]
  return { count: points.length, min, max, total, first, last, increase, changes, changedAtMs }
}

/** Sums in another order differ in their last digits. */
function shown(sum: ReturnType<typeof naive> | MeasureSum) {
  if (!sum) return undefined
  const { total, increase } = sum
  const rounded = { total: Math.round(total * 1e6) + 0, increase: Math.round(increase * 1e6) }
  return { ...sum, ...rounded, min: sum.min + 0, max: sum.max + 0 }
}

describe('windows of a measure', () => {
  it('are what a plain loop over all points says, in memory and after reopening', () => {
    fc.assert(
      fc.property(looksArbitrary, fc.nat(1e6), fc.nat(1e6), (looks, left, right) => {
        using store = openSamples()
        const series = store.series('run', 'queue') ?? -1
        for (const look of looks) {
          record(store, series, look)
          store.flush(look.atMs)
        }
        const endMs = (looks.at(-1)?.atMs ?? startMs) + 1
        const at = (share: number) => Math.round(startMs + ((endMs - startMs) * share) / 1e6)
        const [fromMs, toMs] = [Math.min(at(left), at(right)), Math.max(at(left), at(right))]
        for (const [from, to] of [
          [fromMs, toMs],
          [startMs, endMs],
        ] as const) {
          expect(shown(store.measures.window(series, 'depth', from, to))).toEqual(
            shown(naive(looks, from, to)),
          )
          expect(store.measures.points(series, 'depth', from, to)).toEqual(
            looks.flatMap(({ atMs, value }) =>
              value !== null && atMs >= from && atMs < to ? [{ atMs, value }] : [],
            ),
          )
        }
      }),
      { numRuns: 60 },
    )
  })

  it('survive a kill at any moment, whatever was flushed', () => {
    using folder = temporaryFolder()
    const looks = Array.from({ length: 400 }, (_, n): Look => {
      return { atMs: startMs + n * 5000, counts: true, value: n % 97 }
    })
    let run = 0
    for (const killedAfter of [1, 13, 179, 180, 181, 399]) {
      const file = join(folder.dir, `samples-${run++}.db`)
      const database = valueOf(openSampleDatabase(file, false))
      const options = {
        budgetBytes: () => 1e9,
        keep: () => ({ rawMs: keepMs, quartersMs: keepMs }),
        log: () => undefined,
      }
      const store = createSampleStore({ database, nowMs: startMs, ...options })
      const series = store.series('run', 'queue') ?? -1
      for (const look of looks.slice(0, killedAfter)) {
        record(store, series, look)
        store.flush(look.atMs)
      }
      // No farewell: the file is let go of as a killed process does.
      database.sql.close()
      const resumedMs = looks[killedAfter]?.atMs ?? 0
      using again = openSamples({ file, nowMs: resumedMs })
      for (const look of looks.slice(killedAfter)) {
        record(again, series, look)
        again.flush(look.atMs)
      }
      const endMs = startMs + looks.length * 5000
      expect(shown(again.measures.window(series, 'depth', startMs, endMs))).toEqual(
        shown(naive(looks, startMs, endMs)),
      )
      using reader = openSamples({ file, nowMs: endMs, readOnly: true })
      const found = reader.measures.window(series, 'depth', startMs, endMs - 5000)
      expect(shown(found)).toEqual(shown(naive(looks, startMs, endMs - 5000)))
    }
  })

  it('are told from what is left when raw points were pruned', () => {
    using folder = temporaryFolder()
    using store = openSamples({ file: join(folder.dir, 'samples.db'), budgetBytes: 300_000 })
    const series = store.series('run', 'queue') ?? -1
    const looks: Look[] = []
    for (let n = 0; n < 24 * 720; n++) {
      const look = { atMs: startMs + n * 5000, counts: true, value: Math.sin(n) * 100 }
      looks.push(look)
      record(store, series, look)
      if (n % 12 === 11) {
        store.flush(look.atMs)
        store.prune(look.atMs)
      }
    }
    const endMs = startMs + 24 * 3_600_000
    store.flush(endMs)
    const day = store.measures.columns(series, 'depth', startMs, endMs, quarterMs)
    expect(day.resolution).toBe('15m')
    const points = store.measures.points(series, 'depth', startMs, endMs)
    expect(points.length).toBeLessThan(looks.length)
    expect(points.length).toBeGreaterThan(24)
    expect(shown(store.measures.window(series, 'depth', startMs, endMs))).toEqual(
      shown(naive(looks, startMs, endMs)),
    )
    // What a gate may read is all there.
    const fromMs = endMs - keepMs
    const recent = store.measures.points(series, 'depth', fromMs, endMs)
    expect(recent).toHaveLength(keepMs / 5000)
  })

  it('forget what is dated later than the present when the clock goes back', () => {
    using store = openSamples()
    const series = store.series('run', 'queue') ?? -1
    const looks = Array.from({ length: 720 }, (_, n): Look => {
      return { atMs: startMs + n * 5000, counts: true, value: n }
    })
    for (const look of looks) {
      record(store, series, look)
      store.flush(look.atMs)
    }
    const endMs = startMs + 3_600_000
    // So that quarters are remembered.
    store.measures.window(series, 'depth', startMs, endMs)
    const backMs = startMs + 20 * minuteMs
    store.dropAfter(backMs)
    const kept = looks.filter(({ atMs }) => atMs < backMs)
    expect(shown(store.measures.window(series, 'depth', startMs, endMs))).toEqual(
      shown(naive(kept, startMs, endMs)),
    )
    for (const look of looks.slice(240)) {
      record(store, series, { ...look, value: 7 })
      store.flush(look.atMs)
    }
    expect(store.measures.window(series, 'depth', startMs, endMs)?.last.value).toBe(7)
    expect(store.measures.window(series, 'depth', startMs, endMs)?.count).toBe(720)
  })
})

describe('measures', () => {
  it('keep only so many of a check, and always those that a gate reads', () => {
    using store = openSamples()
    const series = store.series('run', 'queue') ?? -1
    const numbers = Array.from({ length: 300 }, (_, n) => ({ name: `n${n}`, value: n }))
    const look = { atMs: startMs, counts: true, numbers }
    store.measures.record(series, look, new Set(['n299']))
    const names = store.measures.names(series)
    expect(names).toHaveLength(mostMeasures + 1)
    expect(names).toContain('n299')
    expect(store.measures.points(series, 'n299', startMs, startMs + 1)).toEqual([
      { atMs: startMs, value: 299 },
    ])
    expect(store.measures.window(series, 'n150', startMs, startMs + 1)).toBeUndefined()
  })

  it('show what was seen in maintenance, and judge nothing by it', () => {
    using store = openSamples()
    const series = store.series('run', 'queue') ?? -1
    record(store, series, { atMs: startMs, counts: true, value: 3 })
    record(store, series, { atMs: startMs + 5000, counts: false, value: 900 })
    record(store, series, { atMs: startMs + 10_000, counts: true, value: 4 })
    const toMs = startMs + minuteMs
    expect(store.measures.window(series, 'depth', startMs, toMs)?.max).toBe(4)
    expect(store.measures.points(series, 'depth', startMs, toMs).map(({ value }) => value)).toEqual(
      [3, 900, 4],
    )
    const { sums } = store.measures.columns(series, 'depth', startMs, toMs, minuteMs)
    expect(sums.get(0)).toMatchObject({ count: 3, max: 900, last: { value: 4 } })
  })
})
