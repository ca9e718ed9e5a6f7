import { message, type Message } from '../../shared/messages/message.ts'
import type { CheckSpec, Measurement } from '../../shared/model/check.ts'
import type { Beat, MonitorState, MonitorStatus, SeenState } from '../../shared/model/monitor.ts'
import type { Evidence } from '../../shared/model/run.ts'
import { evidenceOf } from '../run/evidence.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import type { Clock } from '../time/clock.ts'
import { isForWantOfNetwork } from './network-blame.ts'
import type { Network } from './network.ts'
import type { SampleStore } from './sample-store.ts'
import type { Afterwards, Job, ScheduledJob, Scheduler } from './scheduler.ts'
import { addSample, createTally, latencyOf, summaryOf, type Sample } from './tally.ts'

/** What a monitor's tile says of the recent past. */
export const statusWindowMinutes = 15
const statusWindowMs = statusWindowMinutes * 60_000
const mostBeats = 60
/** How long to wait before a look that did not pass is confirmed. */
const secondLookAfterMs = 1000
/** What cannot be measured is asked for less often, and at least this often. */
const longestRestMs = 60_000
/** Unmeasurable looks in a row before asking less often. */
const patience = 2

export interface Pause {
  since: string
  by: string
  reason?: string
}
export interface Maintenance extends Pause {
  until: string
  reason: string
}

/** What a run's events say of a monitor. */
export interface Remembered {
  seen?: { state: SeenState; since: string }
  paused?: Pause
  maintenance?: Maintenance
}

export interface Transition {
  from: SeenState
  to: SeenState
  reason: Message
  /** The look that did not pass, if there was one, and the one that confirmed it. */
  evidence: Evidence[]
}

export interface WatchOptions {
  spec: CheckSpec
  /** Its deadline already lies below the interval. */
  prepared: PreparedCheck
  title: string
  everySeconds: number
  /** Unique over everything that is watched. */
  id: string
  remembered: Remembered
  scheduler: Pick<Scheduler, 'add'>
  samples: SampleStore
  series: number
  clock: Clock
  redact: (text: string) => string
  /** Its status may read otherwise now. */
  onChange: () => void
  onTransition: (transition: Transition) => void
  /** It was looked at, whatever came of it. */
  onLook?: (sample: Sample, evidence: Evidence) => void
  /** What this machine's own network is to blame for is nothing that was seen. */
  network: Pick<Network, 'lostSinceMs' | 'note'>
}

/** One monitor at work. */
export interface Watch {
  status(): MonitorStatus
  pause(pause: Pause): void
  resume(): void
  maintain(maintenance: Maintenance): void
  /** Time was lost: what is shown is old, whatever it was. */
  onGap(): void
  /** This machine has no network any more. */
  onNetworkLost(): void
  /** It has one again, or another: it is looked at anew. */
  onNetworkBack(): void
  /** Looks once more, to find out whether anything answers. */
  ask(): void
  /** It lies on another machine. */
  readonly isElsewhere: boolean
  /** Time has passed: tells a change that comes by itself. */
  refresh(): void
  stop(): void
}

/** A look may take this long, so that the next one finds it ended. */
export function deadlineOf({ timeoutMs }: CheckSpec, everySeconds: number): number {
  return Math.min(timeoutMs, Math.max(500, everySeconds * 800))
}

const seenBy = { passed: 'up', failed: 'down', unknown: 'unknown' } as const

