import type { RollbackEventBody } from '../../shared/model/rollback-event.ts'
import type { Verification } from '../../shared/model/rollback.ts'
import { evidenceOf } from '../run/evidence.ts'
import type { Persistence } from '../run/persist.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import { createCalm } from '../time/calm.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import type { Histories, KeptRollback } from './histories.ts'
import type { Preparation } from './prepare.ts'
import type { LiveRollback } from './rollback-status.ts'
import type { StepTrace } from './rollback-trace.ts'
import { startSession, type Look, type Session } from './session.ts'

export interface LookingOptions {
  registry: Pick<RunRegistry, 'get'>
  histories: Histories
  preparation: Preparation
  persistence: Persistence
  redact: (text: string) => string
  clock: Clock
  timer: Timer
  tell: (kept: KeptRollback) => void
}

interface Own {
  stepId: string | undefined
  session: Session
  ended: Promise<void>
}

/** What is seen is told no more often than this. */
const tellEveryMs = 200

/** Looks at what must hold, after a step and at the end, and writes down what came of it. */
export function createLooking(options: LookingOptions) {
  const { registry, histories, preparation, persistence, redact, clock, timer, tell } = options
  const sessions = new Map<string, Own>()
  let isStopping = false

  const stop = (rollbackId: string) => {
    sessions.get(rollbackId)?.session.stop()
    sessions.delete(rollbackId)
  }
  const isOwn = (rollbackId: string, session: Session) =>
    sessions.get(rollbackId)?.session === session

  const lookAt = (kept: KeptRollback) => {
    const { runId, trace } = kept
    let lookAtWindow: ReturnType<Preparation['windows']> | undefined
    return async (verification: Verification, signal: AbortSignal): Promise<Look> => {
      const run = registry.get(runId)
      if (!run) throw new Error('a rollback under way has a run')
      if (verification.kind === 'window') {
        lookAtWindow ??= preparation.windows(run, trace)
        return lookAtWindow(verification.criterion, signal)
      }
      const { check } = preparation.verification(verification, run, trace)
      if (!check) throw new Error('a check is made ready as one')
      const { id } = verification.check
      const evidence = await evidenceOf(id, check, { signal, clock, redact })
      const { verdict, reason } = evidence.judgement
      return { verdict, reason, evidence }
    }
  }

  /** Looks at what must hold where it stands; what was being looked at before no longer is. */
  const look = (kept: KeptRollback) => {
    const { rollbackId, plan, trace } = kept
    stop(rollbackId)
    const step = trace.at === undefined ? undefined : trace.steps.get(trace.at)
    const verifications = step ? step.step.verify : plan.done
    const isOver = trace.ended !== undefined || (!step && !trace.isAtEnd)
    if (isStopping || isOver || verifications.length === 0) return
    const calm = createCalm(timer, tellEveryMs, () => tell(kept))
    const session = startSession({
      verifications,
      look: lookAt(kept),
      clock,
      timer,
      // What is not back yet is looked at until it is.
      hasDeadline: step !== undefined || trace.final === undefined,
      onChange: () => calm.call(),
    })
    const begun = Promise.withResolvers<void>()
    const ended = begun.promise
      .then(() => keepLooking(kept, step, session))
      .finally(() => calm[Symbol.dispose]())
    sessions.set(rollbackId, { stepId: step?.step.id, session, ended })
    begun.resolve()
    tell(kept)
  }

  const keepLooking = async (
    kept: KeptRollback,
    step: StepTrace | undefined,
    session: Session,
  ): Promise<void> => {
    const { runId, rollbackId, plan, trace } = kept
    const found = await session.outcome
    if (!found || !isOwn(rollbackId, session)) return
    const { verdict, parts } = found
    const bodies: RollbackEventBody[] = [
      {
        type: 'rollback.verified',
        rollbackId,
        ...(step ? { stepId: step.step.id } : {}),
        title: step?.step.title ?? plan.title,
        attempt: step?.attempts ?? 1,
        verdict,
        ...(step?.outcome === undefined || step.outcome === 'done' ? {} : { though: step.outcome }),
        parts,
      },
    ]
    if (!step && verdict === 'passed') {
      const as = trace.started.mode === 'real' ? 'back' : 'rehearsed'
      bodies.push({ type: 'rollback.ended', rollbackId, title: plan.title, as })
    }
    const isSaved = await persistence.write(runId, { kind: 'engine' }, bodies, found.evidence)
    if (!isOwn(rollbackId, session)) return
    sessions.delete(rollbackId)
    tell(kept)
    const after = histories.get(runId, rollbackId)
    if (isSaved && after && !step && verdict !== 'passed') look(after)
  }

  return {
    look,
    stop,
    /** Gives what is looked at its whole time once more; looks again where it was given up. */
    extend(kept: KeptRollback) {
      const own = sessions.get(kept.rollbackId)
      if (own) own.session.extend()
      else look(kept)
    },
    of(rollbackId: string): LiveRollback['looking'] {
      const own = sessions.get(rollbackId)
      return own && { stepId: own.stepId, verify: own.session.statuses() }
    },
    async [Symbol.asyncDispose]() {
      isStopping = true
      const all = [...sessions.values()]
      for (const { session } of all) session.stop()
      await Promise.all(all.flatMap(({ ended, session }) => [ended, session.ended]))
    },
  }
}

export type Looking = ReturnType<typeof createLooking>
