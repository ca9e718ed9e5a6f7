import { message } from '../../shared/messages/message.ts'
import type { MonitorStatus } from '../../shared/model/monitor.ts'
import type { RunEventBody } from '../../shared/model/run.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { CallHandlers, SubscriptionSources } from '../rpc/service.ts'
import type { Projection } from '../run/projection.ts'
import { openRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import { operator } from '../run/run-service.ts'
import { runSource } from '../run/run-source.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import { readMeasures } from './measure-history.ts'
import { readHistory } from './monitor-history.ts'
import { watchedChecks, type Monitors } from './monitors.ts'
import type { SampleStore } from './sample-store.ts'

export interface MonitorServiceOptions {
  store: Store
  registry: RunRegistry
  monitors: Monitors
  samples: SampleStore
  clock: Clock
  redact: (text: string) => string
}

type Named = { itemId: string; checkId: string }

/** Monitors as the contract names them. */
export function createMonitorService(options: MonitorServiceOptions): {
  handlers: Pick<
    CallHandlers,
    | 'monitor.pause'
    | 'monitor.resume'
    | 'monitor.maintenance'
    | 'monitor.history'
    | 'monitor.failures'
    | 'monitor.measures'
  >
  sources: Pick<SubscriptionSources, 'monitors'>
} {
  const { store, registry, monitors, samples, clock, redact } = options

  /** One event for each of the named monitors that `bodyOf` has one for. */
  const change = (
    runId: string,
    checkIds: readonly string[],
    refusal: 'monitor.not-paused' | 'monitor.already-paused' | undefined,
    bodyOf: (named: Named, status: MonitorStatus) => RunEventBody | undefined,
  ): Promise<Result<null>> => {
    const decide = () => {
      const run = openRun(store, registry, runId)
      if (!run.ok) return run
      const bodies: RunEventBody[] = []
      for (const checkId of new Set(checkIds)) {
        const status = monitors.status(runId, checkId)
        if (!status) return failure('not-found', message('monitor.unknown', { checkId }))
        const body = bodyOf({ itemId: status.itemId, checkId }, status)
        if (body) bodies.push(body)
      }
      if (bodies.length === 0 && refusal) return failure('conflict', message(refusal))
      const appended = store.events.append(runId, operator(store), bodies)
      return appended.ok ? ok(null) : appended
    }
    return Promise.resolve(decide())
  }

  return {
    handlers: {
      'monitor.pause': ({ runId, checkIds, reason }) =>
        change(runId, checkIds, 'monitor.already-paused', (named, { paused }) =>
          paused
            ? undefined
            : { type: 'monitor.paused', ...named, reason: reason && redact(reason) },
        ),
      'monitor.resume': ({ runId, checkIds }) =>
        change(runId, checkIds, 'monitor.not-paused', (named, { paused, maintenance }) =>
          paused || maintenance ? { type: 'monitor.resumed', ...named } : undefined,
        ),
      'monitor.maintenance': ({ runId, checkIds, reason, until }) =>
        Date.parse(until) <= Date.parse(clock.now())
          ? Promise.resolve(failure('bad-input', message('monitor.maintenance-past')))
          : change(runId, checkIds, undefined, (named) => ({
              type: 'monitor.maintenance',
              ...named,
              reason: redact(reason),
              until,
            })),
      'monitor.history'({ runId, checkId, from, to, points }) {
        const run = registry.get(runId)
        const everySeconds = run && intervalOf(run, checkId)
        const [fromMs, toMs] = [Date.parse(from), Date.parse(to)]
        if (everySeconds === undefined)
          return Promise.resolve(failure('not-found', message('monitor.unknown', { checkId })))
        if (fromMs >= toMs)
          return Promise.resolve(failure('bad-input', message('monitor.bad-window')))
        const wanted = { fromMs, toMs, points, everySeconds }
        const history = readHistory(samples, samples.find(runId, checkId), wanted)
        // What never leaves this machine was looked at all the same.
        const isHere = monitors.isHere(runId, checkId)
        const gaps = history.gaps.filter(({ cause }) => !isHere || cause !== 'network')
        return Promise.resolve(ok({ ...history, gaps }))
      },
      'monitor.measures'({ runId, checkId, names, from, to, points }) {
        const run = registry.get(runId)
        const everySeconds = run && intervalOf(run, checkId)
        const [fromMs, toMs] = [Date.parse(from), Date.parse(to)]
        if (everySeconds === undefined)
          return Promise.resolve(failure('not-found', message('monitor.unknown', { checkId })))
        if (fromMs >= toMs)
          return Promise.resolve(failure('bad-input', message('monitor.bad-window')))
        const wanted = { fromMs, toMs, points, everySeconds }
        const series = samples.find(runId, checkId)
        return Promise.resolve(ok(readMeasures(samples, series, names, wanted)))
      },
      'monitor.failures'({ runId, checkId, from, to, most }) {
        const run = registry.get(runId)
        if (!run || intervalOf(run, checkId) === undefined)
          return Promise.resolve(failure('not-found', message('monitor.unknown', { checkId })))
        const series = samples.find(runId, checkId) ?? -1
        return Promise.resolve(
          ok(samples.failures.read(series, Date.parse(from), Date.parse(to), most)),
        )
      },
    },
    sources: {
      monitors: ({ runId }) =>
        runSource(registry, runId, {
          entries: (id) => monitors.statuses(id),
          get: (id, checkId) => monitors.status(id, checkId),
          onChange: (listener) => monitors.onChange(listener),
        }),
    },
  }
}

function intervalOf(run: Projection, checkId: string): number | undefined {
  return watchedChecks(run).find(({ spec }) => spec.id === checkId)?.spec.everySeconds
}
