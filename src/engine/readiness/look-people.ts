import { message } from '../../shared/messages/message.ts'
import type { RollbackPlan } from '../../shared/model/rollback.ts'
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

/** Was the plan, as it is now, ever gone through well, and within its budget? */
export function lookRehearsal(context: LookContext, plan: RollbackPlan): LineFinding {
  const last = lastRehearsal(context.histories(), planHash(plan), context.now())
  const budget = Math.round(plan.budgetMs / 6_000) / 10
  const todo = message('readiness.rehearsal.todo')
  if (!last) return { state: 'not-ready', reason: message('readiness.rehearsal.none'), todo }
  const minutes = Math.round(last.ms / 6_000) / 10
  const facts = { at: last.at, duration_ms: last.ms, budget_ms: plan.budgetMs }
  const values = { minutes, budget, at: last.at.slice(0, 10) }
  if (last.ms > plan.budgetMs)
    return {
      state: 'not-ready',
      reason: message('readiness.rehearsal.long', values),
      todo: message('readiness.rehearsal.long-todo'),
      facts,
    }
  return { state: 'ready', reason: message('readiness.rehearsal.fine', values), facts }
}

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
