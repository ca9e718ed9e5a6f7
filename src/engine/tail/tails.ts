import { join } from 'node:path'

import type { Message } from '../../shared/messages/message.ts'
import { message } from '../../shared/messages/message.ts'
import type { TailSpec, TailStatus } from '../../shared/model/tail.ts'
import type { Clock } from '../clock.ts'
import type { Timer } from '../monitor/timer.ts'
import type { LogWindow } from '../probes/probe.ts'
import type { RunTarget } from '../run/prepared-check.ts'
import type { Projection } from '../run/projection.ts'
import { isOpenRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'
import { createMerger, reorderMs, type Merger, type PendingLine } from './merger.ts'
import type { MetricWindow } from './metric/tail-metrics.ts'
import { openPlaces, type Places } from './places.ts'
import type { PreparedTail } from './prepare-tail.ts'
import { openSegmentStore, type SegmentStore } from './segment-store.ts'
import { startTail, type Tail } from './tail.ts'

const roundEveryMs = 100
/** Statuses are told no more often than this. */
const tellEveryMs = 200
/** After a kill, lines since then come twice. */
const placesEveryMs = 5000
const writtenAfterMs = 2 * reorderMs
/** Lines held for ordering beyond which sources are held back, and below which they go on. */
const mostHeld = 60_000
const fewEnough = 20_000
/** Written in one go: more would hold up the engine for longer than anybody should notice. */
const mostWritten = 15_000
const budgetBytes = 2_000_000_000

export interface TailsOptions {
  store: Store
  registry: RunRegistry
  clock: Clock
  timer: Timer
  /** Where each run has a folder of its own. */
  dir: string
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
  tails: Map<string, Tail>
  merger: Merger
  places: Places
  noted?: { atMs: number; places: ReadonlyMap<string, string> } | undefined
  notedMs: number
  isHeld: boolean
  /** Lines that the disk did not take. */
  lost: number
}

export function createTails(options: TailsOptions): Tails {
  const { store, registry, clock, timer, redact } = options
  const nowMs = () => Date.parse(clock.now())
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

  const write = (runId: string, run: LiveRun, lines: readonly PendingLine[]) => {
    if (lines.length === 0) return
    const segments = linesOf(runId)
    const rows = lines.map(({ tailId, atMs, raw, origin }) => ({
      tailId,
      atMs,
      raw,
      ...(origin === undefined ? {} : { origin }),
    }))
    if (segments.append(rows)) {
      if (run.lost > 0) {
        note(runId, '', message('tail.disk-back', { lines: run.lost }))
        run.lost = 0
      }
    } else {
      run.lost += lines.length
    }
    changed.add(runId)
  }

  const note = (runId: string, tailId: string, text: Message) => {
    linesOf(runId).append([{ tailId, atMs: nowMs(), raw: '', note: text }])
  }

  const placesNow = ({ tails }: LiveRun) =>
    new Map(
      [...tails.values()].flatMap((tail): [string, string][] => {
        const place = tail.place()
        return place === undefined ? [] : [[placeKey(tail.spec), place]]
      }),
    )
  /** Places are noted, and kept once all lines up to there are on the disk. */
  const keepPlaces = (run: LiveRun, atMs: number) => {
    if (run.noted && atMs >= run.noted.atMs + writtenAfterMs) {
      run.places.write(run.noted.places)
      run.noted = undefined
    }
    if (run.noted || atMs < run.notedMs + placesEveryMs) return
    run.noted = { atMs, places: placesNow(run) }
    run.notedMs = atMs
  }

  const regulate = (run: LiveRun) => {
    const { held } = run.merger
    if (!run.isHeld && held > mostHeld) {
      run.isHeld = true
      for (const tail of run.tails.values()) tail.hold()
    } else if (run.isHeld && held < fewEnough) {
      run.isHeld = false
      for (const tail of run.tails.values()) tail.release()
    }
  }

  const stopRun = (runId: string) => {
    const run = live.get(runId)
    if (!run) return
    live.delete(runId)
    const finish = async () => {
      await Promise.all([...run.tails.values()].map((tail) => tail[Symbol.asyncDispose]()))
      write(runId, run, run.merger.takeAll())
      run.places.write(placesNow(run))
    }
    const stopping = finish().finally(() => ending.delete(stopping))
    ending.add(stopping)
    tell(runId, [...run.tails.keys()])
  }

  const tell = (runId: string, tailIds: readonly string[]) => {
    if (tailIds.length > 0) for (const listener of listeners) listener(runId, tailIds)
  }

  /** Open runs of this Warroom's own are followed. */
  const follow = (runId: string) => {
    const run = registry.get(runId)
    const head = run?.head()
    const known = live.get(runId)
    if (!run || !isOpenRun(head)) {
      stopRun(runId)
      return
    }
    const { runbookHash } = head
    const { profileHash } = run
    if (known?.runbookHash === runbookHash && known.profileHash === profileHash) return
    stopRun(runId)
    const specs = run.runbook?.tails ?? []
    if (specs.length === 0) return
    const started: LiveRun = {
      runbookHash,
      profileHash,
      tails: new Map(),
      merger: createMerger(),
      places: openPlaces(join(options.dir, runId)),
      notedMs: nowMs(),
      isHeld: false,
      lost: 0,
    }
    live.set(runId, started)
    const { profileName, environment } = head
    const target = { id: runId, profileName, environment, runbookHash, profileHash }
    for (const spec of specs) {
      const prepared = options.prepare(spec, target)
      if (!prepared) continue
      const tail = startTail({
        spec,
        prepared,
        place: started.places.get(placeKey(spec)),
        clock,
        timer,
        redact,
        onLine: (line) => started.merger.add(line),
        onNote: (tailId, text) => note(runId, tailId, text),
        onChange: () => changed.add(runId),
      })
      started.tails.set(spec.id, tail)
    }
    tell(runId, [...started.tails.keys()])
  }

  const round = () => {
    const atMs = nowMs()
    for (const [runId, run] of live) {
      write(runId, run, run.merger.take(atMs, mostWritten))
      keepPlaces(run, atMs)
      regulate(run)
      // Windows move on where no line comes, too.
      if ([...run.tails.values()].some((tail) => tail.isDue())) changed.add(runId)
    }
    sinceTellMs += roundEveryMs
    if (sinceTellMs >= tellEveryMs) {
      sinceTellMs = 0
      for (const runId of changed) tell(runId, [...(live.get(runId)?.tails.keys() ?? [])])
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
    const status = live.get(runId)?.tails.get(spec.id)?.status() ?? restingStatus(spec)
    const segments = linesOf(runId)
    const disk = segments.removed
    const buffer = live.get(runId)?.lost ?? 0
    const lastN = segments.lastN
    return { ...status, lastN, dropped: { ...status.dropped, disk, buffer } }
  }
  const specsOf = (run: Projection | undefined) => run?.runbook?.tails ?? []

  return {
    *statuses(runId) {
      for (const spec of specsOf(registry.get(runId))) yield [spec.id, statusOf(runId, spec)]
    },
    status(runId, tailId) {
      const spec = specsOf(registry.get(runId)).find(({ id }) => id === tailId)
      return spec && statusOf(runId, spec)
    },
    lines: (runId) => (registry.get(runId) ? linesOf(runId) : undefined),
    logWindow: (runId) => (tailId, patternId, windowS) =>
      live.get(runId)?.tails.get(tailId)?.pattern(patternId, windowS),
    metric: (runId, tailId, metricId) => live.get(runId)?.tails.get(tailId)?.metric(metricId),
    isWhole: (runId, tailId, windowS) => live.get(runId)?.tails.get(tailId)?.isWhole(windowS),
    wholeSinceMs(runId, tailId) {
      const run = live.get(runId)
      // Lines that the disk did not take are a hole, too.
      return run && run.lost === 0 ? run.tails.get(tailId)?.wholeSinceMs() : undefined
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

/** An edited tail is another one. */
const placeKey = ({ id, kind, config, on }: TailSpec) => JSON.stringify([id, kind, config, on])

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
      count: 0,
      perMinute: 0,
    })),
  }
}
