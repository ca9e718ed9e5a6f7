import type { Message } from '../messages/message.ts'
import type { Facts, ProbeKind, Verdict } from './check.ts'
import type { Evidence } from './run.ts'

/** `unknown`: never measured, or the last look could not measure. It is never read as up. */
export const monitorStates = ['up', 'down', 'unknown', 'paused', 'maintenance'] as const
export type MonitorState = (typeof monitorStates)[number]

/** What a monitor can change to by what it sees; the other states are a person's word. */
export type SeenState = Extract<MonitorState, 'up' | 'down' | 'unknown'>

/**
 * Kept and shown, and not counted. `first-look`: it did not pass, and a second look followed that
 * counts in its place. `maintenance`: it was seen during a maintenance window.
 */
export type BeatAside = 'first-look' | 'maintenance'

/** One look of a monitor. */
export interface Beat {
  /** ISO 8601, UTC, when its outcome was known. */
  at: string
  verdict: Verdict
  /** Null where the target gave no answer to time. */
  latencyMs: number | null
  aside?: BeatAside
}

/**
 * Why nobody was looking. `clock`: asleep, or the clock was moved forward; the two look alike.
 * `network`: this machine had none; targets on the machine itself were looked at all the same.
 */
export type GapCause = 'suspended' | 'clock' | 'stalled' | 'network'

/** A stretch of time in which nothing was measured. It is never a failure, nor filled in. */
export interface MonitorGap {
  from: string
  to: string
  cause: GapCause
}

/** How finely the oldest part of a window is still kept. */
export type SampleResolution = 'raw' | '1m' | '15m'

export interface SampleCounts {
  passed: number
  failed: number
  /** We could not measure. */
  unknown: number
  /** Beside the others: looks that did not pass and were looked at again. */
  firstLooks: number
  /** Beside the others: seen during maintenance. */
  maintenance: number
}

/** Of the answers that could be timed, in milliseconds. */
export interface LatencySummary {
  count: number
  min: number
  mean: number
  p50: number
  p90: number
  p95: number
  p99: number
  p999: number
  max: number
}

/** What a window of a monitor's history says. */
export interface WindowSummary {
  from: string
  to: string
  counts: SampleCounts
  /** passed / (passed + failed), from 0 to 1. Absent where nothing was measured. */
  availability?: number
  /** Absent where nothing was timed. */
  latency?: LatencySummary
  /** Share of the window, from 0 to 1, in which the target was measured. */
  coverage: number
  /** Times that it went from passing to failing or back. Not being able to measure is neither. */
  changes: number
  /** When the target was last measured in the window. */
  lastMeasuredAt?: string
  resolution: SampleResolution
  /**
   * 0: percentiles are the samples' own (the value at rank ⌊q·(n−1)⌋). Else they are within this
   * share of it, because only a sketch of the samples is kept.
   */
  quantileError: number
}

/** A monitor as it is now. */
export interface MonitorStatus {
  checkId: string
  itemId: string
  title: string
  kind: ProbeKind
  /** Redacted, for people. */
  target: string
  everySeconds: number
  state: MonitorState
  /** When the state began; absent while it was never measured. */
  since?: string
  last?: Beat & { reason: Message; /** Those that the expectation reads. */ facts: Facts }
  /** The last 60, oldest first. */
  beats: Beat[]
  /** Over the last 15 minutes. */
  window: Pick<WindowSummary, 'counts' | 'availability' | 'coverage' | 'changes'> & {
    p95Ms?: number
    minutes: number
  }
  /** What is shown is older than it should be: nobody looks, or nobody could. */
  stale: boolean
  /** Ticks that were left out, because they came late or the look before was still going on. */
  skipped: number
  paused?: { since: string; by: string; reason?: string }
  maintenance?: { since: string; until: string; by: string; reason: string }
}

/** One column of a monitor's history. */
export interface HistoryBucket extends Pick<SampleCounts, 'passed' | 'failed' | 'unknown'> {
  from: string
  to: string
  firstLooks: number
  maintenance: number
  p50: number | null
  p95: number | null
  max: number | null
  /** Nothing was measured in any part of it: to be drawn dashed or not at all. */
  gap: boolean
}

export interface MonitorHistory {
  everySeconds: number
  resolution: SampleResolution
  buckets: HistoryBucket[]
  /** Gaps whose cause is known; others are buckets with `gap`. */
  gaps: MonitorGap[]
  summary: WindowSummary
}

/** A look that did not pass, with what it showed. One a minute is kept. */
export interface KeptFailure {
  at: string
  evidence: Evidence
}
