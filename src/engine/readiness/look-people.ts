import { message } from '../../shared/messages/message.ts'
import type { RollbackPlan } from '../../shared/model/rollback.ts'
import { solvedDrills, type SolvedDrill } from '../drill/solved-drills.ts'
import { sameRole } from '../gate/decisions.ts'
import { planHash } from '../rollback/plan-hash.ts'
import { lastRehearsal } from '../rollback/rehearsed.ts'
import type { LineFinding, LookContext } from './look.ts'

export function lookPlan({ plans, run }: LookContext): LineFinding {
  const { environment } = run.head()
  const names = plans.map(({ title }) => title).join(', ')
  if (plans.length > 0)
    return {
      state: 'ready',
      reason: message('readiness.plan.there', { count: plans.length, names }),
      facts: { plans: plans.map(({ id }) => id) },
    }
  return {
    state: 'not-ready',
    reason: message('readiness.plan.none', { environment }),
    todo: message('readiness.plan.none-todo'),
  }
}

export function lookLastGood({ run }: LookContext): LineFinding {
  const { version, lastGood } = run.head().release
  const todo = message('readiness.last-good.todo')
  const facts = { version, last_good: lastGood }
  if (lastGood.trim() === '')
    return { state: 'not-ready', reason: message('readiness.last-good.none'), todo, facts }
  if (lastGood === version)
    return {
      state: 'not-ready',
      reason: message('readiness.last-good.same', { version }),
      todo,
      facts,
    }
  return { state: 'ready', reason: message('readiness.last-good.named', { lastGood }), facts }
}

/** Can everybody who is called be reached? */
export function lookContacts({ run }: LookContext): LineFinding {
  const contacts = run.runbook?.contacts ?? []
  const todo = message('readiness.contacts.todo')
  if (contacts.length === 0)
    return { state: 'not-ready', reason: message('readiness.contacts.none'), todo }
  const missing = contacts.filter(({ reach = '' }) => reach.trim() === '')
  const facts = {
    contacts: contacts.map(({ name, level = '', reach = '' }) => ({ name, level, reach })),
  }
  if (missing.length === 0)
    return {
      state: 'ready',
      reason: message('readiness.contacts.complete', { count: contacts.length }),
      facts,
    }
  const names = missing.map(({ level, name }) => (level ? `${level} ${name}` : name)).join(', ')
  return {
    state: 'not-ready',
    reason: message('readiness.contacts.incomplete', { count: missing.length, names }),
    todo,
    facts,
  }
}

/** For so long a drill says that somebody knows how to lead a way back. */
const drillCountsMs = 30 * 24 * 60 * 60_000

type RehearsalContext = Pick<LookContext, 'run' | 'histories' | 'now'>

/** Was the plan, as it is now, ever gone through well, and within its budget? */
export function lookRehearsal(context: RehearsalContext, plan: RollbackPlan): LineFinding {
  const now = context.now()
  const hash = planHash(plan)
  const solved = solvedDrills(context.histories(), now)
  // A drill goes through its plan for real, and that is more than a rehearsal.
  const drilled = solved.findLast((drill) => drill.plan.hash === hash)
  const rehearsed = lastRehearsal(context.histories(), hash, now)
  const last = !rehearsed || (drilled && drilled.at > rehearsed.at) ? drilled : rehearsed
  if (!last) return lookDrill(context, plan, solved)
  const facts = { at: last.at, duration_ms: last.ms, budget_ms: plan.budgetMs }
  const values = { ...minutesOf(last.ms, plan), at: last.at.slice(0, 10) }
  if (last.ms > plan.budgetMs)
    return {
      state: 'not-ready',
      reason: message('readiness.rehearsal.long', values),
      todo: message('readiness.rehearsal.long-todo'),
      facts,
    }
  return { state: 'ready', reason: message('readiness.rehearsal.fine', values), facts }
}

/** Nobody went through the plan: did somebody of this run lead back the practice range of late? */
function lookDrill(
  { run, now }: RehearsalContext,
  plan: RollbackPlan,
  solved: readonly SolvedDrill[],
): LineFinding {
  const people = new Set(run.head().people.map(({ name }) => sameName(name)))
  const since = new Date(Date.parse(now()) - drillCountsMs).toISOString()
  const drill = solved.findLast(({ at, by }) => at >= since && people.has(sameName(by)))
  const todo = message('readiness.rehearsal.todo')
  if (!drill) return { state: 'not-ready', reason: message('readiness.rehearsal.none'), todo }
  const { drillId, by, at, ms, kind = 'unknown' } = drill
  const facts = {
    drill_id: drillId,
    by,
    kind,
    at,
    drilled_plan: drill.plan.title,
    duration_ms: ms,
    budget_ms: plan.budgetMs,
    plan_commands_run: false,
  }
  const values = { ...minutesOf(ms, plan), at: at.slice(0, 10), by }
  return ms > plan.budgetMs
    ? { state: 'not-ready', reason: message('readiness.rehearsal.drill-long', values), todo, facts }
    : { state: 'ready', reason: message('readiness.rehearsal.drill', values), facts }
}

/** With one decimal. */
const minutesOf = (ms: number, { budgetMs }: RollbackPlan) => ({
  minutes: Math.round(ms / 6_000) / 10,
  budget: Math.round(budgetMs / 6_000) / 10,
})
const sameName = (name: string) => name.trim().toLowerCase()

/** Is there somebody for every role that must sign? */
export function lookDeciders({ run }: LookContext): LineFinding {
  const { people } = run.head()
  const approvers = [...new Set(run.runbook?.gates.flatMap((gate) => gate.approvers))]
  const todo = message('readiness.deciders.todo')
  const facts = { approvers, people: people.map(({ name, role }) => ({ name, role })) }
  if (approvers.length === 0)
    return { state: 'unknown', reason: message('readiness.deciders.no-roles'), todo, facts }
  const missing = approvers.filter((role) => !people.some((one) => sameRole(one.role, role)))
  if (missing.length > 0)
    return {
      state: 'not-ready',
      reason: message('readiness.deciders.missing', { roles: missing.join(', ') }),
      todo,
      facts,
    }
  const names = people
    .filter(({ role }) => approvers.some((one) => sameRole(one, role)))
    .map(({ name, role }) => `${name} (${role})`)
    .join(', ')
  return { state: 'ready', reason: message('readiness.deciders.there', { names }), facts }
}
