import { message, type Message } from '../../shared/messages/message.ts'
import { environments, type Environment } from '../../shared/model/profile.ts'
import type { RollbackMode, RollbackPlan } from '../../shared/model/rollback.ts'

/** Why a plan may not be begun so in this environment. */
export function refusalToStart(
  plan: RollbackPlan,
  mode: RollbackMode,
  environment: Environment,
): Message | undefined {
  if (mode === 'shown') return undefined
  const allowed = plan.environments ?? environments
  if (!allowed.includes(environment))
    return message('rollback-run.not-here', { environment, allowed: allowed.join(', ') })
  if (mode === 'rehearsal' && environment === 'production')
    return message('rollback-run.no-rehearsal')
  return plan.done.length === 0 ? message('rollback-run.no-proof') : undefined
}
