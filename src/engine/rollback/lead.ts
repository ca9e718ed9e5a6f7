import { message } from '../../shared/messages/message.ts'
import type { RollbackChoice } from '../../shared/model/rollback.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { CallContext } from '../rpc/service.ts'
import type { Projection } from '../run/projection.ts'
import { openRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'
import type { Histories, KeptRollback } from './histories.ts'
import type { StepTrace } from './rollback-trace.ts'
import type { RollbackView } from './rollback-view.ts'
import type { Wheel } from './wheel.ts'

interface Place {
  runId: string
  rollbackId: string
}

/** Lets whoever asks at a rollback, or says why not: it is over, led elsewhere, or not the moment. */
export function createLead(options: {
  store: Store
  registry: RunRegistry
  histories: Histories
  view: Pick<RollbackView, 'choices'>
  wheel: Wheel
  redact: (text: string) => string
}) {
  const { store, registry, histories, view, wheel, redact } = options
  const find = (
    runId: string,
    rollbackId: string,
  ): Result<{ run: Projection; kept: KeptRollback }> => {
    const run = openRun(store, registry, runId)
    if (!run.ok) return run
    const kept = histories.get(runId, rollbackId)
    if (!kept) return failure('not-found', message('rollback-run.unknown'))
    if (kept.trace.ended) return failure('conflict', message('rollback-run.over'))
    return ok({ run: run.value, kept })
  }
  /** The rollback, if whoever asks leads it, or nobody does, and may do this now. */
  const lead = (
    { runId, rollbackId }: Place,
    { client }: CallContext,
    choice: RollbackChoice,
  ): Result<{ run: Projection; kept: KeptRollback }> => {
    const found = find(runId, rollbackId)
    if (!found.ok) return found
    const { kept } = found.value
    if (wheel.isElsewhere(rollbackId, client)) {
      const { driver } = kept.trace
      return failure('denied', message('rollback-run.elsewhere', { driver }))
    }
    const { awaits } = kept.trace
    if (awaits !== undefined)
      return failure('denied', message('rollback-run.awaited', { name: awaits }))
    if (!view.choices(kept, client).includes(choice))
      return failure('conflict', message('rollback-run.not-now'))
    wheel.take(rollbackId, client)
    return found
  }
  /** The same, of the step at which it stands. */
  const leadAt = (
    input: Place & { stepId: string },
    context: CallContext,
    choice: RollbackChoice,
  ): Result<{ run: Projection; kept: KeptRollback; step: StepTrace }> => {
    const found = find(input.runId, input.rollbackId)
    if (!found.ok) return found
    if (found.value.kept.trace.at !== input.stepId)
      return failure('conflict', message('rollback-run.not-at'))
    const led = lead(input, context, choice)
    if (!led.ok) return led
    const step = led.value.kept.trace.steps.get(input.stepId)
    if (!step)
      return failure('not-found', message('rollback-run.unknown-step', { step: input.stepId }))
    return ok({ ...led.value, step })
  }

  /** Somebody leads it from now on, in the window that they ask from. */
  const takeOver = (
    { runId, rollbackId, by, reason }: Place & { by: string; reason?: string | undefined },
    { client }: CallContext,
  ): Result<null> => {
    const found = find(runId, rollbackId)
    if (!found.ok) return found
    const { driver: from } = found.value.kept.trace
    const taken = store.events.append(runId, { kind: 'person', name: by }, [
      {
        type: 'rollback.handed-over',
        rollbackId,
        from,
        to: by,
        ...(reason === undefined ? {} : { reason: redact(reason) }),
      },
    ])
    if (!taken.ok) return taken
    wheel.take(rollbackId, client)
    return ok(null)
  }
  /** The rollback, to be given up: where it awaits somebody, whoever says who they are may do so, too. */
  const leadToAbort = (input: Place & { by?: string | undefined }, context: CallContext) => {
    const { runId, rollbackId, by } = input
    const awaits = histories.get(runId, rollbackId)?.trace.awaits
    if (
      awaits !== undefined &&
      by !== undefined &&
      !wheel.isElsewhere(rollbackId, context.client)
    ) {
      const taken = takeOver({ runId, rollbackId, by }, context)
      if (!taken.ok) return taken
    }
    return lead(input, context, 'abort')
  }

  return { find, lead, leadAt, takeOver, leadToAbort }
}
