import { randomUUID } from 'node:crypto'

import { message } from '../../shared/messages/message.ts'
import type { CheckSpec } from '../../shared/model/check.ts'
import type { RunEventBody, RunHead } from '../../shared/model/run.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { CallHandlers } from '../rpc/service.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import { createAgreements } from './agreement.ts'
import { createCheckQueue } from './check-queue.ts'
import { evidenceOf } from './evidence.ts'
import { createPersistence } from './persist.ts'
import type { PrepareCheck, PreparedCheck } from './prepared-check.ts'
import type { Projection } from './projection.ts'
import { knownItem, openRun } from './run-guard.ts'
import type { RunRegistry } from './run-registry.ts'
import { operator } from './run-service.ts'

export interface CheckRunnerOptions {
  store: Store
  registry: RunRegistry
  clock: Clock
  prepare: PrepareCheck
  redact: (text: string) => string
}

/** Disposing of it cancels what runs, and waits until each outcome is on the disk. */
export interface CheckRunner extends AsyncDisposable {
  readonly handlers: Pick<CallHandlers, 'check.preview' | 'check.start' | 'check.cancel'>
}

interface ReadyCheck {
  spec: CheckSpec
  title: string
  prepared: PreparedCheck
}

/**
 * Runs checks: the intent on the disk, then the measurement, then evidence and outcome. What changes
 * a target is agreed to first, by token, and runs alone in its run.
 */
export function createCheckRunner(options: CheckRunnerOptions): CheckRunner {
  const { store, registry, clock, redact } = options
  const agreements = createAgreements()
  const queue = createCheckQueue({
    concurrency: () => store.settings.get().concurrency,
    onProgress: (runId, progress) => registry.setProgress(runId, progress),
  })
  const persistence = createPersistence(store)

  const prepareAll = (run: Projection, specs: readonly CheckSpec[]): Promise<ReadyCheck[]> => {
    const { id, profileName, environment, runbookHash } = run.head()
    const target = { id, profileName, environment, runbookHash, profileHash: run.profileHash }
    const titles = new Map(run.runbook?.items.map((item) => [item.id, item.title]))
    return Promise.all(
      specs.map(async (spec) => ({
        spec,
        title: spec.title ?? titles.get(spec.itemId) ?? spec.id,
        prepared: await options.prepare(spec, target),
      })),
    )
  }

  const attempt = async (runId: string, ready: ReadyCheck, signal: AbortSignal) => {
    const { spec, prepared } = ready
    const attemptId = randomUUID()
    const names = { attemptId, itemId: spec.itemId, checkId: spec.id }
    const started: RunEventBody = {
      type: 'check.started',
      ...names,
      danger: prepared.danger,
      target: redact(prepared.target),
      command: redact(prepared.command),
    }
    registry.begin(runId, attemptId)
    const intent = store.events.append(runId, operator(store), [started])
    if (!intent.ok) {
      registry.end(runId, attemptId)
      // Without its intent on the disk nothing is done, and neither is what waits behind it.
      queue.cancelWaiting(runId)
      return
    }
    const evidence = await evidenceOf(spec.id, prepared, { signal, clock, redact })
    const { verdict, reason } = evidence.judgement
    const finished: RunEventBody = {
      type: 'check.finished',
      ...names,
      verdict,
      reason,
      durationMs: evidence.measurement.durationMs,
      evidenceHash: evidence.hash,
    }
    // The checks behind it are not held up by a full disk: they find that out by themselves.
    void persistence.write(runId, { kind: 'engine' }, [finished], [evidence])
    registry.end(runId, attemptId)
  }

  return {
    handlers: {
      async 'check.preview'({ runId, itemIds }) {
        const run = openRun(store, registry, runId)
        if (!run.ok) return run
        const specs = checksOf(run.value, itemIds)
        if (!specs.ok) return specs
        const { profileName, environment } = run.value.head()
        const ready = await prepareAll(run.value, specs.value)
        return ok(
          ready.map(({ spec, title, prepared }) => ({
            itemId: spec.itemId,
            checkId: spec.id,
            title,
            target: prepared.target,
            environment,
            command: prepared.command,
            danger: prepared.danger,
            expect: prepared.expect,
            token: agreements.offer({ runId, checkId: spec.id, ...prepared }),
            typed: wordsToType(prepared, { environment, profileName }),
            problem: prepared.problem?.message,
          })),
        )
      },

      async 'check.start'({ runId, itemIds, agreed }) {
        const run = openRun(store, registry, runId)
        if (!run.ok) return run
        if (store.database.diskFull) return failure('disk-full', message('failure.disk-full'))
        const specs = checksOf(run.value, itemIds)
        if (!specs.ok) return specs
        if (specs.value.length === 0) return failure('bad-input', message('run.nothing-to-check'))
        // What already runs or waits is not started twice.
        const fresh = specs.value.filter((spec) => queue.reserve(runId, spec.id))
        const release = () => fresh.forEach((spec) => queue.release(runId, spec.id))
        let ready: ReadyCheck[]
        try {
          ready = await prepareAll(run.value, fresh)
        } catch (error) {
          release()
          throw error
        }
        const still = openRun(store, registry, runId)
        if (!still.ok) {
          release()
          return still
        }
        const head = still.value.head()
        const tokens: string[] = []
        for (const check of ready) {
          const token = agreements.tokenOf({ runId, checkId: check.spec.id, ...check.prepared })
          const refusal = refusalOf(
            check,
            head,
            agreed.find((entry) => entry.token === token),
          )
          if (refusal || (check.prepared.danger !== 'read' && !agreements.wasOffered(token))) {
            release()
            return refusal ?? needsConfirmation(check)
          }
          tokens.push(token)
        }
        agreements.consume(tokens)
        for (const check of ready) {
          queue.add({
            runId,
            itemId: check.spec.itemId,
            checkId: check.spec.id,
            alone: check.prepared.danger !== 'read',
            run: (signal) => attempt(runId, check, signal),
          })
        }
        return ok({ started: [...new Set(ready.map(({ spec }) => spec.itemId))] })
      },

      'check.cancel'({ runId, itemIds }) {
        if (!registry.get(runId))
          return Promise.resolve(failure('not-found', message('run.unknown')))
        queue.cancel(runId, itemIds.length === 0 ? undefined : new Set(itemIds))
        return Promise.resolve(ok(null))
      },
    },
    async [Symbol.asyncDispose]() {
      await queue[Symbol.asyncDispose]()
      persistence[Symbol.dispose]()
    },
  }
}

