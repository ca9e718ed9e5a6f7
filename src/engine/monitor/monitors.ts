import { message, type Message } from '../../shared/messages/message.ts'
import type { CheckSpec } from '../../shared/model/check.ts'
import type { MonitorStatus } from '../../shared/model/monitor.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import type { Settings } from '../../shared/rpc/views.ts'
import type { EngineHost } from '../rpc/service.ts'
import type { PrepareCheck } from '../run/prepared-check.ts'
import type { Projection } from '../run/projection.ts'
import { isOpenRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import type { Gap } from './gap-detector.ts'
import type { Look } from './look.ts'
import type { Network, NetworkChange } from './network.ts'
import { rememberedOf } from './remembered.ts'
import { restingStatus } from './resting-status.ts'
import type { SampleStore } from './sample-store.ts'
import { createScheduler } from './scheduler.ts'
import { createTransitions } from './transitions.ts'
import { createWatch, deadlineOf, type Watch } from './watch.ts'

const refreshEveryMs = 1000
const pruneEveryMs = 60_000
/** While nothing answers for want of a network. */
const askEveryMs = 5000

export interface MonitorsOptions {
  store: Store
  registry: RunRegistry
  samples: SampleStore
  clock: Clock
  timer: Timer
  prepare: PrepareCheck
  redact: (text: string) => string
  network: Network
  /** Time went by, or the network is another: connections that were kept may be dead. */
  onInterrupted: () => void
  onPower: EngineHost['onPower']
}

/** The monitors of all runs: at work in the open ones, as they were left in the others. */
export interface Monitors extends AsyncDisposable {
  /** Of a run, in the runbook's order. */
  statuses(runId: string): Iterable<[checkId: string, status: MonitorStatus]>
  status(runId: string, checkId: string): MonitorStatus | undefined
  /** It never leaves this machine. Not known of a run that is not at work. */
  isHere(runId: string, checkId: string): boolean
  onChange(listener: (runId: string, checkIds: readonly string[]) => void): () => void
  /** Every look, the moment that it is kept. */
  onLook(listener: (look: Look) => void): () => void
  /** All that was asked for is at work. */
  ready(): Promise<void>
}

interface LiveRun {
  /** The runbook that its watches belong to. */
  runbookHash: string
  profileHash: string
  watches: Map<string, Watch>
}

/** Checks of an item that are meant to be watched. */
export function watchedChecks(run: Projection): { spec: CheckSpec; title: string }[] {
  return (run.runbook?.items ?? []).flatMap((item) =>
    item.checks
      .filter((spec) => spec.everySeconds !== undefined)
      .map((spec) => ({ spec, title: spec.title ?? item.title })),
  )
}

export function createMonitors(options: MonitorsOptions): Monitors {
  const { store, registry, samples, clock, timer, redact, network } = options
  const nowMs = () => Date.parse(clock.now())
  const live = new Map<string, LiveRun>()
  const listeners = new Set<(runId: string, checkIds: readonly string[]) => void>()
  const lookListeners = new Set<(look: Look) => void>()
  const transitions = createTransitions(store, timer)
  /** Looks at once, as the settings have them now: a dead host holds few of them. */
  const limits = { total: 0, perTarget: 0 }
  const applyLimits = (settings: Settings) => {
    limits.total = settings.monitorConcurrency
    limits.perTarget = settings.monitorConcurrencyPerTarget
  }
  applyLimits(store.settings.get())
  const scheduler = createScheduler({ clock, timer, limits, onGap })
  /** One after the other, so that an adopted runbook never meets a half-started one. */
  let syncing = Promise.resolve()
  let stopped = false
  let sincePruneMs = 0
  let sinceAskedMs = 0
  let asked = 0
  let cancelRefresh: (() => void) | undefined

  const tell = (runId: string, checkIds: readonly string[]) => {
    for (const listener of listeners) listener(runId, checkIds)
  }

  const mayWatch = (run: Projection | undefined): run is Projection => isOpenRun(run?.head())

  const stopRun = (runId: string) => {
    const found = live.get(runId)
    live.delete(runId)
    for (const watch of found?.watches.values() ?? []) watch.stop()
    if (found) tell(runId, [...found.watches.keys()])
  }

  const sync = async (runId: string): Promise<void> => {
    const run = registry.get(runId)
    if (stopped || !mayWatch(run)) {
      transitions.forget(runId)
      stopRun(runId)
      return
    }
    const { id, profileName, environment, runbookHash } = run.head()
    const { profileHash } = run
    const known = live.get(runId)
    if (known?.runbookHash === runbookHash && known.profileHash === profileHash) return
    stopRun(runId)
    const started: LiveRun = { runbookHash, profileHash, watches: new Map() }
    live.set(runId, started)
    const target = { id, profileName, environment, runbookHash, profileHash }
    for (const { spec, title } of watchedChecks(run)) {
      const everySeconds = spec.everySeconds ?? 0
      const bounded = { ...spec, timeoutMs: deadlineOf(spec, everySeconds) }
      const prepared = await options.prepare(bounded, target)
      const series = samples.series(runId, spec.id)
      if (stopped || prepared.danger !== 'read' || series === undefined) continue
      const checkId = spec.id
      const watch = createWatch({
        spec: bounded,
        prepared,
        title,
        everySeconds,
        id: `${runId} ${checkId}`,
        remembered: rememberedOf(run.events).get(checkId) ?? {},
        scheduler,
        samples,
        series,
        clock,
        redact,
        network,
        onChange: () => tell(runId, [checkId]),
        onLook(sample, evidence) {
          for (const listener of lookListeners) listener({ runId, spec, sample, evidence })
        },
        onTransition({ from, to, reason, evidence }) {
          const { itemId } = spec
          const evidenceHashes = evidence.map(({ hash }) => hash)
          const changed = { itemId, checkId, from, to, reason, evidenceHashes }
          transitions.add(runId, { type: 'monitor.changed', ...changed }, evidence)
        },
      })
      started.watches.set(checkId, watch)
    }
    tell(runId, [...started.watches.keys()])
  }
  const enqueue = (runId: string) => {
    syncing = syncing.then(() => sync(runId))
  }

  const onAppended = (runId: string, events: readonly RunEvent[]) => {
    for (const { at, actor, body } of events) {
      const by = actor.kind === 'person' ? actor.name : ''
      const watch = 'checkId' in body ? live.get(runId)?.watches.get(body.checkId) : undefined
      switch (body.type) {
        case 'run.created':
        case 'run.closed':
        case 'run.reopened':
        case 'run.taken-over':
        case 'runbook.adopted':
        case 'profile.adopted':
          enqueue(runId)
          break
        case 'monitor.paused':
          watch?.pause({ since: at, by, reason: body.reason })
          break
        case 'monitor.resumed':
          watch?.resume()
          break
        case 'monitor.maintenance':
          watch?.maintain({ since: at, by, reason: body.reason, until: body.until })
          break
        default:
      }
    }
  }

  const watchesElsewhere = () =>
    [...live.values()].flatMap(({ watches }) =>
      [...watches.values()].filter(({ isElsewhere }) => isElsewhere),
    )
  /** To the runs that have anything elsewhere. */
  const noteInRuns = (note: Message) => {
    for (const [runId, { watches }] of live)
      if ([...watches.values()].some(({ isElsewhere }) => isElsewhere))
        transitions.add(runId, { type: 'engine.note', message: note })
  }

  function onNetwork(change: NetworkChange): void {
    if (change.kind === 'lost') {
      for (const { watches } of live.values())
        for (const watch of watches.values()) watch.onNetworkLost()
      noteInRuns(message('monitor.network-lost', { from: Math.round(change.fromMs) }))
      return
    }
    if (change.kind === 'back') {
      const [from, to] = [Math.round(change.fromMs), Math.round(change.toMs)]
      samples.recordGap(from, to, 'network')
      noteInRuns(message('monitor.gap.network', { from, to }))
    }
    options.onInterrupted()
    for (const watch of watchesElsewhere()) watch.onNetworkBack()
  }

  /** Back-off must not keep it from us that the network is there again: they are asked in turn. */
  const askInTurn = () => {
    sinceAskedMs += refreshEveryMs
    if (!network.mustAsk || sinceAskedMs < askEveryMs) return
    sinceAskedMs = 0
    const watches = watchesElsewhere()
    watches[asked++ % Math.max(1, watches.length)]?.ask()
  }

  function onGap({ cause, fromMs, toMs }: Gap): void {
    options.onInterrupted()
    if (cause === 'clock-back') samples.dropAfter(toMs)
    else samples.recordGap(fromMs, toMs, cause)
    const id = cause === 'clock-back' ? 'monitor.clock-back' : (`monitor.gap.${cause}` as const)
    const note = message(id, { from: Math.round(fromMs), to: Math.round(toMs) })
    for (const [runId, { watches }] of live) {
      for (const watch of watches.values()) watch.onGap()
      if (watches.size > 0) transitions.add(runId, { type: 'engine.note', message: note })
    }
  }

  const refresh = () => {
    samples.flush(nowMs())
    for (const { watches } of live.values()) for (const watch of watches.values()) watch.refresh()
    askInTurn()
    sincePruneMs += refreshEveryMs
    if (sincePruneMs >= pruneEveryMs) {
      sincePruneMs = 0
      samples.prune(nowMs())
    }
    cancelRefresh = timer.after(refreshEveryMs, refresh)
  }

  const stops: (() => void)[] = [store.settings.onChanged(applyLimits)]
  if (!store.database.readOnly) {
    stops.push(
      store.events.onAppended(onAppended),
      network.onChange(onNetwork),
      options.onPower((event) => (event === 'suspend' ? scheduler.suspend() : scheduler.wake())),
    )
    const runs = registry.sources.runs({})
    if (runs.ok) for (const [runId, run] of runs.value.entries()) if (isOpenRun(run)) enqueue(runId)
    cancelRefresh = timer.after(refreshEveryMs, refresh)
  }

  const resting = (runId: string, run: Projection, spec: CheckSpec, title: string) =>
    restingStatus({ spec, title, samples, runId, nowMs: nowMs(), events: run.events })

  return {
    *statuses(runId) {
      const run = registry.get(runId)
      if (!run) return
      const watches = live.get(runId)?.watches
      for (const { spec, title } of watchedChecks(run)) {
        const status = watches?.get(spec.id)?.status()
        if (status) yield [spec.id, status]
        else if (!watches) yield [spec.id, resting(runId, run, spec, title)]
      }
    },
    status(runId, checkId) {
      const watches = live.get(runId)?.watches
      if (watches) return watches.get(checkId)?.status()
      const run = registry.get(runId)
      const found = run && watchedChecks(run).find(({ spec }) => spec.id === checkId)
      return run && found && resting(runId, run, found.spec, found.title)
    },
    isHere: (runId, checkId) => live.get(runId)?.watches.get(checkId)?.isElsewhere === false,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onLook(listener) {
      lookListeners.add(listener)
      return () => lookListeners.delete(listener)
    },
    ready: () => syncing,
    async [Symbol.asyncDispose]() {
      stopped = true
      for (const stop of stops) stop()
      cancelRefresh?.()
      if (network.lostSinceMs !== undefined && stops.length > 0)
        samples.recordGap(network.lostSinceMs, nowMs(), 'network')
      await scheduler[Symbol.asyncDispose]()
      await syncing
      transitions[Symbol.dispose]()
      listeners.clear()
      lookListeners.clear()
    },
  }
}
