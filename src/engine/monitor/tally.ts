import type { Verdict } from '../../shared/model/check.ts'
import type {
  BeatAside,
  LatencySummary,
  SampleCounts,
  SampleResolution,
  WindowSummary,
} from '../../shared/model/monitor.ts'
import { addBins, binsOf, createSketch, sketchError, type QuantileSketch } from './sketch.ts'

/** One look, as it is kept. */
export interface Sample {
  /** When its outcome was known, in milliseconds since 1970. Grows within a series. */
  atMs: number
  verdict: Verdict
  latencyMs: number | null
  /** Time up to `atMs` that it speaks for; 0 where nothing was measured or it does not count. */
  coverMs: number
  aside?: BeatAside
}

/**
 * What any number of samples in a row come to. Two that follow each other in time can be joined,
 * so that a window can be read from parts kept at different resolutions.
 */
export interface Tally {
  counts: SampleCounts
  coverMs: number
  changes: number
  /** The first and the last verdict that was measured and counted. */
  first: 'passed' | 'failed' | undefined
  last: 'passed' | 'failed' | undefined
  lastMeasuredAtMs: number | undefined
  timed: number
  sumMs: number
  minMs: number
  maxMs: number
  /** The latencies themselves, as long as all of them are at hand. */
  exact: number[]
  /** What is only known as a sketch. */
  sketch: QuantileSketch | undefined
}

export function createTally(): Tally {
  return {
    counts: { passed: 0, failed: 0, unknown: 0, firstLooks: 0, maintenance: 0 },
    coverMs: 0,
    changes: 0,
    first: undefined,
    last: undefined,
    lastMeasuredAtMs: undefined,
    timed: 0,
    sumMs: 0,
    minMs: Infinity,
    maxMs: -Infinity,
    exact: [],
    sketch: undefined,
  }
}

export function addSample(tally: Tally, sample: Sample): void {
  const { verdict, latencyMs, aside } = sample
  if (aside === 'first-look') tally.counts.firstLooks++
  else if (aside === 'maintenance') tally.counts.maintenance++
  else tally.counts[verdict]++
  if (aside !== undefined) return
  tally.coverMs += sample.coverMs
  if (verdict !== 'unknown') {
    if (tally.last !== undefined && tally.last !== verdict) tally.changes++
    tally.first ??= verdict
    tally.last = verdict
    tally.lastMeasuredAtMs = sample.atMs
  }
  if (latencyMs === null) return
  tally.timed++
  tally.sumMs += latencyMs
  tally.minMs = Math.min(tally.minMs, latencyMs)
  tally.maxMs = Math.max(tally.maxMs, latencyMs)
  tally.exact.push(latencyMs)
}

export function tallyOf(samples: readonly Sample[]): Tally {
  const tally = createTally()
  for (const sample of samples) addSample(tally, sample)
  return tally
}

/** Takes in what came right after. */
export function joinTally(tally: Tally, later: Tally): void {
  const { counts } = tally
  counts.passed += later.counts.passed
  counts.failed += later.counts.failed
  counts.unknown += later.counts.unknown
  counts.firstLooks += later.counts.firstLooks
  counts.maintenance += later.counts.maintenance
  tally.coverMs += later.coverMs
  tally.changes += later.changes
  if (tally.last !== undefined && later.first !== undefined && tally.last !== later.first)
    tally.changes++
  tally.first ??= later.first
  tally.last = later.last ?? tally.last
  tally.lastMeasuredAtMs = later.lastMeasuredAtMs ?? tally.lastMeasuredAtMs
  tally.timed += later.timed
  tally.sumMs += later.sumMs
  tally.minMs = Math.min(tally.minMs, later.minMs)
  tally.maxMs = Math.max(tally.maxMs, later.maxMs)
  for (const latencyMs of later.exact) tally.exact.push(latencyMs)
  if (later.sketch) {
    tally.sketch ??= createSketch()
    addBins(tally.sketch, binsOf(later.sketch))
  }
}

/** All of its latencies as one sketch. */
export function sketchOf(tally: Tally): QuantileSketch {
  const sketch = createSketch()
  if (tally.sketch) addBins(sketch, binsOf(tally.sketch))
  for (const latencyMs of tally.exact) sketch.accept(latencyMs)
  return sketch
}

/** The value at rank ⌊q·(n−1)⌋, exact or within the sketch's error; never outside of what was seen. */
export function quantilesOf(tally: Tally): (q: number) => number {
  if (!tally.sketch) {
    const sorted = Float64Array.from(tally.exact).sort()
    return (q) => sorted[Math.floor(q * (sorted.length - 1))] ?? NaN
  }
  const sketch = sketchOf(tally)
  return (q) => Math.min(tally.maxMs, Math.max(tally.minMs, sketch.getValueAtQuantile(q)))
}

export function latencyOf(tally: Tally): LatencySummary | undefined {
  if (tally.timed === 0) return undefined
  const at = quantilesOf(tally)
  return {
    count: tally.timed,
    min: tally.minMs,
    mean: tally.sumMs / tally.timed,
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    p999: at(0.999),
    max: tally.maxMs,
  }
}

export function summaryOf(
  tally: Tally,
  fromMs: number,
  toMs: number,
  resolution: SampleResolution,
): WindowSummary {
  const { passed, failed } = tally.counts
  const measured = passed + failed
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    counts: { ...tally.counts },
    availability: measured === 0 ? undefined : passed / measured,
    latency: latencyOf(tally),
    coverage: toMs > fromMs ? Math.min(1, tally.coverMs / (toMs - fromMs)) : 0,
    changes: tally.changes,
    lastMeasuredAt:
      tally.lastMeasuredAtMs === undefined
        ? undefined
        : new Date(tally.lastMeasuredAtMs).toISOString(),
    resolution,
    quantileError: tally.sketch ? sketchError : 0,
  }
}