/** In the runbook's order, whatever the order they were asked in. */
function checksOf(run: Projection, itemIds: readonly string[]): Result<CheckSpec[]> {
  for (const itemId of itemIds) {
    const known = knownItem(run, itemId)
    if (!known.ok) return known
  }
  const wanted = new Set(itemIds)
  const items = run.runbook?.items.filter((item) => wanted.has(item.id)) ?? []
  return ok(items.flatMap((item) => item.checks))
}

/** What must be typed before it runs: in production, and wherever something is destroyed. */
export function wordsToType(
  { danger, target }: Pick<PreparedCheck, 'danger' | 'target'>,
  { environment, profileName }: Pick<RunHead, 'environment' | 'profileName'>,
): string | undefined {
  if (danger === 'destroy') return target
  return danger === 'change' && environment === 'production' ? profileName : undefined
}

function refusalOf(
  check: ReadyCheck,
  head: RunHead,
  agreed: { typed?: string } | undefined,
): ReturnType<typeof needsConfirmation> | undefined {
  if (check.prepared.danger === 'read') return undefined
  if (!agreed) return needsConfirmation(check)
  const words = wordsToType(check.prepared, head)
  if (words === undefined || agreed.typed?.trim() === words.trim()) return undefined
  return failure('needs-confirmation', message('run.wrong-words', { title: check.title, words }))
}

function needsConfirmation({ title, prepared }: ReadyCheck) {
  const values = { title, target: prepared.target }
  return failure('needs-confirmation', message('run.needs-confirmation', values))
}
