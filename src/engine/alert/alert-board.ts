import { message } from '../../shared/messages/message.ts'
import type { AlertEntry, AlertSource, AlertStatus } from '../../shared/model/alert.ts'
import type { CheckSpec } from '../../shared/model/check.ts'
import type { MonitorStatus } from '../../shared/model/monitor.ts'
import type { Look } from '../monitor/look.ts'
import { watchedChecks, type Monitors } from '../monitor/monitors.ts'
import { createTransitions } from '../monitor/transitions.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'
import type { Timer } from '../time/timer.ts'
import { createAlertNews, type AlertNewsLog } from './alert-news.ts'
import { readAlertsLook, type HeardAlerts } from './read-look.ts'

export interface AlertBoardOptions {
  store: Store
  registry: RunRegistry
  monitors: Pick<Monitors, 'onLook' | 'onChange' | 'status'>
  timer: Timer
}

/** The alerts of all runs as their sources last said, and which sources are silent. */
export interface AlertBoard extends Disposable {
  /** Sources in the runbook's order, each followed by its alerts. */
  entries(runId: string): Iterable<[key: string, entry: AlertEntry]>
  get(runId: string, key: string): AlertEntry | undefined
  onChange(listener: (runId: string, keys: readonly string[]) => void): () => void
}

/** What is known of one source since Warroom was started. */
interface Source {
  heard?: HeardAlerts & { at: string }
  /** The first look of those that heard nothing, since it was last heard. */
  silence?: { since: string; reason: AlertSource['reason'] }
}

interface RunBoard {
  sources: Map<string, Source>
  news: AlertNewsLog
}

export function createAlertBoard(options: AlertBoardOptions): AlertBoard {
  const { store, registry, monitors, timer } = options
  const boards = new Map<string, RunBoard>()
  const listeners = new Set<(runId: string, keys: readonly string[]) => void>()
  const transitions = createTransitions(store, timer)

  const tell = (runId: string, keys: readonly string[]) => {
    if (keys.length > 0) for (const listener of listeners) listener(runId, keys)
  }

  const boardOf = (runId: string): RunBoard => {
    let board = boards.get(runId)
    if (!board) {
      board = { sources: new Map(), news: createAlertNews(registry.get(runId)?.events ?? []) }
      boards.set(runId, board)
    }
    return board
  }

  const onLook = ({ runId, spec, sample, evidence }: Look) => {
    if (spec.kind !== 'alerts') return
    const { sources, news } = boardOf(runId)
    const before = sources.get(spec.id)
    const at = new Date(sample.atMs).toISOString()
    const heard = readAlertsLook(evidence.measurement)
    const { reason } = evidence.judgement
    const after: Source = heard
      ? { heard: { ...heard, at } }
      : { heard: before?.heard, silence: { since: before?.silence?.since ?? at, reason } }
    sources.set(spec.id, after)
    // What is seen during maintenance is shown, and is no news.
    if (heard && sample.aside !== 'maintenance') {
      for (const body of news.hear(spec, sources, evidence.hash))
        transitions.add(runId, body, [evidence])
    }
    tell(runId, [...new Set([...keysOf(spec.id, before), ...keysOf(spec.id, after)])])
  }

  const statusOf = (runId: string, checkId: string) => {
    const board = boards.get(runId)
    const source = board?.sources.get(checkId) ?? {}
    const status = monitors.status(runId, checkId)
    return status && sourceEntry(status, source)
  }

  /** Of a run, the sources that its runbook has now. */
  const sourcesOf = (runId: string): CheckSpec[] => {
    const run = registry.get(runId)
    return run
      ? watchedChecks(run).flatMap(({ spec }) => (spec.kind === 'alerts' ? [spec] : []))
      : []
  }

  function* entriesOf(runId: string, checkId: string): Generator<[string, AlertEntry]> {
    const source = statusOf(runId, checkId)
    if (!source) return
    yield [source.key, source]
    const heard = boards.get(runId)?.sources.get(checkId)?.heard
    for (const [name, alert] of heard?.alerts ?? []) {
      const key = alertKey(checkId, name)
      const stale = source.state !== 'heard'
      const status: AlertStatus = { kind: 'alert', key, checkId, ...alert, stale }
      yield [key, status]
    }
  }

  const stops = [
    monitors.onLook(onLook),
    // A source may fall silent by time alone, or by a pause.
    monitors.onChange((runId, checkIds) => {
      const known = new Set(sourcesOf(runId).map(({ id }) => id))
      const sources = boards.get(runId)?.sources
      const keys = checkIds.flatMap((checkId) =>
        known.has(checkId) || sources?.has(checkId) ? keysOf(checkId, sources?.get(checkId)) : [],
      )
      tell(runId, keys)
    }),
  ]

  return {
    *entries(runId) {
      for (const { id } of sourcesOf(runId)) yield* entriesOf(runId, id)
    },
    get(runId, key) {
      for (const { id } of sourcesOf(runId)) {
        if (key !== sourceKey(id) && !key.startsWith(alertKey(id, ''))) continue
        for (const [found, entry] of entriesOf(runId, id)) if (found === key) return entry
      }
      return undefined
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    [Symbol.dispose]() {
      for (const stop of stops) stop()
      transitions[Symbol.dispose]()
      listeners.clear()
    },
  }
}

const sourceKey = (checkId: string) => `source ${checkId}`
const alertKey = (checkId: string, name: string) => `alert ${checkId} ${name}`

function keysOf(checkId: string, source: Source | undefined): string[] {
  const alerts = [...(source?.heard?.alerts.keys() ?? [])]
  return [sourceKey(checkId), ...alerts.map((name) => alertKey(checkId, name))]
}

function sourceEntry(status: MonitorStatus, { heard, silence }: Source): AlertSource {
  const { checkId, title } = status
  const base = {
    kind: 'source' as const,
    key: sourceKey(checkId),
    checkId,
    title,
    heardAt: heard?.at,
    rules: heard?.rules,
    rulesFailing: heard?.rulesFailing,
    unlisted: heard?.unlisted ?? 0,
  }
  if (status.paused) {
    const reason = message('alert.paused')
    return { ...base, state: 'muted', mutedSince: heard?.at ?? status.paused.since, reason }
  }
  if (silence) {
    const mutedSince = heard?.at ?? silence.since
    return { ...base, state: 'muted', mutedSince, reason: silence.reason }
  }
  if (!heard && !status.last && status.beats.length === 0 && status.target !== '') {
    return { ...base, state: 'waiting' }
  }
  if (status.stale || !heard) {
    // A run at rest has no target: nobody looks there any more.
    const reason = message(status.target === '' ? 'alert.not-watched' : 'alert.late')
    return { ...base, state: 'muted', mutedSince: heard?.at ?? status.last?.at, reason }
  }
  return { ...base, state: 'heard' }
}
