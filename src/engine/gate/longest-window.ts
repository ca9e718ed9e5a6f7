import type { Runbook } from '../../shared/model/runbook.ts'

/** How far back a runbook's gates look, warm-ups included: 0 without one. */
export function longestWindowMs({ gates }: Pick<Runbook, 'gates'>): number {
  const seconds = gates.flatMap(({ criteria }) =>
    criteria.map((criterion) =>
      criterion.kind === 'window' ? criterion.windowSeconds + criterion.warmUpSeconds : 0,
    ),
  )
  return Math.max(0, ...seconds) * 1000
}

/** How far back its budgets look: sums of a quarter of an hour are enough for them. */
export function longestBudgetMs({ budgets }: Pick<Runbook, 'budgets'>): number {
  return Math.max(0, ...budgets.map(({ windowSeconds }) => windowSeconds)) * 1000
}
