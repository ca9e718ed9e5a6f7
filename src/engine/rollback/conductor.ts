import { message, type Message } from '../../shared/messages/message.ts'
import type { RollbackEventBody } from '../../shared/model/rollback-event.ts'
import type { RollbackMove, RollbackNext } from '../../shared/model/rollback.ts'
import type { Actor } from '../../shared/model/run.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import { evidenceOf, redactMessage } from '../run/evidence.ts'
import { createPersistence } from '../run/persist.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Redactor } from '../secrets/redactor.ts'
import type { Store } from '../store/store.ts'
import { createCalm } from '../time/calm.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import type { Histories, KeptRollback } from './histories.ts'
import { createLiveOutput } from './live-output.ts'
import { createLooking } from './looking.ts'
import { outcomeOf } from './outcome.ts'
import type { Preparation } from './prepare.ts'
import type { LiveRollback } from './rollback-status.ts'
import type { StepTrace } from './rollback-trace.ts'

export interface ConductorOptions {
  store: Store
  registry: Pick<RunRegistry, 'get'>
  histories: Histories
  preparation: Preparation
  redactor: Redactor
  clock: Clock
  timer: Timer
  /** What only this process knows of a rollback has changed. */
  onMove: (runId: string, rollbackId: string) => void
}

/** How a step is left, and what is said with it. */
export interface Move {
  how: RollbackMove
  to: RollbackNext
  reason?: string
  option?: string
}

/** A step that is being done here and now. */
interface Acting {
  stepId: string
  abort: AbortController
  output: () => string
  ended: Promise<void>
}

/** What a step says is told no more often than this. */
const tellEveryMs = 200
const engine: Actor = { kind: 'engine' }

/**
 * Leads rollbacks: the intent on the disk, then the step, then its outcome, then what must hold. It goes
 * on by itself only where nothing is done by it.
 */
