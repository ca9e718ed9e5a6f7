import { message, type Message } from '../../shared/messages/message.ts'
import type { BudgetReading } from '../../shared/model/budget.ts'
import type { Facts, Verdict } from '../../shared/model/check.ts'
import type { BudgetCriterion, CriterionEvaluation } from '../../shared/model/gate.ts'
import { isBurning, spentShare } from '../budget/evaluate-budget.ts'
import { judge } from '../expectation/judge.ts'
import type { FactDeclaration } from '../probes/probe.ts'
import { settle, unsettled, type CriterionState, type Sight } from './hold.ts'

/** What a criterion's condition may read of a budget. */
export const budgetFacts = {
  remaining: { type: 'double', about: 'what is left of it: 1 is all, below 0 is overspent' },
  spent: { type: 'double', about: 'what is gone of it: 1 is all' },
  bad: { type: 'double', about: 'failures that were counted' },
  total: { type: 'double', about: 'looks, or what `total` grew by' },
  unmeasured: { type: 'int', about: 'looks that could not measure; neither good nor bad' },
  coverage: { type: 'double', about: 'share of the time watched that was measured, from 0 to 1' },
  watched_seconds: { type: 'double', about: 'for how long it was watched, the window at most' },
  burn_5m: { type: 'double', about: 'burn of the last 5 minutes; 1 spends it in its window' },
  burn_30m: { type: 'double', about: 'burn of the last 30 minutes' },
  burn_1h: { type: 'double', about: 'burn of the last hour' },
  burn_6h: { type: 'double', about: 'burn of the last 6 hours, where the window is no shorter' },
  burn_3d: { type: 'double', about: 'burn of the last 3 days, where the window is no shorter' },
  burning: { type: 'bool', about: 'it burns fast or slowly: somebody should act now' },
  burning_fast: { type: 'bool', about: '14.4 over 1 h and 5 min' },
  burning_slow: { type: 'bool', about: '6 over 6 h and 30 min' },
} as const satisfies Record<string, FactDeclaration>

/** What a criterion asks of a budget when its author asks nothing else. */
export const defaultBudgetCondition = 'remaining > 0.0 && !burning'

/** `undefined`: nothing evaluates that budget. */
export function evaluateBudgetCriterion(
  criterion: BudgetCriterion,
  reading: BudgetReading | undefined,
  nowMs: number,
  before: CriterionState | undefined,
): { evaluation: CriterionEvaluation; state: CriterionState } {
  if (!reading) return unsettled(criterion.id, message('budget.gone'), nowMs)
  const { evaluation, state } = settle(
    criterion,
    look(criterion, reading, nowMs),
    (holdingSinceMs) => earliest(criterion, reading, nowMs, holdingSinceMs),
    nowMs,
    before,
  )
  return { evaluation: { ...evaluation, budget: reading }, state }
}

function look(criterion: BudgetCriterion, reading: BudgetReading, nowMs: number): Sight {
  const { total, lastMeasuredAt } = reading
  if (total === 0 || lastMeasuredAt === undefined)
    return { verdict: criterion.noData, reason: nothingCounted(reading) }
  const judged = judgeBudget(criterion, factsOf(reading))
  const isFull = total >= criterion.minSamples
  // What is known to be broken stays so: a source that falls silent must never look better for it.
  if (judged.verdict === 'failed' && (isFull || !couldRecover(criterion, reading)))
    return { verdict: 'no-go', reason: judged.reason }
  const staleSeconds = Math.floor((nowMs - Date.parse(lastMeasuredAt)) / 1000)
  if (staleSeconds > criterion.maxStaleSeconds) {
    const values = { seconds: staleSeconds, limit: criterion.maxStaleSeconds }
    return { verdict: 'unknown', reason: message('gate.stale', values) }
  }
  if (!isFull) {
    const values = { total, minSamples: criterion.minSamples }
    return { verdict: 'pending', reason: message('budget.filling', values) }
  }
  return { verdict: judged.verdict === 'passed' ? 'go' : 'unknown', reason: judged.reason }
}

function nothingCounted({ total, unknown, arithmetic }: BudgetReading): Message {
  if (arithmetic.id === 'budget.no-number') return arithmetic
  return total === 0 && unknown > 0
    ? message('gate.nothing-measured', { unmeasured: unknown })
    : message('gate.never-measured')
}

/** Would the condition hold if all that the minimum still lacks turned out well? */
function couldRecover(criterion: BudgetCriterion, reading: BudgetReading): boolean {
  const total = criterion.minSamples
  const spent = spentShare(reading.bad, total, criterion.target)
  const facts = { ...factsOf(reading), total, spent, remaining: -worseUp(spent - 1) }
  return judgeBudget(criterion, facts).verdict !== 'failed'
}

/** When GO could come: the minimum is reached as fast as looks came so far, then it holds. */
function earliest(
  criterion: BudgetCriterion,
  reading: BudgetReading,
  nowMs: number,
  holdingSinceMs: number | undefined,
): number | undefined {
  const holdMs = criterion.holdSeconds * 1000
  if (holdingSinceMs !== undefined) return holdingSinceMs + holdMs
  const { total, from } = reading
  const lacking = criterion.minSamples - total
  if (total === 0 || lacking <= 0 || !couldRecover(criterion, reading)) return undefined
  const eachMs = (nowMs - Date.parse(from)) / total
  return Math.ceil((nowMs + lacking * eachMs + holdMs) / 1000) * 1000
}

function judgeBudget(
  { require }: BudgetCriterion,
  facts: Facts,
): { verdict: Verdict; reason: Message } {
  const measured = { kind: 'measured', startedAt: '', durationMs: 0, target: '', facts } as const
  return judge(require, budgetFacts, measured)
}

/** To four digits, as it is shown and judged, and never for the better. 0 has no sign. */
const worseUp = (value: number) => Math.ceil(value * 10_000 - 1e-6) / 10_000 + 0

function factsOf(reading: BudgetReading): Facts {
  const { at, from, bad, total, unknown, coverage, spent, remaining, burns, alerts } = reading
  return {
    bad,
    total,
    unmeasured: unknown,
    coverage,
    watched_seconds: (Date.parse(at) - Date.parse(from)) / 1000,
    ...(spent === undefined ? {} : { spent: worseUp(spent) }),
    ...(remaining === undefined ? {} : { remaining: -worseUp(-remaining) }),
    ...Object.fromEntries(
      burns.flatMap(({ span, rate }) => (rate === undefined ? [] : [[span, worseUp(rate)]])),
    ),
    burning: isBurning(reading),
    burning_fast: alerts.some(({ alert }) => alert === 'fast'),
    burning_slow: alerts.some(({ alert }) => alert === 'slow'),
  }
}
