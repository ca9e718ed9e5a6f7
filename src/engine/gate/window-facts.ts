import type { WindowCriterion } from '../../shared/model/gate.ts'
import type { SampleResolution } from '../../shared/model/monitor.ts'
import type { SampleStore } from '../monitor/sample-store.ts'
import { longestRawMs, quarterMs } from '../monitor/sample-window.ts'
import {
  addSample,
  createTally,
  joinTally,
  quantilesOf,
  type Sample,
  type Tally,
} from '../monitor/tally.ts'
import type { FactDeclaration } from '../probes/probe.ts'
import type { MeasureSource } from './window-measures.ts'

/** Two looks are one stretch of time as long as no more than one between them is missing. */
const intervalsOwed = 1.5
/** Keeps a rank that was divided and multiplied again from falling to the one below. */
const rankSlack = 1e-6

/** What a criterion's condition may read: one window of one monitor. */
export const windowFacts = {
  availability: { type: 'double', about: 'passed / (passed + failed), from 0 to 1' },
  failure_ratio: { type: 'double', about: 'failed / (passed + failed), from 0 to 1' },
  failures_per_minute: { type: 'double', about: 'failures by minute that was measured' },
  samples: { type: 'int', about: 'looks that could measure: passed and failed' },
  passed: { type: 'int', about: 'looks that passed' },
  failed: { type: 'int', about: 'looks that failed, each confirmed by a second one' },
  unmeasured: { type: 'int', about: 'looks that could not measure; they are no failures' },
  changes: { type: 'int', about: 'times that it went from passing to failing or back' },
  coverage: { type: 'double', about: 'share of the window that was measured, from 0 to 1' },
  min_ms: { type: 'double', about: 'fastest answer' },
  mean_ms: { type: 'double', about: 'mean answer time' },
  p50_ms: { type: 'double', about: 'median answer time' },
  p90_ms: { type: 'double', about: '90th percentile of answer times' },
  p95_ms: { type: 'double', about: '95th percentile of answer times' },
  p99_ms: { type: 'double', about: '99th percentile of answer times' },
  p999_ms: { type: 'double', about: '99.9th percentile of answer times' },
  max_ms: { type: 'double', about: 'slowest answer' },
  seconds_since_failure: {
    type: 'double',
    about: 'since the last failure; since the first look of the window where there is none',
  },
  up_seconds: {
    type: 'double',
    about: 'for how long every look passed, with none missing, up to the last one',
  },
} as const satisfies Record<string, FactDeclaration>

export type WindowFactName = keyof typeof windowFacts
/** By the facts' names, and by the terms of measures that a condition reads. */
export type WindowFactValues = Partial<Record<WindowFactName, number>> & Record<string, number>

/** A piece of a window: one sample, or a sum of several. */
export interface WindowPart {
  /** Up to when it reaches. */
  atMs: number
  tally: Tally
}

/** A monitor's samples around a window, oldest first. */
export interface WindowSamples {
  everyMs: number
  parts: readonly WindowPart[]
  resolution: SampleResolution
  /** When watching began, as far as is known; undefined where it never did. */
  watchedSinceMs: number | undefined
  /** The numbers that its looks gave; absent where none are kept. */
  measures?: MeasureSource
}

/** Reads what the window holds, raw where it is short. */
export function readWindowSamples(
  samples: Pick<SampleStore, 'samples' | 'columns'>,
  series: number,
  fromMs: number,
  toMs: number,
): Pick<WindowSamples, 'parts' | 'resolution'> {
  // So young that the disk budget never takes them.
  if (toMs - fromMs <= longestRawMs)
    return { parts: samples.samples(series, fromMs, toMs).map(partOf), resolution: 'raw' }
  // On the grid of the sums: the window reaches into its first one.
  const startMs = Math.floor(fromMs / quarterMs) * quarterMs
  const { tallies, resolution } = samples.columns(series, startMs, toMs, quarterMs)
  const parts = [...tallies]
    .sort(([left], [right]) => left - right)
    .map(([column, tally]) => ({
      atMs: Math.min(toMs - 1, startMs + (column + 1) * quarterMs),
      tally,
    }))
  return { parts, resolution }
}

export function partOf(sample: Sample): WindowPart {
  const tally = createTally()
  addSample(tally, sample)
  return { atMs: sample.atMs, tally }
}

/** A window summed up: what is in it, and how much of it was seen. */
export interface WindowSum {
  fromMs: number
  toMs: number
  /** When the warm-up ended, where it did within the window. */
  countsFromMs: number
  tally: Tally
  /** passed + failed. */
  measured: number
  /** Of the whole window, from 0 to 1. */
  coverage: number
  /** Of the part of it since watching began, from 0 to 1. */
  coverageWatched: number
  /** Milliseconds of the window that nobody has seen. */
  unseenMs: number
  lastFailureMs: number | undefined
  firstMs: number | undefined
  upSinceMs: number | undefined
}

