import type { RollbackStatus, RollbackStepStatus } from '../../shared/model/rollback.ts'
import { isUnderWay, stepAt } from './way.ts'

/** What of a change those must hear who do not see the screen. */
export type RollbackTurn =
  | { kind: 'step'; step: RollbackStepStatus }
  | { kind: 'state'; step: RollbackStepStatus }
  | { kind: 'driver'; driver: string }
  | { kind: 'final' }
  | { kind: 'over' }

/** The most important of what changed; nothing where it is only time that went by. */
export function turnOf(
  before: RollbackStatus | undefined,
  after: RollbackStatus,
): RollbackTurn | undefined {
  if (!isUnderWay(after)) return before && isUnderWay(before) ? { kind: 'over' } : undefined
  const step = stepAt(after)
  if (!step)
    return before?.at !== undefined || before?.state !== after.state ? { kind: 'final' } : undefined
  const earlier = before?.steps.find(({ stepId }) => stepId === step.stepId)
  if (before?.at !== after.at) return { kind: 'step', step }
  if (earlier?.state !== step.state) return { kind: 'state', step }
  if (before?.driver !== after.driver) return { kind: 'driver', driver: after.driver }
  return undefined
}
