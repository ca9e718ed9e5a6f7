import { message, type Message } from '../../shared/messages/message.ts'
import type { Budget } from '../../shared/model/budget.ts'
import type { BudgetCriterion } from '../../shared/model/gate.ts'
import type { Item } from '../../shared/model/runbook.ts'
import { checkExpectation } from '../expectation/check-expectation.ts'
import { budgetFacts, defaultBudgetCondition } from '../gate/evaluate-budget.ts'
import { samplesToTolerateOne } from '../gate/sample-arithmetic.ts'
import { nearestWord } from '../text/nearest.ts'

/** What a criterion over a budget may say. */
export const budgetKeys = [
  'budget',
  'require',
  'title',
  'advisory',
  'min_samples',
  'max_stale',
  'no_data',
  'hold',
] as const

interface WrittenCriterion {
  budget: string
  require?: string
  title?: string
  advisory?: boolean
  min_samples?: number
}

interface CriterionMistake {
  key: 'budget' | 'require'
  offset: number
  message: Message
  suggestion?: string
}

/** Reads a criterion over one of the runbook's budgets. `stays`: what the gate says for all its criteria. */
export function readBudgetCriterion(
  written: WrittenCriterion,
  known: { budgets: readonly Budget[]; items: readonly Item[] },
  stays: (
    everyMs: number,
    timeoutMs: number,
  ) => Pick<BudgetCriterion, 'maxStaleSeconds' | 'holdSeconds' | 'noData'>,
): { criterion: BudgetCriterion } | { mistakes: CriterionMistake[] } {
  const budget = known.budgets.find(({ id }) => id === written.budget)
  if (!budget) {
    const suggestion = nearestWord(
      written.budget,
      known.budgets.map(({ id }) => id),
    )
    const text = message('runbook.gate-unknown-budget', { name: written.budget })
    const mistake = { key: 'budget' as const, offset: 0, message: text }
    return { mistakes: [suggestion === undefined ? mistake : { ...mistake, suggestion }] }
  }
  const require = written.require ?? defaultBudgetCondition
  const typed = checkExpectation(require, budgetFacts)
  if (!typed.ok)
    return { mistakes: typed.problems.map((problem) => ({ key: 'require', ...problem })) }
  const check = known.items.flatMap(({ checks }) => checks).find(({ id }) => id === budget.checkId)
  return {
    criterion: {
      id: '',
      kind: 'budget',
      blocking: written.advisory !== true,
      title: written.title ?? budget.title,
      itemId: budget.itemId,
      checkId: budget.checkId,
      budgetId: budget.id,
      target: budget.target,
      budgetSeconds: budget.windowSeconds,
      require,
      minSamples: written.min_samples ?? samplesToTolerateOne(budget.target) ?? 1,
      ...stays(check?.everySeconds ?? 0, check?.timeoutMs ?? 0),
    },
  }
}
