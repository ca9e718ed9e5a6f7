import { message, type Message } from '../../shared/messages/message.ts'
import type { CheckSpec } from '../../shared/model/check.ts'
import type { Criterion } from '../../shared/model/gate.ts'
import type { QueueAlarm, QueueLimit, QueueStatus } from '../../shared/model/queue.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import type { Look } from '../monitor/look.ts'
import type { Measures } from '../monitor/measures.ts'
import { watchedChecks, type Monitors } from '../monitor/monitors.ts'
import { createTransitions } from '../monitor/transitions.ts'
import type { Projection } from '../run/projection.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import { depthLimit } from './depth-limit.ts'
import { alarmOf, endOf } from './queue-alarm.ts'
import { findsQueues, nameOf, readingsOf, sourceOf } from './queue-reading.ts'
import { createQueueTrack, mostTrendPoints, type QueueTrack } from './queue-track.ts'

export interface QueuesOptions {
  store: Store
  registry: RunRegistry
  monitors: Pick<Monitors, 'onLook' | 'onChange' | 'status'>
  measures: Measures
  clock: Clock
  timer: Timer
}

/** The queues of all runs, as they were last read. */
export interface Queues extends Disposable {
  /** In the runbook's order; those that one check found, by name. */
  statuses(runId: string): Iterable<[key: string, status: QueueStatus]>
  status(runId: string, key: string): QueueStatus | undefined
  onChange(listener: (runId: string, keys: readonly string[]) => void): () => void
}

/** One check and its queues: under '' its own, else by the names that it found. */
interface QueueCheck {
  spec: CheckSpec
  title: string
  tracks: Map<string, QueueTrack>
  limitOf(name: string): QueueLimit | undefined
  /** Of a check that finds queues: why it found none at its last look. */
  problem?: Message
  lookedAtMs?: number
}

type Checks = Map<string, QueueCheck>

const separator = '›'
const keyOf = (checkId: string, name: string) =>
  name === '' ? checkId : `${checkId}${separator}${name}`

