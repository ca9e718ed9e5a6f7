import { message } from '../../shared/messages/message.ts'
import type {
  RollbackStatus,
  RollbackStepStatus,
  Verification,
  VerificationStatus,
  VerifiedPart,
} from '../../shared/model/rollback.ts'
import { choicesOf } from './choices.ts'
import type { RollbackTrace, StepTrace } from './rollback-trace.ts'

/** What only this process knows of a rollback, and who asks. */
export interface LiveRollback {
  /** The step that is being done here and now. */
  acting?: { stepId: string; output?: string }
  /** What is being looked at: after a step, or at the end. */
  looking?: { stepId: string | undefined; verify: VerificationStatus[] }
  /** Another window leads it. */
  isElsewhere: boolean
  /** This Warroom may not go on with it: the run is closed, or not its own. */
  isReadOnly?: boolean
  rehearsedMs?: number
  /** Last lines that an attempt said, by its evidence. */
  outputOf?: (evidenceHash: string) => string | undefined
}

/** A rollback as its events, and what runs in this process, say it is. */
export function statusOf(trace: RollbackTrace, live: LiveRollback): RollbackStatus {
  const { started, ended, final } = trace
  const { plan } = started
  const looking = trace.isAtEnd && live.looking?.stepId === undefined ? live.looking : undefined
  const done = verificationsOf(plan.done, final?.parts, looking?.verify)
  const status: Omit<RollbackStatus, 'choices'> = {
    rollbackId: started.rollbackId,
    planId: plan.id,
    title: plan.title,
    mode: started.mode,
    environment: started.environment,
    startedAt: trace.startedAt,
    startedBy: started.by,
    driver: trace.driver,
    isElsewhere: live.isElsewhere,
    ...(trace.awaits === undefined || ended ? {} : { awaits: trace.awaits }),
    budgetMs: plan.budgetMs,
    ...(live.rehearsedMs === undefined ? {} : { rehearsedMs: live.rehearsedMs }),
    state: ended?.as ?? (final && final.verdict !== 'passed' ? 'not-back' : 'running'),
    ...(trace.at === undefined ? {} : { at: trace.at }),
    steps: [...trace.steps.values()].map((step) => stepStatus(step, trace, live)),
    done,
    ...(ended ? { endedAt: ended.at } : {}),
  }
  const reason = reasonOf(trace, done)
  return {
    ...status,
    choices: choicesOf(trace, live),
    ...(reason ? { reason } : {}),
  }
}

function reasonOf({ ended, final, started }: RollbackTrace, done: readonly VerificationStatus[]) {
  if (ended?.as === 'aborted')
    return message('rollback-run.ended.aborted', {
      plan: started.plan.title,
      safeState: ended.safeState ?? '',
    })
  if (ended || !final || final.verdict === 'passed') return undefined
  const held = new Set(
    final.parts.filter(({ verdict }) => verdict === 'passed').map(({ id }) => id),
  )
  // What was only just begun to be looked at again is as it was when it was last seen.
  const isMissing = ({ id, state, reason }: VerificationStatus) =>
    state !== 'passed' && (reason !== undefined || !held.has(id))
  const missing = done.filter(isMissing).map(({ title }) => title)
  return missing.length === 0
    ? undefined
    : message('rollback-run.not-back', { missing: missing.join(', ') })
}

function stepStatus(
  step: StepTrace,
  trace: RollbackTrace,
  { acting, looking, outputOf }: LiveRollback,
): RollbackStepStatus {
  const { id: stepId, title, verify } = step.step
  const isActing = step.isOpen && acting?.stepId === stepId
  const own = trace.at === stepId && looking?.stepId === stepId ? looking : undefined
  const isLooking = own !== undefined && step.state !== 'outcome-unknown'
  const openState = isActing ? ('acting' as const) : ('outcome-unknown' as const)
  const { startedAt, endedAt, by, danger, target, command, reason, outcome } = step
  const { evidenceHash } = step
  const output = isActing
    ? acting.output
    : evidenceHash === undefined
      ? undefined
      : outputOf?.(evidenceHash)
  return {
    stepId,
    title,
    state: step.isOpen ? openState : isLooking ? 'verifying' : step.state,
    attempts: step.attempts,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(by === undefined ? {} : { by }),
    ...(danger === undefined ? {} : { danger }),
    ...(target === undefined ? {} : { target }),
    ...(command === undefined ? {} : { command }),
    ...(reason === undefined ? {} : { reason }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(output === undefined ? {} : { output }),
    ...(evidenceHash === undefined ? {} : { evidenceHash }),
    ...(step.mayStillRun || (step.isOpen && !isActing) ? { mayStillRun: true } : {}),
    verify: verificationsOf(verify, step.parts, own?.verify),
    ...(step.skipReason === undefined ? {} : { skipReason: step.skipReason }),
  }
}

function verificationsOf(
  verifications: readonly Verification[],
  parts: readonly VerifiedPart[] | undefined,
  looking: VerificationStatus[] | undefined,
): VerificationStatus[] {
  if (looking) return looking
  return verifications.map(({ id, title }) => {
    const part = parts?.find((one) => one.id === id)
    if (!part) return { id, title, state: 'waiting' }
    const { verdict, reason, evidenceHash } = part
    return {
      id,
      title,
      state: verdict,
      reason,
      ...(evidenceHash === undefined ? {} : { evidenceHash }),
    }
  })
}
