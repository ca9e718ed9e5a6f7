import { randomUUID } from 'node:crypto'

import { message } from '../../shared/messages/message.ts'
import type { Actor, RunEventBody, RunEventType } from '../../shared/model/run.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { EngineStatus } from '../../shared/rpc/views.ts'
import type { CallHandlers, SubscriptionSources } from '../rpc/service.ts'
import { isOpenRun, openRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Redactor } from '../secrets/redactor.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import { createConductor } from './conductor.ts'
import { createRollbackConsent } from './consent.ts'
import { createHistories } from './histories.ts'
import { createLead } from './lead.ts'
import { planHash } from './plan-hash.ts'
import { createPreparation, type PrepareOptions } from './prepare.ts'
import { createRollbackView } from './rollback-view.ts'
import { refusalToStart } from './start-rules.ts'
import { createWheel } from './wheel.ts'

export interface RollbacksOptions extends Omit<PrepareOptions, 'redact'> {
  store: Store
  registry: RunRegistry
  redactor: Redactor
  clock: Clock
  timer: Timer
}

/** Disposing of it stops what runs, and waits until what came of it is on the disk. */
export interface Rollbacks extends AsyncDisposable {
  readonly handlers: Pick<CallHandlers, Extract<keyof CallHandlers, `rollback.${string}`>>
  readonly sources: Pick<SubscriptionSources, 'rollbacks'>
  /** Those that go on, over all open runs. */
  underWay(): NonNullable<EngineStatus['rollbacks']>
  onUnderWay(listener: () => void): () => void
}