export function createQueues(options: QueuesOptions): Queues {
  const { store, registry, monitors, measures, clock, timer } = options
  const nowMs = () => Date.parse(clock.now())
  const runs = new Map<string, Checks>()
  const listeners = new Set<(runId: string, keys: readonly string[]) => void>()
  const transitions = createTransitions(store, timer)

  const tell = (runId: string, keys: readonly string[]) => {
    if (keys.length > 0) for (const listener of listeners) listener(runId, keys)
  }

  const checksOf = (runId: string): Checks => {
    const known = runs.get(runId)
    if (known) return known
    const run = registry.get(runId)
    const checks: Checks = new Map()
    if (!run) return checks
    runs.set(runId, checks)
    for (const { spec, title } of watchedChecks(run)) {
      if (spec.kind !== 'queue') continue
      const limitOf = limitsOf(spec, criteriaOf(run))
      const check: QueueCheck = { spec, title, limitOf, tracks: new Map() }
      checks.set(spec.id, check)
      if (!findsQueues(spec)) check.tracks.set('', startTrack(runId, check, '', nowMs()))
    }
    return checks
  }

  const startTrack = (runId: string, { spec }: QueueCheck, name: string, toMs: number) => {
    const everyMs = (spec.everySeconds ?? 0) * 1000
    const fromMs = toMs - everyMs * mostTrendPoints
    const measure = name === '' ? 'depth' : `queues.${name}.depth`
    const alarm = lastAlarm(registry.get(runId)?.events ?? [], keyOf(spec.id, name))
    const before = measures.points(runId, spec.id, measure, fromMs, toMs)
    return createQueueTrack({ everyMs, before, alarm })
  }

  const record = (
    runId: string,
    { spec }: QueueCheck,
    track: QueueTrack,
    queue: string,
    next: Omit<QueueAlarm, 'since'> | undefined,
  ) => {
    const { alarm } = track
    const at = clock.now()
    if (next?.kind === alarm?.kind) {
      if (alarm && next) track.alarm = { ...alarm, reason: next.reason }
      return
    }
    const { itemId, id: checkId } = spec
    const name = findsQueues(spec) ? queue : ''
    const key = keyOf(checkId, name)
    const reason = next?.reason ?? (alarm && endOf(queue, alarm.kind, track.seen))
    track.alarm = next && { ...next, since: at }
    if (reason)
      transitions.add(runId, {
        type: 'queue.alarm',
        itemId,
        checkId,
        key,
        queue,
        alarm: next?.kind,
        reason,
      })
  }

  const onLook = ({ runId, spec, sample, evidence }: Look) => {
    if (spec.kind !== 'queue') return
    const check = checksOf(runId).get(spec.id)
    if (!check) return
    const { measurement, judgement } = evidence
    const { atMs } = sample
    check.lookedAtMs = atMs
    const facts = measurement.kind === 'measured' ? measurement.facts : undefined
    const isRead = facts !== undefined && facts.error === ''
    const problem = measurement.kind === 'unmeasurable' ? measurement.message : judgement.reason
    check.problem = isRead ? undefined : problem
    const before = keysOf(check)
    if (!isRead) for (const track of check.tracks.values()) track.miss(atMs, problem)
    else {
      const readings = readingsOf(spec, facts)
      const isWhole = facts.queues_complete !== false
      for (const [name, track] of check.tracks) {
        if (name === '' || readings.some((reading) => reading.name === name)) continue
        if (isWhole) drop(runId, check, name, track)
        else track.miss(atMs, message('queue.not-among-read'))
      }
      for (const reading of readings) {
        const { name = '' } = reading
        let track = check.tracks.get(name)
        if (!track) check.tracks.set(name, (track = startTrack(runId, check, name, atMs)))
        track.read(atMs, reading)
        // What is seen during maintenance is shown, and calls nobody.
        if (sample.aside === 'maintenance') continue
        const shown = name === '' ? nameOf(spec, check.title) : name
        record(runId, check, track, shown, alarmOf(shown, track.seen, track.alarm?.kind))
      }
    }
    tell(runId, [...new Set([...before, ...keysOf(check)])])
  }

  const drop = (runId: string, check: QueueCheck, name: string, track: QueueTrack) => {
    check.tracks.delete(name)
    const { itemId, id: checkId } = check.spec
    const reason = message('queue.alarm.gone', { name })
    if (track.alarm)
      transitions.add(runId, {
        type: 'queue.alarm',
        itemId,
        checkId,
        key: keyOf(checkId, name),
        queue: name,
        reason,
      })
  }

  /** Another runbook: what it still watches is followed on, of the rest alarms end. */
  const startAnew = (runId: string) => {
    const left = runs.get(runId)
    runs.delete(runId)
    const checks = checksOf(runId)
    const gone: string[] = []
    for (const [checkId, check] of left ?? []) {
      gone.push(...keysOf(check))
      if (checks.has(checkId)) continue
      for (const [name, track] of check.tracks) drop(runId, check, name, track)
    }
    tell(runId, [...new Set([...gone, ...[...checks.values()].flatMap(keysOf)])])
  }

  const stops: (() => void)[] = [
    monitors.onLook(onLook),
    monitors.onChange((runId, checkIds) => {
      const checks = runs.get(runId)
      if (!checks) return
      tell(
        runId,
        checkIds.flatMap((checkId) => keysOf(checks.get(checkId))),
      )
    }),
    store.events.onAppended((runId, events) => {
      if (events.some(({ body }) => body.type === 'runbook.adopted')) startAnew(runId)
      if (events.some(({ body }) => body.type === 'run.closed')) transitions.forget(runId)
    }),
  ]

  const statusOf = (runId: string, check: QueueCheck, name: string): QueueStatus => {
    const { spec, title, problem, lookedAtMs } = check
    const everySeconds = spec.everySeconds ?? 0
    const monitor = monitors.status(runId, spec.id)
    const oldestMs = nowMs() - 2 * everySeconds * 1000 - spec.timeoutMs
    const isStale =
      monitor === undefined ||
      monitor.stale ||
      monitor.paused !== undefined ||
      (lookedAtMs ?? 0) < oldestMs
    const track = check.tracks.get(name)
    const found = check.lookedAtMs === undefined || problem ? undefined : false
    const shown =
      track?.show(isStale) ?? nothingFound(isStale || found === undefined, problem, found)
    return {
      key: keyOf(spec.id, name),
      checkId: spec.id,
      itemId: spec.itemId,
      title,
      name: name === '' ? nameOf(spec, title) : name,
      source: sourceOf(spec),
      target: monitor?.target ?? '',
      everySeconds,
      limit: check.limitOf(name),
      ...shown,
    }
  }

  return {
    *statuses(runId) {
      for (const check of checksOf(runId).values())
        for (const name of namesOf(check))
          yield [keyOf(check.spec.id, name), statusOf(runId, check, name)]
    },
    status(runId, key) {
      const checks = checksOf(runId)
      const [checkId = '', ...rest] = key.split(separator)
      const check = checks.get(checkId)
      const name = rest.join(separator)
      return check && namesOf(check).includes(name) ? statusOf(runId, check, name) : undefined
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

/** The limit of each queue of a check, found once. */
function limitsOf({ id: checkId, expect }: CheckSpec, criteria: readonly Criterion[]) {
  const known = new Map<string, QueueLimit | undefined>()
  return (name: string) => {
    if (!known.has(name)) known.set(name, depthLimit({ checkId, expect, criteria, name }))
    return known.get(name)
  }
}

/** A check that has found no queue stands for itself. */
const namesOf = ({ tracks }: QueueCheck): string[] =>
  tracks.size === 0 ? [''] : [...tracks.keys()]
const keysOf = (check: QueueCheck | undefined): string[] =>
  check ? namesOf(check).map((name) => keyOf(check.spec.id, name)) : []

const criteriaOf = (run: Projection) =>
  (run.runbook?.gates ?? []).flatMap(({ criteria }) => criteria)

function nothingFound(stale: boolean, problem: Message | undefined, found: boolean | undefined) {
  const reason = message(stale ? 'queue.forecast.never-read' : 'queue.forecast.empty')
  const forecast = { trend: stale ? ('unknown' as const) : ('empty' as const), reason }
  return { stale, problem, found, counts: {}, forecast, trend: [] }
}

function lastAlarm(events: readonly RunEvent[], key: string): QueueAlarm | undefined {
  const last = events.findLast(({ body }) => body.type === 'queue.alarm' && body.key === key)
  return last?.body.type === 'queue.alarm' && last.body.alarm !== undefined
    ? { kind: last.body.alarm, since: last.at, reason: last.body.reason }
    : undefined
}
