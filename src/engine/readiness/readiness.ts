import { message } from '../../shared/messages/message.ts'
import type { ReadinessStatus } from '../../shared/model/readiness.ts'
import { failure, ok } from '../../shared/result.ts'
import type { CheckEnvironment } from '../check/check-environment.ts'
import type { CallHandlers, SubscriptionSources } from '../rpc/service.ts'
import type { RunTarget } from '../run/prepared-check.ts'
import { openRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import { operator } from '../run/run-service.ts'
import { runSource } from '../run/run-source.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import { createPrepare, type LookContext } from './look.ts'
import { checkLine, linesOf, plansOf } from './readiness-lines.ts'
import { readinessOf } from './readiness-status.ts'

export interface ReadinessOptions {
  store: Store
  registry: RunRegistry
  environment: (run: RunTarget) => Pick<CheckEnvironment, 'prepare'> | undefined
  redact: (text: string) => string
  clock: Clock
}

/** Is the way back one that can be relied on? Disposing of it ends what is looked at. */
export interface Readiness extends AsyncDisposable {
  readonly handlers: Pick<CallHandlers, 'readiness.check'>
  readonly sources: Pick<SubscriptionSources, 'readiness'>
  /** Every line of a run as it stands now. */
  lines(runId: string): ReadinessStatus[]
}

export function createReadiness(options: ReadinessOptions): Readiness {
  const { store, registry, clock, redact } = options
  const over = new AbortController()
  /** Lines being looked at, by run, and what waits for them. */
  const checking = new Map<string, Set<string>>()
  const underWay = new Set<Promise<unknown>>()
  const listeners = new Set<(runId: string, ids: readonly string[]) => void>()
  const tell = (runId: string, ids: readonly string[]) => {
    for (const listener of listeners) listener(runId, ids)
  }
  const lines = (runId: string): ReadinessStatus[] => {
    const run = registry.get(runId)
    return run ? readinessOf(run, Date.parse(clock.now()), checking.get(runId)) : []
  }
  const stop = store.events.onAppended((runId, events) => {
    const changes = ['readiness.checked', 'runbook.adopted', 'profile.adopted']
    if (events.some(({ body }) => changes.includes(body.type)))
      tell(
        runId,
        lines(runId).map(({ id }) => id),
      )
  })

  const check: CallHandlers['readiness.check'] = async ({ runId }, { signal }) => {
    const open = openRun(store, registry, runId)
    if (!open.ok) return open
    if (checking.has(runId)) return failure('conflict', message('readiness.running'))
    const run = open.value
    const { id, profileName, environment, runbookHash } = run.head()
    const { profileHash } = run
    const target: RunTarget = { id, profileName, environment, runbookHash, profileHash }
    const all = linesOf(run)
    const left = new Set(all.map((line) => line.id))
    checking.set(runId, left)
    tell(runId, [...left])
    const context: LookContext = {
      run,
      plans: plansOf(run),
      spec: run.runbook?.readiness ?? {},
      histories: () => registry.runIds().map((one) => registry.get(one)?.events ?? []),
      now: () => clock.now(),
      signal: AbortSignal.any([signal, over.signal]),
      prepare: createPrepare(options.environment(target), run),
    }
    try {
      const checked = await Promise.all(
        all.map(async (line) => {
          const result = await checkLine(line, context, { clock, redact })
          left.delete(line.id)
          tell(runId, [line.id])
          return result
        }),
      )
      if (context.signal.aborted) return failure('cancelled', message('cause.cancelled'))
      const appended = store.events.append(
        runId,
        operator(store),
        [
          {
            type: 'readiness.checked',
            runbookHash,
            profileHash,
            lines: checked.map(({ line }) => line),
          },
        ],
        checked.map(({ evidence }) => evidence),
      )
      return appended.ok ? ok(null) : appended
    } finally {
      checking.delete(runId)
      tell(
        runId,
        all.map((line) => line.id),
      )
    }
  }

  return {
    lines,
    handlers: {
      'readiness.check'(input, context) {
        const checked = check(input, context)
        underWay.add(checked)
        void checked.finally(() => underWay.delete(checked))
        return checked
      },
    },
    sources: {
      readiness: ({ runId }) =>
        runSource(registry, runId, {
          entries: (of) => lines(of).map((line): [string, ReadinessStatus] => [line.id, line]),
          get: (of, lineId) => lines(of).find(({ id }) => id === lineId),
          onChange(listener) {
            const own: typeof listener = (of, ids) => listener(of, ids)
            listeners.add(own)
            return () => listeners.delete(own)
          },
        }),
    },
    async [Symbol.asyncDispose]() {
      over.abort()
      stop()
      await Promise.allSettled(underWay)
      listeners.clear()
    },
  }
}
