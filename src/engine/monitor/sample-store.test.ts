import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { WindowSummary } from '../../shared/model/monitor.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { decodeSamples, decodeTally, encodeSamples, encodeTally } from './sample-codec.ts'
import { openSampleDatabase } from './sample-database.ts'
import { createSampleStore, type SampleStore } from './sample-store.ts'
import { addSample, createTally, joinTally, type Sample } from './tally.ts'
import { minuteMs, quarterMs } from './window-parts.ts'

const startMs = Date.parse('2026-11-21T08:00:00.000Z')
const everyMs = 5000

function openSamples(file = ':memory:', nowMs = startMs, budgetBytes = 1e9, readOnly = false) {
  const database = valueOf(openSampleDatabase(file, readOnly))
  const keep = () => ({ rawMs: 2 * 3_600_000, quartersMs: 2 * 3_600_000 })
  const store = createSampleStore({
    database,
    nowMs,
    budgetBytes: () => budgetBytes,
    keep,
    log: () => undefined,
  })
  return {
    database,
    store,
    close: () => store[Symbol.dispose](),
  }
}

/** What a window is, in the plainest words: all samples, one by one. */
function naive(all: readonly Sample[], fromMs: number, toMs: number) {
  const inside = all.filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
  const counted = inside.filter(({ aside }) => aside === undefined)
  const count = (verdict: Sample['verdict']) =>
    counted.filter((sample) => sample.verdict === verdict).length
  const measured = counted.filter(({ verdict }) => verdict !== 'unknown')
  const latencies = counted.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b)
  const at = (q: number) => latencies[Math.floor(q * (latencies.length - 1))]
  let coverMs = 0
  for (const sample of counted) coverMs += sample.coverMs
  return {
    counts: {
      passed: count('passed'),
      failed: count('failed'),
      unknown: count('unknown'),
      firstLooks: inside.filter(({ aside }) => aside === 'first-look').length,
      maintenance: inside.filter(({ aside }) => aside === 'maintenance').length,
    },
    availability: measured.length === 0 ? undefined : count('passed') / measured.length,
    coverage: Math.min(1, coverMs / (toMs - fromMs)),
    changes: measured.filter(({ verdict }, n) => n > 0 && measured[n - 1]?.verdict !== verdict)
      .length,
    lastMeasuredAt: measured.at(-1) && new Date(measured.at(-1)?.atMs ?? 0).toISOString(),
    latencies,
    at,
  }
}

/** What a summary says otherwise than a plain count does. */
function differences(found: WindowSummary, all: readonly Sample[]): string[] {
  const { latencies, at, ...wanted } = naive(all, Date.parse(found.from), Date.parse(found.to))
  const { counts, availability, coverage, changes, lastMeasuredAt, latency } = found
  const said = { counts, availability, coverage, changes, lastMeasuredAt }
  const wrong = isDeepStrictEqual(said, wanted)
    ? []
    : [`${JSON.stringify(said)} instead of ${JSON.stringify(wanted)}`]
  const compare = (
    name: string,
    value: number | undefined,
    right: number | undefined,
    by = 1e-9,
  ) => {
    if (value === right || Math.abs((value ?? NaN) - (right ?? NaN)) <= by) return
    wrong.push(`${name}: ${value} instead of ${right}`)
  }
  compare('count', latency?.count ?? 0, latencies.length)
  compare('min', latency?.min, latencies[0])
  compare('max', latency?.max, latencies.at(-1))
  for (const [name, q] of quantiles) {
    const right = at(q)
    // Kept in hundredths of a millisecond: below that, the sketch's share has no meaning.
    const by = found.quantileError > 0 ? found.quantileError * (right ?? 0) + 0.01 : 1e-9
    compare(name, latency?.[name], right, by)
  }
  return wrong
}
const quantiles = [
  ['p50', 0.5],
  ['p90', 0.9],
  ['p95', 0.95],
  ['p99', 0.99],
  ['p999', 0.999],
] as const

const sampleArbitrary = fc.record({
  verdict: fc.constantFrom(
    'passed' as const,
    'passed' as const,
    'failed' as const,
    'unknown' as const,
  ),
  latency: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 10_000_000 })),
  aside: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    'first-look' as const,
    'maintenance' as const,
  ),
  afterMs: fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 60_000, max: 8 * 3_600_000 }) },
  ),
})
const seriesArbitrary = fc.array(sampleArbitrary, { minLength: 1, maxLength: 300 }).map((list) => {
  let atMs = startMs
  return list.map(({ verdict, latency, aside, afterMs }): Sample => {
    atMs += afterMs
    const counts = verdict !== 'unknown' && aside === undefined
    return {
      atMs,
      verdict,
      latencyMs: latency === null ? null : latency / 100,
      coverMs: counts ? Math.min(afterMs, everyMs) : 0,
      ...(aside === undefined ? {} : { aside }),
    }
  })
})
const shareArbitrary = fc.double({ min: 0, max: 1, noNaN: true })

