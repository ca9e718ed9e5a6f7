import { message } from '../../shared/messages/message.ts'
import type { ReadinessStatus } from '../../shared/model/readiness.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
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
import { checkLine, linesOf, plansOf, type LineLook } from './readiness-lines.ts'
import { readinessOf } from './readiness-status.ts'
import { createRestores } from './restores.ts'

export interface ReadinessOptions {
  store: Store
  registry: RunRegistry
  environment: (run: RunTarget) => Pick<CheckEnvironment, 'prepare'> | undefined
  redact: (text: string) => string
  clock: Clock
}

/** Is the way back one that can be relied on? Disposing of it ends what is looked at. */
export interface Readiness extends AsyncDisposable {
  readonly handlers: Pick<CallHandlers, Extract<keyof CallHandlers, `readiness.${string}`>>
  readonly sources: Pick<SubscriptionSources, 'readiness'>
  /** Every line of a run as it stands now. */
  lines(runId: string): ReadinessStatus[]
}

export function createReadiness(options: ReadinessOptions): Readiness {
  const { store, registry, clock, redact } = options
  const over = new AbortController()
  /** Lines being looked at, by run, and what waits for them. */
  const checking = new Map<string, Set<string>>()
  const underWay = new Map<string, Promise<unknown>>()
  const listeners = new Set<(runId: string, ids: readonly string[]) => void>()
  const tell = (runId: string, ids: readonly string[]) => {
    for (const listener of listeners) listener(runId, ids)
  }
  const lines = (runId: string): ReadinessStatus[] => {
    const run = registry.get(runId)
    if (!run) return []
    const all = readinessOf(run, Date.parse(clock.now()), checking.get(runId))
    return all.map((line) =>
      line.kind === 'backup'
        ? { ...line, backups: restores.statuses(run), scratches: restores.left(run) }
        : line,
    )
  }
  const stop = store.events.onAppended((runId, events) => {
    const changes = [
      'readiness.checked',
      'readiness.restored',
      'runbook.adopted',
      'profile.adopted',
    ]
    if (events.some(({ body }) => changes.includes(body.type)))
      tell(
        runId,
        lines(runId).map(({ id }) => id),
      )
  })

  const check = async (
    runId: string,
    signal: AbortSignal,
    isWanted: (line: LineLook) => boolean = () => true,
  ): Promise<Result<null>> => {
    const open = openRun(store, registry, runId)
    if (!open.ok) return open
    const run = open.value
    const { id, profileName, environment, runbookHash } = run.head()
    const { profileHash } = run
    const target: RunTarget = { id, profileName, environment, runbookHash, profileHash }
    const all = linesOf(run).filter(isWanted)
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

  /** It is waited for before the end. */
  const kept = (runId: string, checked: Promise<Result<null>>) => {
    underWay.set(runId, checked)
    void checked.finally(() => underWay.delete(runId))
    return checked
  }
  const restores = createRestores({
    ...options,
    onMove: (runId) => tell(runId, ['backup']),
    // What is known of the backup now is something else.
    async onEnd(runId) {
      while (underWay.has(runId)) await underWay.get(runId)
      await kept(
        runId,
        check(runId, over.signal, ({ kind }) => kind === 'backup'),
      )
    },
  })

  return {
    lines,
    handlers: {
      'readiness.check': ({ runId }, { signal }) =>
        checking.has(runId)
          ? Promise.resolve(failure('conflict', message('readiness.running')))
          : kept(runId, check(runId, signal)),
      ...restores.handlers,
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
      await restores[Symbol.asyncDispose]()
      stop()
      await Promise.allSettled(underWay.values())
      listeners.clear()
    },
  }
}
