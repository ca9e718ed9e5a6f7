import { join } from 'node:path'

import type { CountryCode } from 'libphonenumber-js/max'

import type { RunHead } from '../../shared/model/run.ts'
import type { TailSpec, TailStatus } from '../../shared/model/tail.ts'
import type { LogWindow } from '../probes/probe.ts'
import type { RunTarget } from '../run/prepared-check.ts'
import type { Projection } from '../run/projection.ts'
import { isOpenRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import type { MetricWindow } from './metric/tail-metrics.ts'
import { patternFilter } from './pattern.ts'
import { createPiiFinder } from './pii/find-pii.ts'
import { maskText } from './pii/mask-text.ts'
import type { PreparedTail } from './prepare-tail.ts'
import { createRunTails, type LogAlertBody, type RunTails } from './run-tails.ts'
import { openSegmentStore, type SegmentStore } from './segment-store.ts'

const roundEveryMs = 100
/** Statuses are told no more often than this. */
const tellEveryMs = 200
const budgetBytes = 2_000_000_000

export interface TailsOptions {
  store: Store
  registry: RunRegistry
  clock: Clock
  timer: Timer
  /** Where each run has a folder of its own. */
  dir: string
  /** Whose way of writing phone numbers a run's lines follow. */
  countryOf: (runId: string) => CountryCode
  prepare: (spec: TailSpec, run: RunTarget) => PreparedTail | undefined
  redact: (text: string) => string
}

/** The tails of all runs: followed in the open ones, what was kept of them readable in all. */
export interface Tails extends AsyncDisposable {
  /** Of a run, in the runbook's order. */
  statuses(runId: string): Iterable<[tailId: string, status: TailStatus]>
  status(runId: string, tailId: string): TailStatus | undefined
  /** What is kept of a run's merged stream; nothing where no line ever came. */
  lines(runId: string): SegmentStore | undefined
  /** How one more tail of a run would be followed; nothing is touched. */
  prepare(runId: string, spec: TailSpec): PreparedTail | undefined
  /** What its patterns came to, for the checks of a run. */
  readonly logWindow: (runId: string) => LogWindow
  metric(runId: string, tailId: string, metricId: string): MetricWindow | undefined
  /** Every line of a tail's last so many seconds is known; nothing where the run follows no such tail. */
  isWhole(runId: string, tailId: string, windowS: number): boolean | undefined
  /** From when on every line of a tail is kept; nothing while it is not followed. */
  wholeSinceMs(runId: string, tailId: string): number | undefined
  onChange(listener: (runId: string, tailIds: readonly string[]) => void): () => void
}

interface LiveRun {
  runbookHash: string
  profileHash: string
  work: RunTails
  /** Told once the store took them. */
  alerts: LogAlertBody[]
}

export function createTails(options: TailsOptions): Tails {
  const { store, registry, clock, timer, redact } = options
  const live = new Map<string, LiveRun>()
  const kept = new Map<string, SegmentStore>()
  const listeners = new Set<(runId: string, tailIds: readonly string[]) => void>()
  /** Runs whose statuses read otherwise now. */
  const changed = new Set<string>()
  const ending = new Set<Promise<unknown>>()
  let sinceTellMs = 0
  let cancelRound: (() => void) | undefined

  const linesOf = (runId: string) => {
    let found = kept.get(runId)
    if (!found) {
      found = openSegmentStore({ dir: join(options.dir, runId), budgetBytes })
      kept.set(runId, found)
    }
    return found
  }
  const tailOf = (runId: string, tailId: string) => live.get(runId)?.work.tails.get(tailId)

  const tell = (runId: string, tailIds: readonly string[]) => {
    if (tailIds.length > 0) for (const listener of listeners) listener(runId, tailIds)
  }

  const stopRun = (runId: string) => {
    const run = live.get(runId)
    if (!run) return
    live.delete(runId)
    const stopping = run.work.stop().finally(() => ending.delete(stopping))
    ending.add(stopping)
    tell(runId, [...run.work.tails.keys()])
  }

  /** Open runs of this Warroom's own are followed. */
  const follow = (runId: string) => {
    const run = registry.get(runId)
    const head = run?.head()
    if (!run || !isOpenRun(head)) {
      stopRun(runId)
      return
    }
    const { runbookHash } = head
    const { profileHash } = run
    let known = live.get(runId)
    const isEdited = known?.runbookHash !== runbookHash || known.profileHash !== profileHash
    if (isEdited) {
      const recalls = known === undefined
      stopRun(runId)
      known = undefined
      if (run.tails.length > 0) {
        known = begin(runId, run, head, recalls)
        live.set(runId, known)
      }
    }
    tell(runId, known?.work.follow(run.tails) ?? [])
  }

  const begin = (runId: string, run: Projection, head: RunHead, recalls: boolean): LiveRun => {
    const { profileHash } = run
    const { runbookHash } = head
    const target = targetOf(run, head)
    const work = createRunTails({
      dir: join(options.dir, runId),
      segments: linesOf(runId),
      clock,
      timer,
      redact,
      maskPersonal: (text) => maskText(text, createPiiFinder(options.countryOf(runId))),
      prepare: (spec) => options.prepare(spec, target),
      runSinceMs: Date.parse(head.createdAt),
      toldMs: (tailId, patternId) => toldMsOf(run, tailId, patternId),
      recalls,
      onChange: () => changed.add(runId),
    })
    return { runbookHash, profileHash, work, alerts: [] }
  }

  const tellAlerts = (runId: string, run: LiveRun) => {
    run.alerts.push(...run.work.takeAlerts())
    if (run.alerts.length === 0) return
    const appended = store.events.append(runId, { kind: 'engine' }, run.alerts)
    // A full disk takes them later.
    if (appended.ok) run.alerts = []
  }

  const round = () => {
    for (const [runId, run] of live) {
      run.work.round()
      tellAlerts(runId, run)
    }
    sinceTellMs += roundEveryMs
    if (sinceTellMs >= tellEveryMs) {
      sinceTellMs = 0
      for (const runId of changed) tell(runId, [...(live.get(runId)?.work.tails.keys() ?? [])])
      changed.clear()
    }
    cancelRound = timer.after(roundEveryMs, round)
  }

  const stops: (() => void)[] = []
  if (!store.database.readOnly) {
    for (const runId of registry.runIds()) follow(runId)
    stops.push(store.events.onAppended((runId) => follow(runId)))
    cancelRound = timer.after(roundEveryMs, round)
  }

  const statusOf = (runId: string, spec: TailSpec): TailStatus => {
    const status = tailOf(runId, spec.id)?.status() ?? restingStatus(spec)
    const segments = linesOf(runId)
    const disk = segments.removed
    const buffer = live.get(runId)?.work.lost ?? 0
    const lastN = segments.lastN
    const isAdded = registry.get(runId)?.runbook?.tails.includes(spec) === false
    return {
      ...status,
      ...(isAdded ? { isAdded } : {}),
      lastN,
      dropped: { ...status.dropped, disk, buffer },
    }
  }

  return {
    *statuses(runId) {
      for (const spec of registry.get(runId)?.tails ?? []) yield [spec.id, statusOf(runId, spec)]
    },
    status(runId, tailId) {
      const spec = registry.get(runId)?.tails.find(({ id }) => id === tailId)
      return spec && statusOf(runId, spec)
    },
    lines: (runId) => (registry.get(runId) ? linesOf(runId) : undefined),
    prepare(runId, spec) {
      const run = registry.get(runId)
      return run && options.prepare(spec, targetOf(run, run.head()))
    },
    logWindow: (runId) => (tailId, patternId, windowS) =>
      tailOf(runId, tailId)?.pattern(patternId, windowS),
    metric: (runId, tailId, metricId) => tailOf(runId, tailId)?.metric(metricId),
    isWhole: (runId, tailId, windowS) => tailOf(runId, tailId)?.isWhole(windowS),
    wholeSinceMs(runId, tailId) {
      const run = live.get(runId)
      // Lines that the disk did not take are a hole, too.
      return run?.work.lost === 0 ? run.work.tails.get(tailId)?.wholeSinceMs() : undefined
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async [Symbol.asyncDispose]() {
      cancelRound?.()
      for (const stop of stops) stop()
      for (const runId of live.keys()) stopRun(runId)
      await Promise.all(ending)
      for (const segments of kept.values()) segments[Symbol.dispose]()
      listeners.clear()
    },
  }
}

const targetOf = (
  { profileHash }: Projection,
  { id, profileName, environment, runbookHash }: RunHead,
): RunTarget => ({ id, profileName, environment, runbookHash, profileHash })

/** When this pattern's last alarm was told. */
function toldMsOf({ events }: Projection, tailId: string, patternId: string): number | undefined {
  const told = events.findLast(
    ({ body }) =>
      body.type === 'log.alert' && body.tailId === tailId && body.patternId === patternId,
  )
  return told?.body.type === 'log.alert' ? Date.parse(told.body.lineAt) : undefined
}

/** A tail of a run that is closed, or that another Warroom follows. */
function restingStatus({ id, title, kind, config, patterns }: TailSpec): Omit<TailStatus, 'lastN'> {
  return {
    tailId: id,
    title,
    kind,
    target: config[kind] ?? '',
    state: 'stopped',
    since: new Date(0).toISOString(),
    resume: 'none',
    lines: 0,
    linesPerSecond: 0,
    dropped: { source: 0, transport: 0, buffer: 0, disk: 0 },
    patterns: patterns.map((pattern) => ({
      id: pattern.id,
      title: pattern.title,
      critical: pattern.critical,
      filter: patternFilter(pattern.match),
      ...(pattern.alert === undefined ? {} : { alert: pattern.alert }),
      count: 0,
      perMinute: 0,
    })),
  }
}