export function createConductor(options: ConductorOptions) {
  const { store, histories, redactor, clock, timer } = options
  const redact = (text: string) => redactor.redact(text)
  const persistence = createPersistence(store)
  /** By rollback. */
  const acting = new Map<string, Acting>()
  const tell = ({ runId, rollbackId }: KeptRollback) => options.onMove(runId, rollbackId)
  const looking = createLooking({ ...options, persistence, redact, tell })
  const person = ({ trace }: KeptRollback): Actor => ({ kind: 'person', name: trace.driver })
  const now = ({ runId, rollbackId }: KeptRollback) => histories.get(runId, rollbackId)

  const act = async (
    kept: KeptRollback,
    step: StepTrace,
    prepared: PreparedCheck,
    signal: AbortSignal,
    attempt: number,
  ) => {
    const { runId, rollbackId } = kept
    const { id: stepId, title, action } = step.step
    const checkId = action.kind === 'check' ? action.check.id : stepId
    const evidence = await evidenceOf(checkId, prepared, { signal, clock, redact })
    const { outcome, mayStillRun } = outcomeOf(evidence, prepared.danger)
    const acted: RollbackEventBody = {
      type: 'rollback.acted',
      rollbackId,
      stepId,
      title,
      attempt,
      outcome,
      reason: evidence.judgement.reason,
      durationMs: evidence.measurement.durationMs,
      evidenceHash: evidence.hash,
      ...(mayStillRun ? { mayStillRun } : {}),
    }
    await persistence.write(runId, engine, [acted], [evidence])
    acting.delete(rollbackId)
    tell(kept)
    goOn(kept)
  }

  /** Looks at what was done, or at what nobody knows the outcome of; does nothing. */
  const goOn = (kept: KeptRollback) => {
    const after = now(kept)
    if (!after || after.trace.ended || after.trace.started.mode === 'shown') return
    const { at, isAtEnd } = after.trace
    const step = at === undefined ? undefined : after.trace.steps.get(at)
    const isWaiting = step?.state === 'acted' || step?.state === 'outcome-unknown'
    if (isAtEnd || (isWaiting && !step.isOpen)) looking.look(after)
  }

  return {
    look: looking.look,
    extend: (kept: KeptRollback) => looking.extend(kept),
    goOn,

    /** What only this process knows of it. */
    live(rollbackId: string): Pick<LiveRollback, 'acting' | 'looking'> {
      const own = acting.get(rollbackId)
      const seen = looking.of(rollbackId)
      return {
        ...(own ? { acting: { stepId: own.stepId, output: own.output() } } : {}),
        ...(seen ? { looking: seen } : {}),
      }
    },

    /** A place for what a step is about to say. */
    listen(kept: KeptRollback) {
      const calm = createCalm(timer, tellEveryMs, () => tell(kept))
      return createLiveOutput(redactor, () => calm.call())
    },

    /** The intent on the disk; then it is done, and this does not wait for it. */
    begin(
      kept: KeptRollback,
      step: StepTrace,
      prepared: PreparedCheck,
      output: () => string,
    ): Result<null> {
      const { runId, rollbackId } = kept
      const abort = new AbortController()
      const attempt = step.attempts + 1
      const { danger, target, command } = prepared
      const { id: stepId, title } = step.step
      const ended = Promise.withResolvers<void>()
      acting.set(rollbackId, { stepId, abort, output, ended: ended.promise })
      const intent = store.events.append(runId, person(kept), [
        {
          type: 'rollback.acting',
          rollbackId,
          stepId,
          title,
          attempt,
          danger,
          target: redact(target),
          command: redact(command),
        },
      ])
      if (!intent.ok) {
        acting.delete(rollbackId)
        return intent
      }
      void act(kept, step, prepared, abort.signal, attempt).finally(() => ended.resolve())
      return ok(null)
    },

    /** A person did it, and says so. */
    confirm(kept: KeptRollback, step: StepTrace, by: string): Result<null> {
      const { runId, rollbackId } = kept
      const { id: stepId, title } = step.step
      const acted = store.events.append(runId, { kind: 'person', name: by }, [
        {
          type: 'rollback.acted',
          rollbackId,
          stepId,
          title,
          attempt: step.attempts + 1,
          outcome: 'done',
          reason: message('rollback-run.done-by', { by }),
          durationMs: 0,
          by,
        },
      ])
      if (!acted.ok) return acted
      goOn(kept)
      return ok(null)
    },

    /** Leaves the step; what was being looked at there no longer is. */
    move(kept: KeptRollback, step: StepTrace, { how, to, reason, option }: Move): Result<null> {
      const { runId, rollbackId, plan, trace } = kept
      const { id: stepId, title } = step.step
      const because = whyLeft(step, how)
      const bodies: RollbackEventBody[] = [
        {
          type: 'rollback.moved',
          rollbackId,
          stepId,
          title,
          how,
          to,
          ...(reason === undefined ? {} : { reason: redact(reason) }),
          ...(because ? { because: redactMessage(because, redact) } : {}),
          ...(option === undefined ? {} : { option }),
        },
      ]
      const ended = { type: 'rollback.ended' as const, rollbackId, title: plan.title }
      if (to === 'stop') bodies.push({ ...ended, as: 'aborted', safeState: plan.safeState })
      if (to === 'end' && trace.started.mode === 'shown') bodies.push({ ...ended, as: 'rehearsed' })
      const moved = store.events.append(runId, person(kept), bodies)
      if (!moved.ok) return moved
      looking.stop(rollbackId)
      tell(kept)
      goOn(kept)
      return ok(null)
    },

    /** Stops what runs, and waits until what came of it is on the disk; then it is given up. */
    async abort(kept: KeptRollback, reason: string): Promise<Result<null>> {
      const { runId, rollbackId, plan } = kept
      const own = acting.get(rollbackId)
      own?.abort.abort()
      // What came of it cannot be written, so neither can that it is over.
      if (store.database.diskFull) return failure('disk-full', message('failure.disk-full'))
      await own?.ended
      const after = now(kept) ?? kept
      if (after.trace.ended) return failure('conflict', message('rollback-run.over'))
      looking.stop(rollbackId)
      const ended = store.events.append(runId, person(after), [
        {
          type: 'rollback.ended',
          rollbackId,
          title: plan.title,
          as: 'aborted',
          safeState: plan.safeState,
          reason: redact(reason),
        },
      ])
      return ended.ok ? ok(null) : ended
    },

    /** After a crash: what was cut short is said, and looked at. Nothing is run. */
    async resume(kept: KeptRollback): Promise<void> {
      const { runId, rollbackId, trace } = kept
      // What is being done here goes on by itself.
      if (acting.has(rollbackId)) return
      const orphans = [...trace.steps.values()].filter(({ isOpen }) => isOpen)
      if (orphans.length > 0) {
        const bodies = orphans.map(({ step, attempts }) => ({
          type: 'rollback.orphaned' as const,
          rollbackId,
          stepId: step.id,
          title: step.title,
          attempt: attempts,
        }))
        if (!(await persistence.write(runId, engine, bodies))) return
      }
      goOn(kept)
    },

    async [Symbol.asyncDispose]() {
      const all = [...acting.values()]
      for (const { abort } of all) abort.abort()
      persistence[Symbol.dispose]()
      await looking[Symbol.asyncDispose]()
      await Promise.all(all.map(({ ended }) => ended))
    },
  }
}

/** What did not hold, of a step that is left without holding. */
function whyLeft(
  { step, state, parts, reason }: StepTrace,
  how: RollbackMove,
): Message | undefined {
  if (how === 'on' || !['failed', 'unknown', 'outcome-unknown'].includes(state)) return undefined
  const broken = parts?.find(({ verdict }) => verdict !== 'passed')
  return broken?.reason ?? reason ?? message('rollback-run.orphaned', { step: step.title })
}

export type Conductor = ReturnType<typeof createConductor>