/**
 * Sums up the window of a criterion that ends at `toMs`: parts with from ≤ at < to. What was
 * measured during the warm-up does not count.
 */
export function sumWindow(
  samples: WindowSamples,
  criterion: Pick<WindowCriterion, 'windowSeconds' | 'warmUpSeconds'>,
  toMs: number,
): WindowSum {
  const { everyMs, watchedSinceMs } = samples
  const fromMs = toMs - criterion.windowSeconds * 1000
  const countsFromMs = Math.max(
    fromMs,
    watchedSinceMs === undefined ? fromMs : watchedSinceMs + criterion.warmUpSeconds * 1000,
  )
  const tally = createTally()
  let lastFailureMs: number | undefined
  let firstMs: number | undefined
  let upSinceMs: number | undefined
  let beforeMs: number | undefined
  for (const { atMs, tally: part } of samples.parts) {
    if (atMs < countsFromMs || atMs >= toMs) continue
    const { passed, failed, unknown } = part.counts
    if (passed + failed > 0) {
      firstMs ??= atMs - Math.min(part.coverMs, everyMs)
      if (failed > 0) lastFailureMs = atMs
    }
    const isHole =
      beforeMs !== undefined && atMs - beforeMs > Math.max(part.coverMs, everyMs) * intervalsOwed
    if (failed + unknown > 0) upSinceMs = undefined
    else if (passed > 0 && (upSinceMs === undefined || isHole))
      upSinceMs = beforeMs !== undefined && !isHole ? beforeMs : atMs - part.coverMs
    if (passed + failed + unknown > 0) beforeMs = atMs
    joinTally(tally, part)
  }
  const measured = tally.counts.passed + tally.counts.failed
  // The last interval is not owed yet: the next look is still to come.
  const owedAtEndMs = (sinceMs: number | undefined) =>
    sinceMs === undefined ? 0 : Math.min(toMs - sinceMs, everyMs * intervalsOwed)
  const endMs = toMs - owedAtEndMs(tally.lastMeasuredAtMs)
  const share = (startMs: number) =>
    endMs > startMs ? Math.min(1, tally.coverMs / (endMs - startMs)) : tally.coverMs > 0 ? 1 : 0
  return {
    fromMs,
    toMs,
    countsFromMs,
    tally,
    measured,
    coverage: share(fromMs),
    coverageWatched: share(countsFromMs),
    unseenMs: Math.max(0, endMs - fromMs - tally.coverMs),
    lastFailureMs,
    firstMs,
    upSinceMs,
  }
}

/** How the facts would read if so many more looks had passed, each as fast as the fastest. */
export function factsOf(sum: WindowSum, more = 0): WindowFactValues {
  const { tally, toMs } = sum
  const { passed, failed, unknown } = tally.counts
  const measured = passed + failed + more
  const facts: WindowFactValues = {
    samples: measured,
    passed: passed + more,
    failed,
    unmeasured: unknown,
    changes: tally.changes,
    coverage: more > 0 ? 1 : sum.coverage,
  }
  if (measured === 0) return facts
  facts.availability = (passed + more) / measured
  facts.failure_ratio = failed / measured
  if (tally.coverMs > 0) facts.failures_per_minute = failed / (tally.coverMs / 60_000)
  if (sum.firstMs !== undefined)
    facts.seconds_since_failure = Math.max(0, toMs - (sum.lastFailureMs ?? sum.firstMs)) / 1000
  facts.up_seconds =
    sum.upSinceMs === undefined
      ? 0
      : Math.max(0, (tally.lastMeasuredAtMs ?? sum.upSinceMs) - sum.upSinceMs) / 1000
  if (tally.timed === 0) return facts
  const timed = tally.timed + more
  const at = quantilesOf(tally)
  /** Faster answers in front move every rank down. */
  const quantile = (q: number) => {
    const rank = Math.floor(q * (timed - 1)) - more
    if (rank <= 0 || tally.timed === 1) return at(0)
    return more === 0 ? at(q) : at((rank + rankSlack) / (tally.timed - 1))
  }
  facts.min_ms = tally.minMs
  facts.mean_ms = (tally.sumMs + more * tally.minMs) / timed
  facts.p50_ms = quantile(0.5)
  facts.p90_ms = quantile(0.9)
  facts.p95_ms = quantile(0.95)
  facts.p99_ms = quantile(0.99)
  facts.p999_ms = quantile(0.999)
  facts.max_ms = tally.maxMs
  return facts
}