export function createWatch(options: WatchOptions): Watch {
  const { spec, prepared, samples, series, clock, id, scheduler } = options
  const everyMs = options.everySeconds * 1000
  const nowMs = () => Date.parse(clock.now())
  const { remembered } = options
  let seen: { state: SeenState; since?: string } = remembered.seen ?? { state: 'unknown' }
  let { paused, maintenance } = remembered
  /** Of the last 15 minutes, and at least as many as are drawn. */
  const recent: Sample[] = restore()
  let last: MonitorStatus['last']
  /** A look that did not pass and waits to be confirmed. */
  let first: Evidence | undefined
  let unmeasured = 0
  /** Until the next look, what is known is from before the gap. */
  let lostTime = true
  let shown = ''

  function restore(): Sample[] {
    const reachMs = Math.max(statusWindowMs, mostBeats * everyMs)
    return samples.samples(series, nowMs() - reachMs, nowMs())
  }

  const { network } = options
  const reach = prepared.reach ?? 'elsewhere'
  const isElsewhere = reach === 'elsewhere'
  const cutOffSinceMs = () => (isElsewhere ? network.lostSinceMs : undefined)

  const inMaintenance = () => maintenance !== undefined && Date.parse(maintenance.until) > nowMs()
  const stateNow = (): MonitorState => {
    if (paused) return 'paused'
    if (inMaintenance()) return 'maintenance'
    return cutOffSinceMs() === undefined ? seen.state : 'unknown'
  }
  const isStale = () => {
    if (paused) return false
    const at = recent.at(-1)?.atMs
    const oldestMs = nowMs() - 2 * everyMs - spec.timeoutMs
    return lostTime || cutOffSinceMs() !== undefined || at === undefined || at < oldestMs
  }

  const keep = (evidence: Evidence, aside: Beat['aside']): Sample => {
    const { verdict } = evidence.judgement
    const before = recent.findLast((sample) => sample.aside === undefined)
    const atMs = Math.max(nowMs(), (recent.at(-1)?.atMs ?? 0) + 1)
    const counts = aside === undefined && verdict !== 'unknown'
    const sample: Sample = {
      atMs,
      verdict,
      latencyMs: latencyOfMeasurement(evidence.measurement),
      coverMs: counts ? Math.min(atMs - (before?.atMs ?? atMs - everyMs), everyMs * 1.5) : 0,
      ...(aside === undefined ? {} : { aside }),
    }
    recent.push(sample)
    while (recent.length > mostBeats && (recent[0]?.atMs ?? 0) < atMs - statusWindowMs)
      recent.shift()
    samples.record(series, sample)
    if (verdict !== 'passed') samples.failures.record(series, atMs, evidence)
    const { reason, read } = evidence.judgement
    last = { ...beatOf(sample), reason, facts: read }
    lostTime = false
    options.onLook?.(sample, evidence)
    return sample
  }

  /** A look that counts: what is seen may turn into something else. */
  const count = (evidence: Evidence, kept: Evidence[]) => {
    const { atMs } = keep(evidence, undefined)
    const at = new Date(atMs).toISOString()
    const to = seenBy[evidence.judgement.verdict]
    const from = seen.state
    if (from === to) {
      seen = { ...seen, since: seen.since ?? at }
      return
    }
    seen = { state: to, since: at }
    options.onTransition({ from, to, reason: evidence.judgement.reason, evidence: kept })
  }

  const settle = (evidence: Evidence): Afterwards => {
    const { verdict } = evidence.judgement
    const confirmed = first
    first = undefined
    if (inMaintenance()) {
      keep(evidence, 'maintenance')
      return { kind: 'usual' }
    }
    const isNews = verdict !== 'passed' && seenBy[verdict] !== seen.state
    if (isNews && !confirmed) {
      keep(evidence, 'first-look')
      first = evidence
      return { kind: 'again', afterMs: Math.min(secondLookAfterMs, everyMs / 5) }
    }
    count(evidence, confirmed ? [confirmed, evidence] : [evidence])
    unmeasured = verdict === 'unknown' ? unmeasured + 1 : 0
    return afterUnmeasured(unmeasured, everyMs)
  }

  const job: Job = {
    id,
    target: hostOf(prepared.target),
    everyMs,
    async look(signal, isSound) {
      const { redact } = options
      const evidence = await evidenceOf(spec.id, prepared, { signal, clock, redact })
      if (!isSound()) return { kind: 'usual' }
      if (isForWantOfNetwork(evidence, reach, job.target, network)) return { kind: 'usual' }
      const afterwards = settle(evidence)
      tell()
      return afterwards
    },
  }

  const scheduled: ScheduledJob = scheduler.add(job)
  if (paused) scheduled.pause()

  const tell = () => {
    shown = `${stateNow()} ${isStale()}`
    options.onChange()
  }

  return {
    status() {
      const toMs = nowMs()
      const tally = createTally()
      for (const sample of recent)
        if (sample.atMs >= toMs - statusWindowMs && sample.atMs <= toMs) addSample(tally, sample)
      const { counts, availability, coverage, changes } = summaryOf(
        tally,
        toMs - statusWindowMs,
        toMs,
        'raw',
      )
      const p95Ms = latencyOf(tally)?.p95
      const { late, overrun, crowded } = scheduled.skipped
      const state = stateNow()
      const lastSample = recent.at(-1)
      return {
        checkId: spec.id,
        itemId: spec.itemId,
        title: options.title,
        kind: spec.kind,
        target: prepared.target,
        everySeconds: options.everySeconds,
        state,
        since:
          state === 'paused'
            ? paused?.since
            : state === 'maintenance'
              ? maintenance?.since
              : sinceOf(cutOffSinceMs(), seen.since),
        last:
          last ??
          (lastSample && {
            ...beatOf(lastSample),
            reason: message('monitor.before-start'),
            facts: {},
          }),
        beats: recent.slice(-mostBeats).map(beatOf),
        window: { counts, availability, coverage, changes, p95Ms, minutes: statusWindowMinutes },
        stale: isStale(),
        skipped: late + overrun + crowded,
        paused,
        maintenance: inMaintenance() ? maintenance : undefined,
      }
    },
    pause(pause) {
      paused = pause
      first = undefined
      scheduled.pause()
      tell()
    },
    resume() {
      const wasPaused = paused !== undefined
      paused = undefined
      maintenance = undefined
      // Nobody has looked since it was paused.
      if (wasPaused) lostTime = true
      scheduled.resume()
      tell()
    },
    maintain(window) {
      maintenance = window
      first = undefined
      tell()
    },
    onGap() {
      // The clock may have been set back: what it dated later than now would date all that follows.
      while ((recent.at(-1)?.atMs ?? 0) > nowMs()) recent.pop()
      first = undefined
      unmeasured = 0
      lostTime = true
      tell()
    },
    isElsewhere,
    onNetworkLost() {
      if (reach === 'here') return
      first = undefined
      if (isElsewhere) lostTime = true
      tell()
    },
    onNetworkBack() {
      if (!isElsewhere) return
      unmeasured = 0
      scheduled.anew()
      tell()
    },
    ask: () => scheduled.now(),
    refresh() {
      if (shown !== `${stateNow()} ${isStale()}`) tell()
    },
    stop: () => scheduled.remove(),
  }
}