/** Who may do what on the way back: every rule is kept here, whatever a screen shows. */
export function createRollbacks(options: RollbacksOptions): Rollbacks {
  const { store, registry, redactor, clock, timer } = options
  const redact = (text: string) => redactor.redact(text)
  const listeners = new Set<(runId: string, rollbackIds: readonly string[]) => void>()
  const tell = (runId: string, rollbackIds: readonly string[]) => {
    for (const listener of listeners) listener(runId, rollbackIds)
  }
  const onChange = (listener: (runId: string, rollbackIds: readonly string[]) => void) => {
    const own: typeof listener = (runId, ids) => listener(runId, ids)
    listeners.add(own)
    return () => listeners.delete(own)
  }
  const histories = createHistories(store, registry, tell)
  const wheel = createWheel((rollbackId) => {
    for (const runId of registry.runIds())
      if (histories.get(runId, rollbackId)) tell(runId, [rollbackId])
  })
  const preparation = createPreparation({ ...options, redact })
  const consent = createRollbackConsent(preparation)
  const conductor = createConductor({
    store,
    registry,
    histories,
    preparation,
    redactor,
    clock,
    timer,
    onMove: (runId, rollbackId) => tell(runId, [rollbackId]),
  })
  const view = createRollbackView({ store, registry, histories, conductor, wheel })

  const { find, lead, leadAt, takeOver, leadToAbort } = createLead({
    store,
    registry,
    histories,
    view,
    wheel,
    redact,
  })
  const append = (runId: string, actor: Actor, body: RunEventBody): Result<null> => {
    const appended = store.events.append(runId, actor, [body])
    return appended.ok ? ok(null) : appended
  }

  const handlers: Rollbacks['handlers'] = {
    'rollback.start'(input, { client }) {
      const { runId, planId, mode, by, answers } = input
      const begin = (): Result<{ rollbackId: string }> => {
        const run = openRun(store, registry, runId)
        if (!run.ok) return run
        const plan = run.value.runbook?.rollbacks.find(({ id }) => id === planId)
        if (!plan) return failure('not-found', message('rollback-run.unknown-plan', { id: planId }))
        if (histories.underWay(runId)) return failure('conflict', message('rollback-run.running'))
        const { environment, runbookHash } = run.value.head()
        const refused = refusalToStart(plan, mode, environment)
        if (refused) return failure('denied', refused)
        const rollbackId = randomUUID()
        const begun = append(
          runId,
          { kind: 'person', name: by },
          {
            type: 'rollback.started',
            rollbackId,
            plan,
            planHash: planHash(plan),
            mode,
            environment,
            runbookHash,
            profileHash: run.value.profileHash,
            by,
            answers: plan.when
              .slice(0, answers.length)
              .map((question, index) => ({ question, yes: answers[index] === true })),
          },
        )
        if (!begun.ok) return begun
        wheel.take(rollbackId, client)
        const kept = histories.get(runId, rollbackId)
        if (kept) conductor.goOn(kept)
        return ok({ rollbackId })
      }
      return Promise.resolve(begin())
    },

    'rollback.plan'({ runId, rollbackId }) {
      const kept = histories.get(runId, rollbackId)
      return Promise.resolve(
        kept ? ok(kept.plan) : failure('not-found', message('rollback-run.unknown')),
      )
    },

    'rollback.preview'({ runId, rollbackId, stepId }) {
      const found = find(runId, rollbackId)
      if (!found.ok) return Promise.resolve(found)
      const { run, kept } = found.value
      const step = kept.trace.steps.get(stepId)
      return Promise.resolve(
        step
          ? ok(consent.preview({ run, trace: kept.trace, step }))
          : failure('not-found', unknownStep(stepId)),
      )
    },

    'rollback.act'(input, context) {
      const act = (): Result<null> => {
        const led = leadAt(input, context, 'act')
        if (!led.ok) return led
        const { run, kept, step } = led.value
        const output = conductor.listen(kept)
        const wish = { run, trace: kept.trace, step }
        const agreed = consent.agree(wish, input.agreed, output.write)
        if (!agreed.ok) return agreed
        const begun = conductor.begin(kept, step, agreed.value.prepared, output.text)
        if (begun.ok) agreed.value.spend()
        return begun
      }
      return Promise.resolve(act())
    },

    'rollback.confirm'(input, context) {
      const led = leadAt(input, context, 'confirm')
      return Promise.resolve(
        led.ok ? conductor.confirm(led.value.kept, led.value.step, input.by) : led,
      )
    },

    'rollback.choose'(input, context) {
      const choose = (): Result<null> => {
        const led = leadAt(input, context, 'choose')
        if (!led.ok) return led
        const { kept, step } = led.value
        const { action } = step.step
        const option = action.kind === 'decide' ? action.options[input.option] : undefined
        if (!option) return failure('bad-input', message('rollback-run.not-now'))
        return conductor.move(kept, step, { how: 'chose', to: option.next, option: option.label })
      }
      return Promise.resolve(choose())
    },

    'rollback.go-on'(input, context) {
      const goOn = (): Result<null> => {
        const isOther = input.way === 'alternative'
        const led = leadAt(input, context, isOther ? 'alternative' : 'go-on')
        if (!led.ok) return led
        const { kept, step } = led.value
        const { next, ifFails } = step.step
        const to = isOther ? ifFails.next : next
        if (to === undefined) return failure('conflict', message('rollback-run.not-now'))
        const onward = kept.trace.started.mode === 'shown' ? 'shown' : 'on'
        return conductor.move(kept, step, { how: isOther ? 'alternative' : onward, to })
      }
      return Promise.resolve(goOn())
    },

    'rollback.retry'(input, context) {
      const led = leadAt(input, context, 'retry')
      if (!led.ok) return Promise.resolve(led)
      const { kept, step } = led.value
      const to = { step: step.step.id }
      return Promise.resolve(conductor.move(kept, step, { how: 'retry', to }))
    },

    'rollback.skip'(input, context) {
      const led = leadAt(input, context, 'skip')
      if (!led.ok) return Promise.resolve(led)
      const { kept, step } = led.value
      const { reason } = input
      return Promise.resolve(
        conductor.move(kept, step, { how: 'skip', to: step.step.next, reason }),
      )
    },

    'rollback.verify'(input, context) {
      const led = lead(input, context, 'verify')
      if (!led.ok) return Promise.resolve(led)
      conductor.look(led.value.kept)
      return Promise.resolve(ok(null))
    },

    'rollback.wait'(input, context) {
      const led = lead(input, context, 'wait')
      if (!led.ok) return Promise.resolve(led)
      conductor.extend(led.value.kept)
      return Promise.resolve(ok(null))
    },

    'rollback.hand-over'(input, context) {
      const led = lead(input, context, 'hand-over')
      if (!led.ok) return Promise.resolve(led)
      const { runId, rollbackId, to, reason } = input
      const { driver: from } = led.value.kept.trace
      const handed = append(
        runId,
        { kind: 'person', name: from },
        { type: 'rollback.handed-over', rollbackId, from, to, ...withReason(reason, redact) },
      )
      if (handed.ok) wheel.release(rollbackId)
      return Promise.resolve(handed)
    },

    'rollback.take-over': (input, context) => Promise.resolve(takeOver(input, context)),

    'rollback.abort'(input, context) {
      const led = leadToAbort(input, context)
      return led.ok ? conductor.abort(led.value.kept, input.reason) : Promise.resolve(led)
    },
  }

  const resume = (runId: string) => {
    const kept = isOpenRun(registry.head(runId)) ? histories.underWay(runId) : undefined
    if (kept) void conductor.resume(kept)
  }
  if (!store.database.readOnly) for (const runId of registry.runIds()) resume(runId)
  const stopListening = store.events.onAppended((runId, events) => {
    // Whoever listens appends nothing before the others have heard.
    if (events.some(({ body }) => opensAgain.has(body.type))) queueMicrotask(() => resume(runId))
  })

  return {
    handlers,
    sources: view.sources(onChange),
    underWay: () =>
      registry.runIds().flatMap((runId) => {
        const kept = isOpenRun(registry.head(runId)) ? histories.underWay(runId) : undefined
        if (!kept) return []
        const { rollbackId, trace } = kept
        return [{ runId, rollbackId, mode: trace.started.mode }]
      }),
    onUnderWay: (listener) =>
      store.events.onAppended((_runId, events) => {
        if (events.some(({ body }) => changesUnderWay.has(body.type))) listener()
      }),
    async [Symbol.asyncDispose]() {
      await conductor[Symbol.asyncDispose]()
      stopListening()
      histories[Symbol.dispose]()
      listeners.clear()
    },
  }
}

const opensAgain: ReadonlySet<RunEventType> = new Set(['run.taken-over', 'run.reopened'])
const changesUnderWay: ReadonlySet<RunEventType> = new Set([
  'rollback.started',
  'rollback.ended',
  'run.closed',
  'run.reopened',
  'run.taken-over',
])

const unknownStep = (step: string) => message('rollback-run.unknown-step', { step })

const withReason = (reason: string | undefined, redact: (text: string) => string) =>
  reason === undefined ? {} : { reason: redact(reason) }
