import type { Verdict } from '../../shared/model/check.ts'
import type { Gate, WindowCriterion } from '../../shared/model/gate.ts'
import type { Sample } from '../monitor/tally.ts'
import { partOf, type WindowSamples } from './window-facts.ts'

export const startMs = Date.parse('2026-11-21T08:00:00.000Z')

export function windowCriterion(changes: Partial<WindowCriterion> = {}): WindowCriterion {
  return {
    id: 'api',
    kind: 'window',
    title: 'The API answers',
    itemId: 'api',
    checkId: 'api#1',
    blocking: true,
    require: 'availability >= 0.9',
    windowSeconds: 60,
    minSamples: 10,
    minCoverage: 0.9,
    maxStaleSeconds: 15,
    warmUpSeconds: 0,
    noData: 'unknown',
    holdSeconds: 0,
    ...changes,
  }
}

export const gateOf = (...criteria: Gate['criteria']): Gate => ({
  id: 'go-live',
  title: 'Go-live',
  criteria,
  approvers: [],
  line: 1,
})

export const everyMs = 5000
const verdicts: Record<string, Verdict> = { '.': 'passed', x: 'failed', '?': 'unknown' }

/**
 * One look every five seconds from the start: `.` passed, `x` failed, `?` could not measure, a
 * blank is none at all.
 */
export function looks(pattern: string, latencyMs: number | null = 20): Sample[] {
  const samples: Sample[] = []
  for (const [index, mark] of Array.from(pattern).entries()) {
    const verdict = verdicts[mark]
    if (!verdict) continue
    const atMs = startMs + (index + 1) * everyMs
    const before = samples.findLast((sample) => sample.aside === undefined)
    const coverMs =
      verdict === 'unknown' ? 0 : Math.min(atMs - (before?.atMs ?? atMs - everyMs), everyMs * 1.5)
    samples.push({ atMs, verdict, latencyMs: verdict === 'passed' ? latencyMs : null, coverMs })
  }
  return samples
}

export function windowSamples(samples: readonly Sample[]): WindowSamples {
  const [first] = samples
  return {
    everyMs,
    parts: samples.map(partOf),
    resolution: 'raw',
    watchedSinceMs: first && first.atMs - first.coverMs,
  }
}
