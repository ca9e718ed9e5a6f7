import type {
  RollbackPlan,
  RollbackStatus,
  RollbackStepState,
  RollbackStepStatus,
} from '../../shared/model/rollback.ts'
import type { RunHead } from '../../shared/model/run.ts'

const left: ReadonlySet<RollbackStepState> = new Set(['passed', 'skipped', 'shown'])

export interface Way {
  /** Steps that were gone through, and those that are to come if nothing goes wrong. */
  behind: number
  total: number
  /** Steps that stand ahead and are gone through only where something does not hold. */
  aside: ReadonlySet<string>
  /** How long what is ahead is expected to take, where the plan says so of any of it. */
  aheadMs?: number
}

/** Where a rollback is on its way, and what remains of it. */
export function wayOf(plan: RollbackPlan | undefined, status: RollbackStatus): Way {
  const behind = status.steps.filter(
    ({ stepId, state }) => stepId !== status.at && left.has(state),
  ).length
  const ahead = new Set<string>()
  let aheadMs: number | undefined
  const steps = new Map(plan?.steps.map((step) => [step.id, step]))
  // Without the plan, every step that was not met is still to come.
  if (!plan) for (const { stepId, state } of status.steps) if (state === 'ahead') ahead.add(stepId)
  let at = plan ? status.at : undefined
  while (at !== undefined && !ahead.has(at)) {
    ahead.add(at)
    const step = steps.get(at)
    if (step?.expectedMs !== undefined) aheadMs = (aheadMs ?? 0) + step.expectedMs
    at = typeof step?.next === 'object' ? step.next.step : undefined
  }
  if (status.at !== undefined) ahead.add(status.at)
  const aside = status.steps.filter(
    ({ stepId, state }) => isUnderWay(status) && state === 'ahead' && !ahead.has(stepId),
  )
  return {
    behind,
    total: behind + ahead.size,
    aside: new Set(aside.map(({ stepId }) => stepId)),
    ...(aheadMs === undefined ? {} : { aheadMs }),
  }
}

/** The step that it stands at. */
export const stepAt = ({ at, steps }: RollbackStatus): RollbackStepStatus | undefined =>
  steps.find(({ stepId }) => stepId === at)

/** Nobody goes on with what such a run left unfinished. */
export const isLeftIn = ({ imported, closedAt }: Pick<RunHead, 'imported' | 'closedAt'>): boolean =>
  imported || closedAt !== undefined

/** The one that goes on in a run, or nothing. */
export function runningOf(
  statuses: Iterable<RollbackStatus>,
  head: Pick<RunHead, 'imported' | 'closedAt'> | undefined,
): RollbackStatus | undefined {
  if (!head || isLeftIn(head)) return undefined
  for (const status of statuses) if (isUnderWay(status)) return status
  return undefined
}

export const isUnderWay = ({ state }: Pick<RollbackStatus, 'state'>): boolean =>
  state === 'running' || state === 'not-back'

/** Of a run's rollbacks: `lost`: no engine answers; `left`: the run is closed, or came from a file. */
export type Hearing = 'live' | 'lost' | 'left'

/** How a rollback is to be read: what was heard last of it, or what it came to. */
export type Sight = Hearing | 'over'

export const sightOf = (status: Pick<RollbackStatus, 'state'>, hearing: Hearing): Sight =>
  isUnderWay(status) ? hearing : 'over'
