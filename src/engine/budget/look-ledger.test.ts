import { expect, test } from 'vitest'

import { openSamples } from '../monitor/open-samples.ts'
import type { Sample } from '../monitor/tally.ts'
import { createSimulatedTime } from '../time/simulated-time.fixture.ts'
import { createRandom, looksEvery, startMs } from './budget.fixture.ts'
import { createLookLedger } from './look-ledger.ts'
import { countSample, noLooks, type LookCount } from './slow-looks.ts'

const minute = 60_000
const hour = 60 * minute
const latencyMs = 300

function openStore() {
  const time = createSimulatedTime(new Date(startMs).toISOString())
  const store = openSamples({ clock: time.clock, log: () => undefined })
  const series = store.series('run', 'check') ?? -1
  return {
    store,
    series,
    /** Records what happened until then, and has the store sum up what is over. */
    record(samples: readonly Sample[], nowMs: number) {
      let flushedMs = 0
      for (const sample of samples) {
        store.record(series, sample)
        if (sample.atMs - flushedMs > 10 * minute) store.flush((flushedMs = sample.atMs))
      }
      // Each flush sums up no more than so many minutes.
      for (let n = 0; n < 200; n++) store.flush(nowMs)
    },
    [Symbol.dispose]: () => store[Symbol.dispose](),
  }
}

function naive(samples: readonly Sample[], fromMs: number, toMs: number): LookCount {
  const count = noLooks()
  for (const sample of samples)
    if (sample.atMs >= fromMs && sample.atMs < toMs) countSample(count, sample, latencyMs)
  return count
}

const someLooks = (seed: number, count: number) => {
  const random = createRandom(seed)
  return looksEvery(10_000, count, () => {
    const luck = random()
    if (luck < 0.01) return undefined
    const verdict = luck < 0.04 ? 'failed' : luck < 0.06 ? 'unknown' : 'passed'
    return { verdict, latencyMs: Math.round(random() * 400) }
  })
}

test.each([1, 2, 3])('counts as the samples do, however it is asked, seed %i', (seed) => {
  using opened = openStore()
  const samples = someLooks(seed, 12 * 360)
  const ledger = createLookLedger(opened.store, opened.series, latencyMs)
  const random = createRandom(seed)
  let recorded = 0
  for (let nowMs = startMs; nowMs < startMs + 12 * hour; nowMs += random() * 40 * minute) {
    const past = samples.filter(({ atMs }) => atMs < nowMs)
    opened.record(past.slice(recorded), nowMs)
    recorded = past.length
    for (const spanMs of [5 * minute, 30 * minute, hour, 6 * hour])
      expect(ledger.count(nowMs - spanMs, nowMs)).toEqual(naive(past, nowMs - spanMs, nowMs))
    // A longer stretch begins with its first quarter of an hour.
    const quarterMs = Math.floor((nowMs - 9 * hour) / (15 * minute)) * 15 * minute
    expect(ledger.count(nowMs - 9 * hour, nowMs)).toEqual(naive(past, quarterMs, nowMs))
  }
})

test('after a restart it counts the same, exactly while the samples are young', () => {
  using opened = openStore()
  const samples = someLooks(4, 30 * 360)
  const nowMs = startMs + 30 * hour
  opened.record(samples, nowMs)
  const ledger = createLookLedger(opened.store, opened.series, latencyMs)
  const day = ledger.count(nowMs - 23 * hour, nowMs)
  expect(day).toEqual(naive(samples, nowMs - 23 * hour, nowMs))
  expect(day.exact).toBe(true)
  expect(ledger.firstLookMs(startMs, nowMs)).toBe(
    (samples[0]?.atMs ?? 0) - (samples[0]?.coverMs ?? 0),
  )

  // What is older is known from sums: to within 1 % of the limit, and never too few.
  const all = ledger.count(startMs, nowMs)
  const exact = naive(samples, startMs, nowMs)
  expect(all).toMatchObject({ total: exact.total, unknown: exact.unknown, exact: false })
  const bounds = [latencyMs * 1.01, latencyMs * 0.99].map((limit) => {
    const count = noLooks()
    for (const sample of samples) countSample(count, sample, limit)
    return count.bad
  })
  const failedAndSlow = samples.filter(
    ({ verdict, latencyMs: took }) => verdict === 'failed' && (took ?? 0) > latencyMs * 0.99,
  ).length
  expect(all.bad).toBeGreaterThanOrEqual(bounds[0] ?? NaN)
  expect(all.bad).toBeLessThanOrEqual((bounds[1] ?? NaN) + failedAndSlow)
})

test('without a limit of latency it is exact at every age', () => {
  using opened = openStore()
  const samples = someLooks(5, 40 * 360)
  const nowMs = startMs + 40 * hour + 1
  opened.record(samples, nowMs)
  const ledger = createLookLedger(opened.store, opened.series, undefined)
  const failed = samples.filter(({ verdict }) => verdict === 'failed').length
  expect(ledger.count(startMs, nowMs)).toMatchObject({ bad: failed, exact: true })
})

test('a clock that is set back takes what never was with it', () => {
  using opened = openStore()
  const samples = looksEvery(10_000, 720, () => ({ verdict: 'failed' }))
  opened.record(samples, startMs + 2 * hour)
  const ledger = createLookLedger(opened.store, opened.series, undefined)
  expect(ledger.count(startMs, startMs + 2 * hour).bad).toBe(719)
  opened.store.dropAfter(startMs + hour)
  const again = ledger.count(startMs, startMs + hour + 1)
  expect(again.bad).toBe(359)
})

test('an answer without a time is not within a limit; looks that do not count do not count', () => {
  const [look] = looksEvery(10_000, 1, () => ({ verdict: 'passed' }))
  if (!look) throw new Error('one look was asked for')
  const countOf = (sample: Sample, limit?: number) => {
    const count = noLooks()
    countSample(count, sample, limit)
    return count
  }
  expect(countOf({ ...look, latencyMs: null }, 300)).toMatchObject({ bad: 1, total: 1 })
  expect(countOf({ ...look, latencyMs: 300 }, 300)).toMatchObject({ bad: 0, total: 1 })
  expect(countOf({ ...look, latencyMs: 301 }, 300)).toMatchObject({ bad: 1, total: 1 })
  expect(countOf({ ...look, aside: 'maintenance', verdict: 'failed' })).toEqual(noLooks())
})
