import { message } from '../../shared/messages/message.ts'
import type { RollbackStepPreview } from '../../shared/model/rollback.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { OnOutput } from '../probes/probe.ts'
import { createAgreements } from '../run/agreement.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import type { Projection } from '../run/projection.ts'
import type { Preparation } from './prepare.ts'
import type { RollbackTrace, StepTrace } from './rollback-trace.ts'

/** A step of a rollback that is to be done, of a run. */
interface Wish {
  run: Projection
  trace: RollbackTrace
  step: StepTrace
}

/**
 * What a step would do, and who agreed to it: to exactly this, on exactly this target, in this attempt,
 * and once.
 */
export function createRollbackConsent(preparation: Preparation) {
  const agreements = createAgreements()
  const actOf = ({ run, trace, step }: Wish, { target, command, danger }: PreparedCheck) => ({
    runId: run.head().id,
    checkId: `${trace.started.rollbackId} ${step.step.id} ${step.attempts + 1}`,
    target,
    command,
    danger,
  })

  return {
    preview(wish: Wish): RollbackStepPreview {
      const { run, trace, step } = wish
      const prepared = preparation.step(step.step, run, trace)
      const { target, command, danger, problem } = prepared
      const typed = wordsToType(wish, prepared)
      return {
        rollbackId: trace.started.rollbackId,
        stepId: step.step.id,
        target,
        command,
        danger,
        token: agreements.offer(actOf(wish, prepared)),
        ...(typed === undefined ? {} : { typed }),
        ...(problem ? { problem: problem.message } : {}),
        verify: step.step.verify.map((verification) => {
          const shown = preparation.verification(verification, run, trace)
          const { id, title } = verification
          return { id, title, target: shown.target, command: shown.command, expect: shown.expect }
        }),
      }
    },

    /** The step as it would be done now, if that is what was agreed to; the agreement is spent by `spend`. */
    agree(
      wish: Wish,
      agreed: { token: string; typed?: string | undefined },
      onOutput: OnOutput,
    ): Result<{ prepared: PreparedCheck; spend: () => void }> {
      const { step, run, trace } = wish
      const { title } = step.step
      const prepared = preparation.step(step.step, run, trace, onOutput)
      if (prepared.problem) return failure('unavailable', prepared.problem.message)
      const token = agreements.tokenOf(actOf(wish, prepared))
      if (agreed.token !== token || !agreements.wasOffered(token))
        return failure('needs-confirmation', message('rollback-run.needs-confirmation', { title }))
      const words = wordsToType(wish, prepared)
      if (words !== undefined && agreed.typed?.trim() !== words.trim())
        return failure('needs-confirmation', message('rollback-run.wrong-words', { title, words }))
      return ok({ prepared, spend: () => agreements.consume([token]) })
    },
  }
}

/** Words to type: wherever something is destroyed, and when production is touched for the first time. */
function wordsToType(
  { run, trace }: Pick<Wish, 'run' | 'trace'>,
  { danger, target }: PreparedCheck,
): string | undefined {
  const { mode, environment } = trace.started
  if (mode === 'shown' || danger === 'read') return undefined
  if (danger === 'destroy') return target
  return environment === 'production' && !trace.isTouched ? run.head().profileName : undefined
}
