import { message } from '../../shared/messages/message.ts'
import type { BudgetStatus } from '../../shared/model/budget.ts'
import { failure, ok } from '../../shared/result.ts'
import type { KeyedSource } from '../rpc/keyed-source.ts'
import type { SubscriptionSources } from '../rpc/service.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Budgets } from './budgets.ts'

/** Budgets as the contract names them. */
export function createBudgetService(options: { registry: RunRegistry; budgets: Budgets }): {
  sources: Pick<SubscriptionSources, 'budgets'>
} {
  const { registry, budgets } = options
  return {
    sources: {
      budgets({ runId }) {
        if (!registry.get(runId)) return failure('not-found', message('run.unknown'))
        return ok<KeyedSource<BudgetStatus>>({
          entries: () => budgets.statuses(runId),
          get: (budgetId) => budgets.status(runId, budgetId),
          onChange: (listener) =>
            budgets.onChange((changedRunId, budgetIds) => {
              if (changedRunId === runId) listener(budgetIds)
            }),
        })
      },
    },
  }
}
