import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Verdict } from '../../shared/model/check.ts'
import { openSamples } from '../monitor/open-samples.ts'
import type { Sample } from '../monitor/tally.ts'
import { cacheColumns } from './cached-columns.ts'
import { everyMs, startMs } from './gate.fixture.ts'
import { factsOf, readWindowSamples, sumWindow, type WindowFactValues } from './window-facts.ts'

const series: fc.Arbitrary<Sample[]> = fc
  .array(
    fc.record({
      verdict: fc.constantFrom<Verdict[]>('passed', 'passed', 'passed', 'failed', 'unknown'),
      latencyMs: fc.option(fc.integer({ min: 0, max: 3000 })),
      gapMs: fc.constantFrom(1000, everyMs, everyMs, 12_000, 400_000),
      aside: fc.constantFrom(undefined, undefined, undefined, 'first-look', 'maintenance'),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((list) => {
    let atMs = startMs
    return list.map(({ verdict, latencyMs, gapMs, aside }): Sample => {
      atMs += gapMs
      const counts = aside === undefined && verdict !== 'unknown'
      return {
        atMs,
        verdict,
        latencyMs: verdict === 'unknown' ? null : latencyMs,
        coverMs: counts ? Math.min(gapMs, everyMs * 1.5) : 0,
        ...(aside === undefined ? {} : { aside }),
      }
    })
  })

/** The same facts by the plainest reading of what they mean. */
function naive(all: readonly Sample[], fromMs: number, toMs: number): WindowFactValues {
  const inside = all.filter(({ atMs, aside }) => atMs >= fromMs && atMs < toMs && !aside)
  const measured = inside.filter(({ verdict }) => verdict !== 'unknown')
  const failed = measured.filter(({ verdict }) => verdict === 'failed')
  const timed = inside
    .flatMap(({ latencyMs }) => latencyMs ?? [])
    .toSorted((left, right) => left - right)
  const facts: WindowFactValues = {
    samples: measured.length,
    passed: measured.length - failed.length,
    failed: failed.length,
    unmeasured: inside.length - measured.length,
    changes: measured.filter(({ verdict }, n) => n > 0 && verdict !== measured[n - 1]?.verdict)
      .length,
  }
  if (measured.length > 0) {
    facts.availability = (measured.length - failed.length) / measured.length
    facts.failure_ratio = failed.length / measured.length
    const [first] = measured
    const since = failed.at(-1)?.atMs ?? (first?.atMs ?? 0) - Math.min(first?.coverMs ?? 0, everyMs)
    facts.seconds_since_failure = (toMs - since) / 1000
  }
  if (timed.length > 0 && measured.length > 0) {
    const at = (q: number) => timed[Math.floor(q * (timed.length - 1))] ?? NaN
    facts.min_ms = at(0)
    facts.p50_ms = at(0.5)
    facts.p90_ms = at(0.9)
    facts.p95_ms = at(0.95)
    facts.p99_ms = at(0.99)
    facts.p999_ms = at(0.999)
    facts.max_ms = at(1)
  }
  return facts
}

test('the facts of a window are those of a naive reading of its samples', () => {
  const clock = { now: () => new Date(startMs).toISOString(), monotonicMs: () => 0 }
  const named = 'run'
  let run = 0
  using samples = openSamples({ clock, log: () => undefined })
  fc.assert(
    fc.property(
      series,
      fc.integer({ min: 1, max: 7200 }),
      fc.integer({ min: 0, max: 300_000 }),
      (all, windowSeconds, laterMs) => {
        const id = samples.series(named, String(run++)) ?? 0
        for (const sample of all) samples.record(id, sample)
        const toMs = (all.at(-1)?.atMs ?? startMs) + laterMs
        const fromMs = toMs - windowSeconds * 1000
        const read = readWindowSamples(samples, id, fromMs, toMs)
        const sum = sumWindow(
          { everyMs, watchedSinceMs: startMs, ...read },
          { windowSeconds, warmUpSeconds: 0 },
          toMs,
        )
        const { mean_ms, up_seconds, coverage, failures_per_minute, ...facts } = factsOf(sum)
        expect(facts).toEqual(naive(all, fromMs, toMs))
        expect(coverage).toBeGreaterThanOrEqual(0)
        expect(coverage).toBeLessThanOrEqual(1)
        expect(mean_ms ?? Infinity).toBeGreaterThanOrEqual(facts.min_ms ?? 0)
        expect(failures_per_minute ?? 0).toBeGreaterThanOrEqual(0)
        expect(up_seconds ?? 0).toBeLessThanOrEqual(windowSeconds + everyMs / 500)
      },
    ),
    { numRuns: 200 },
  )
})

test('a long window, read from sums, counts what the raw samples do', () => {
  const clock = { now: () => new Date(startMs).toISOString(), monotonicMs: () => 0 }
  using samples = openSamples({ clock, log: () => undefined })
  const id = samples.series('run', 'check') ?? 0
  const hours = 6
  const count = (hours * 3_600_000) / everyMs
  for (let n = 1; n <= count; n++) {
    const atMs = startMs + n * everyMs
    const verdict = n === 1500 ? 'failed' : 'passed'
    samples.record(id, { atMs, verdict, latencyMs: n % 100, coverMs: everyMs })
    if (n % 12 === 0) samples.flush(atMs)
  }
  const toMs = startMs + count * everyMs + 1
  const cached = { ...samples, columns: cacheColumns(samples) }
  readWindowSamples(cached, id, startMs, toMs - 3 * 3_600_000)
  const read = readWindowSamples(cached, id, startMs, toMs)
  // What is known is not read again, and reads the same.
  const { parts } = readWindowSamples(samples, id, startMs, toMs)
  expect(read.parts.map(({ atMs, tally }) => [atMs, tally.counts])).toEqual(
    parts.map(({ atMs, tally }) => [atMs, tally.counts]),
  )
  const sum = sumWindow(
    { everyMs, watchedSinceMs: startMs, ...read },
    { windowSeconds: (toMs - startMs) / 1000, warmUpSeconds: 0 },
    toMs,
  )
  const facts = factsOf(sum)
  expect(facts).toMatchObject({ samples: count, failed: 1, changes: 2, max_ms: 99 })
  expect(facts.coverage).toBeCloseTo(1, 3)
  expect(facts.p95_ms).toBeGreaterThan(92)
  expect(facts.p95_ms).toBeLessThan(96)
  // Known to the quarter of an hour, and never made longer than it is.
  const since = (toMs - (startMs + 1500 * everyMs)) / 1000
  expect(facts.seconds_since_failure).toBeLessThanOrEqual(since)
  expect(facts.seconds_since_failure).toBeGreaterThan(since - 900)
})
