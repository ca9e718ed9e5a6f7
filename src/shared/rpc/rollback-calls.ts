import { z } from 'zod'

import { rollbackModes, type RollbackPlan, type RollbackStepPreview } from '../model/rollback.ts'
import { call, gives, id, personName, runId, shortText } from './call.ts'

const rollback = runId.extend({ rollbackId: id })
const rollbackStep = rollback.extend({ stepId: id })
const reason = shortText.trim().min(1)

/** What may be asked on the way back. Who leads it, and what may be done when, is the engine's word. */
export const rollbackCalls = {
  /**
   * Begins a way back, with the plan as it is now: what is edited later does not change it. `answers`
   * are to the plan's questions, in their order. The window that begins it leads it.
   */
  'rollback.start': call(
    runId.extend({
      planId: id,
      mode: z.enum(rollbackModes),
      by: personName,
      answers: z.array(z.boolean()).max(50).default([]),
    }),
    gives<{ rollbackId: string }>(),
  ),
  /** The plan that is gone by, as it was when it was begun. */
  'rollback.plan': call(rollback, gives<RollbackPlan>()),
  /** A step as it would be done now, whichever it stands at. */
  'rollback.preview': call(rollbackStep, gives<RollbackStepPreview>()),
  /**
   * Does the step at which it stands, once, and then verifies it. It needs the token of exactly what
   * was previewed, and the words that the preview asked for.
   */
  'rollback.act': call(
    rollbackStep.extend({ agreed: z.strictObject({ token: id, typed: shortText.optional() }) }),
    gives<null>(),
  ),
  /** Somebody has done a manual step, and says so by name; then it is verified. */
  'rollback.confirm': call(rollbackStep.extend({ by: personName }), gives<null>()),
  /** The way from a step that asks, by its place among the options. */
  'rollback.choose': call(rollbackStep.extend({ option: z.int().min(0) }), gives<null>()),
  /** On to the next step, or to the way that the plan offers where this one did not hold. */
  'rollback.go-on': call(
    rollbackStep.extend({ way: z.enum(['next', 'alternative']).default('next') }),
    gives<null>(),
  ),
  /** The step may be done again, once it was previewed and agreed to again. */
  'rollback.retry': call(rollbackStep, gives<null>()),
  'rollback.skip': call(rollbackStep.extend({ reason }), gives<null>()),
  /** Looks, or looks again, at what must hold; does nothing else. */
  'rollback.verify': call(rollback, gives<null>()),
  /** Gives what must hold its whole time once more, from now on. */
  'rollback.wait': call(rollback, gives<null>()),
  'rollback.hand-over': call(
    rollback.extend({ to: personName, reason: reason.optional() }),
    gives<null>(),
  ),
  /** From now on this window leads it, and no other. */
  'rollback.take-over': call(
    rollback.extend({ by: personName, reason: reason.optional() }),
    gives<null>(),
  ),
  /**
   * Gives it up; a command that runs is stopped. Things are left in the plan's safe state. Where it
   * awaits somebody, `by` takes it over first.
   */
  'rollback.abort': call(rollback.extend({ reason, by: personName.optional() }), gives<null>()),
} as const