function fill(store: SampleStore, series: number, samples: readonly Sample[], flushEvery: number) {
  for (const [n, sample] of samples.entries()) {
    store.record(series, sample)
    if (n % flushEvery === 0) store.flush(sample.atMs)
  }
}

describe('what is written', () => {
  it('samples and tallies come back as they went in', () => {
    fc.assert(
      fc.property(seriesArbitrary, (samples) => {
        expect(decodeSamples(startMs, encodeSamples(startMs, samples))).toEqual(samples)
        const tally = createTally()
        for (const sample of samples) addSample(tally, sample)
        const read = decodeTally(startMs, encodeTally(startMs, tally))
        const { exact: _exact, sketch: _sketch, sumMs, minMs, maxMs, ...rest } = tally
        expect(read).toMatchObject(rest)
        if (tally.timed === 0) return
        expect(read.sumMs).toBeCloseTo(sumMs, 1)
        expect([read.minMs, read.maxMs].map((ms) => ms.toFixed(2))).toEqual(
          [minMs, maxMs].map((ms) => ms.toFixed(2)),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('a tally is the same however its samples were cut', () => {
    fc.assert(
      fc.property(seriesArbitrary, shareArbitrary, (samples, share) => {
        const cut = Math.floor(share * samples.length)
        const [whole, left, right] = [createTally(), createTally(), createTally()]
        for (const sample of samples) addSample(whole, sample)
        for (const sample of samples.slice(0, cut)) addSample(left, sample)
        for (const sample of samples.slice(cut)) addSample(right, sample)
        joinTally(left, right)
        expect({ ...left, sumMs: 0 }).toEqual({ ...whole, sumMs: 0 })
      }),
      { numRuns: 60 },
    )
  })
})

describe('a window', () => {
  it('says what a plain count of the samples says, at any length, written or not', () => {
    fc.assert(
      fc.property(
        seriesArbitrary,
        shareArbitrary,
        shareArbitrary,
        fc.integer({ min: 1, max: 40 }),
        (samples, a, b, flushEvery) => {
          const { store, close } = openSamples()
          const series = store.series('run', 'check') ?? NaN
          const other = store.series('run', 'other') ?? NaN
          fill(store, series, samples, flushEvery)
          fill(store, other, samples.slice(1), flushEvery)
          const endMs = (samples.at(-1)?.atMs ?? 0) + 1
          const length = endMs - startMs
          const [fromMs, toMs] = [a, b]
            .map((share) => startMs + Math.floor(share * length))
            .sort((x, y) => x - y) as [number, number]
          expect(differences(store.window(series, startMs, endMs), samples)).toEqual([])
          const part = store.window(series, fromMs, Math.max(toMs, fromMs + 1))
          expect(differences(part, samples)).toEqual([])
          close()
        },
      ),
      { numRuns: 80 },
    )
  })

  it('says the same after the process was killed at any flush', () => {
    using folder = temporaryFolder()
    const file = join(folder.dir, 'samples.db')
    const samples = steady(3 * 3600)
    const killed = openSamples(file)
    const series = killed.store.series('run', 'check') ?? NaN
    const killAt = 1777
    fill(killed.store, series, samples.slice(0, killAt), 1)
    // Nothing is put away: the file is as the last flush left it.
    killed.database[Symbol.dispose]()
    const again = openSamples(file, samples[killAt]?.atMs)
    fill(again.store, again.store.series('run', 'check') ?? NaN, samples.slice(killAt), 7)
    for (let second = 0; second < 5; second++) again.store.flush(endOf(samples) + quarterMs)
    expect(differences(again.store.window(series, startMs, endOf(samples)), samples)).toEqual([])
    expect(
      differences(again.store.window(series, startMs + 1234, startMs + 40 * minuteMs), samples),
    ).toEqual([])
    again.close()
    const reader = openSamples(file, endOf(samples), 1e9, true)
    expect(differences(reader.store.window(series, startMs, endOf(samples)), samples)).toEqual([])
    reader.close()
  })

  it('keeps its counts and honest percentiles when raw samples, then minutes, are gone', () => {
    const samples = steady(6 * 3600)
    const { store, database, close } = openSamples()
    const series = store.series('run', 'check') ?? NaN
    fill(store, series, samples, 3)
    for (let second = 0; second < 10; second++) store.flush(endOf(samples) + quarterMs)
    expect(store.window(series, startMs, startMs + quarterMs)).toMatchObject({
      resolution: 'raw',
      quantileError: 0,
    })
    database.sql.exec('DELETE FROM raw')
    const byMinutes = store.window(series, startMs + minuteMs, startMs + 47 * minuteMs)
    expect(byMinutes).toMatchObject({ resolution: '1m', quantileError: 0.01 })
    expect(differences(byMinutes, samples)).toEqual([])
    database.sql.exec('DELETE FROM minutes')
    const byQuarters = store.window(series, startMs + quarterMs, startMs + 17 * quarterMs)
    expect(byQuarters).toMatchObject({ resolution: '15m', quantileError: 0.01 })
    expect(differences(byQuarters, samples)).toEqual([])
    close()
  })

  it('over a time without a sample covers nothing and is no failure', () => {
    const { store, close } = openSamples()
    const series = store.series('run', 'check') ?? NaN
    const summary = store.window(series, startMs, startMs + quarterMs)
    expect(summary).toMatchObject({ coverage: 0, changes: 0, counts: { failed: 0, passed: 0 } })
    expect(summary.availability).toBeUndefined()
    close()
  })
})

describe('the columns of a history', () => {
  it.each([5000, minuteMs, 3 * minuteMs, quarterMs])('of %d ms hold each sample once', (stepMs) => {
    const samples = steady(4 * 3600)
    const { store, close } = openSamples()
    const series = store.series('run', 'check') ?? NaN
    fill(store, series, samples, 3)
    const { tallies } = store.columns(series, startMs, startMs + 4 * 3_600_000, stepMs)
    for (const [column, { counts }] of tallies) {
      const fromMs = startMs + column * stepMs
      expect(counts).toEqual(naive(samples, fromMs, fromMs + stepMs).counts)
    }
    let total = 0
    for (const { counts } of tallies.values())
      total += counts.passed + counts.failed + counts.unknown
    expect(total).toBe(samples.length)
    close()
  })
})

describe('the columns of a history that is younger than the window', () => {
  it('begin in the middle of a quarter, each sample in its own', () => {
    // Half an hour that begins seven minutes into a quarter, in a window that begins an hour before.
    const samples = steady(1800).map((sample) => ({ ...sample, atMs: sample.atMs + 7 * minuteMs }))
    const { store, close } = openSamples()
    const series = store.series('run', 'check') ?? NaN
    fill(store, series, samples, 3)
    const fromMs = startMs - 3_600_000
    const { tallies, resolution } = store.columns(series, fromMs, endOf(samples), minuteMs)
    expect(resolution).not.toBe('15m')
    for (const [column, { counts }] of tallies) {
      const columnMs = fromMs + column * minuteMs
      expect(counts).toEqual(naive(samples, columnMs, columnMs + minuteMs).counts)
    }
    close()
  })
})

describe('the budget', () => {
  it('takes the oldest raw samples first, never what is young', () => {
    const budgetBytes = 120_000
    const { store, close } = openSamples(':memory:', startMs, budgetBytes)
    const series = Array.from({ length: 20 }, (_, n) => store.series('run', `check ${n}`) ?? NaN)
    const samples = steady(8 * 3600)
    let biggest = 0
    for (const [n, sample] of samples.entries()) {
      for (const one of series) store.record(one, sample)
      if (n % 12 === 0) {
        store.flush(sample.atMs)
        store.prune(sample.atMs)
        biggest = Math.max(biggest, store.bytes)
      }
    }
    const [first = NaN] = series
    const youngFromMs = endOf(samples) - 2 * 3_600_000 + minuteMs
    expect(differences(store.window(first, youngFromMs, endOf(samples)), samples)).toEqual([])
    expect(store.samples(first, startMs, startMs + quarterMs)).toEqual([])
    // What is young alone is more than the budget here, and stays.
    expect(biggest).toBeGreaterThan(budgetBytes)
    const whole = store.window(first, startMs, endOf(samples))
    expect(whole.resolution).toBe('15m')
    close()
  })
})

describe('a clock that is set back', () => {
  it('drops what is dated later than the present, and goes on from there', () => {
    const { store, close } = openSamples()
    const series = store.series('run', 'check') ?? NaN
    const samples = steady(2 * 3600)
    fill(store, series, samples, 3)
    const nowMs = startMs + 3_600_000
    store.dropAfter(nowMs)
    const kept = samples.filter(({ atMs }) => atMs < nowMs)
    const again = steady(1800).map((sample) => ({ ...sample, atMs: sample.atMs + 3_600_000 }))
    fill(store, series, again, 3)
    for (let second = 0; second < 5; second++) store.flush(endOf(again) + quarterMs)
    expect(differences(store.window(series, startMs, endOf(again)), [...kept, ...again])).toEqual(
      [],
    )
    close()
  })
})

/** One sample each 5 s, with failures, blind spots and latencies of all sizes. */
function steady(seconds: number): Sample[] {
  return Array.from({ length: seconds / 5 }, (_, n): Sample => {
    const verdict = n % 97 === 0 ? 'failed' : n % 61 === 0 ? 'unknown' : 'passed'
    return {
      atMs: startMs + n * everyMs + (n % 7) * 3,
      verdict,
      latencyMs:
        verdict === 'passed' ? 5 + ((n * 7919) % 1000) / 10 + (n % 50 === 0 ? 900 : 0) : null,
      coverMs: verdict === 'unknown' ? 0 : everyMs,
    }
  })
}
const endOf = (samples: readonly Sample[]) => (samples.at(-1)?.atMs ?? 0) + 1