function sinceOf(cutOffSinceMs: number | undefined, seenSince: string | undefined) {
  return cutOffSinceMs === undefined ? seenSince : new Date(cutOffSinceMs).toISOString()
}

/** Only what we cannot measure is asked for less often: a target that fails is never let out of sight. */
function afterUnmeasured(inARow: number, everyMs: number): Afterwards {
  if (inARow <= patience) return { kind: 'usual' }
  const ticks = Math.min(2 ** (inARow - patience), Math.floor(longestRestMs / everyMs) - 1)
  return ticks > 0 ? { kind: 'rest', ticks } : { kind: 'usual' }
}

const beats = new WeakMap<Sample, Beat>()

/** Made once a sample: a thousand tiles of sixty beats each are sent over and over. */
function beatOf(sample: Sample): Beat {
  let beat = beats.get(sample)
  if (!beat) {
    const { atMs, verdict, latencyMs, aside } = sample
    beat = { at: new Date(atMs).toISOString(), verdict, latencyMs }
    if (aside) beat.aside = aside
    beats.set(sample, beat)
  }
  return beat
}

function latencyOfMeasurement(measurement: Measurement): number | null {
  if (measurement.kind !== 'measured') return null
  const { latency_ms: latencyMs, reachable } = measurement.facts
  if (typeof latencyMs === 'number') return latencyMs
  return reachable === false ? null : measurement.durationMs
}

/** What must not be crowded: a URL's host, or the host of `prod-1 › container`. */
function hostOf(target: string): string {
  const url = URL.parse(target)
  return url?.host ? url.host : (target.split(' › ')[0] ?? target)
}
