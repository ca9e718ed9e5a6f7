import type { Environment } from '../../shared/model/profile.ts'
import type { RollbackMode, RollbackPlan, RollbackStatus } from '../../shared/model/rollback.ts'

/** What was answered, by question: the same question of two plans is asked once. */
export type Answers = Readonly<Record<string, boolean>>

export interface Proposal {
  /** The first plan whose questions were all answered with yes. */
  proposed?: RollbackPlan
  /** What has to be answered before one can be proposed, and of which plan. */
  next?: { question: string; plan: RollbackPlan }
  /** Said no to, by their ids. */
  ruledOut: ReadonlySet<string>
}

/** Goes through the plans in their order, and asks no more than it takes. */
export function propose(plans: readonly RollbackPlan[], answers: Answers): Proposal {
  const ruledOut = new Set(
    plans.filter(({ when }) => when.some((one) => answers[one] === false)).map(({ id }) => id),
  )
  for (const plan of plans) {
    if (ruledOut.has(plan.id)) continue
    const question = plan.when.find((one) => answers[one] === undefined)
    return question === undefined
      ? { proposed: plan, ruledOut }
      : { next: { question, plan }, ruledOut }
  }
  return { ruledOut }
}

/** Whether a plan may be begun as things were answered: one that was ruled out only by choosing it. */
export const mayBegin = (
  { id }: RollbackPlan,
  { ruledOut }: Proposal,
  isChosen: boolean,
): boolean => isChosen || !ruledOut.has(id)

/** The answers to a plan's questions in their order, as far as all before were answered too. */
export function answersTo({ when }: RollbackPlan, answers: Answers): boolean[] {
  const given: boolean[] = []
  for (const question of when) {
    const answer = answers[question]
    if (answer === undefined) break
    given.push(answer)
  }
  return given
}

export type ModeRefusal = 'environment' | 'production'

/** Why a plan may not be begun so here; the engine has the last word. */
export function refusedHere(
  plan: RollbackPlan,
  mode: RollbackMode,
  environment: Environment,
): ModeRefusal | undefined {
  if (mode === 'shown') return undefined
  if (plan.environments && !plan.environments.includes(environment)) return 'environment'
  return mode === 'rehearsal' && environment === 'production' ? 'production' : undefined
}

/** In production and in a drill somebody goes back; elsewhere somebody practices. */
export function likelyMode(
  plan: RollbackPlan,
  environment: Environment,
  isDrill = false,
): RollbackMode {
  const likely = environment === 'production' || isDrill ? 'real' : 'rehearsal'
  return refusedHere(plan, likely, environment) ? 'shown' : likely
}

/** How long the last rehearsal of a plan in this run took that ended well. */
export function rehearsedHereMs(
  statuses: Iterable<RollbackStatus>,
  planId: string,
): number | undefined {
  let last: number | undefined
  for (const { planId: of, mode, state, startedAt, endedAt } of statuses) {
    if (of !== planId || mode !== 'rehearsal' || state !== 'rehearsed' || !endedAt) continue
    last = Date.parse(endedAt) - Date.parse(startedAt)
  }
  return last
}
