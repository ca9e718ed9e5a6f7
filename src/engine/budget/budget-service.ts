import type { SubscriptionSources } from '../rpc/service.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import { runSource } from '../run/run-source.ts'
import type { Budgets } from './budgets.ts'

/** Budgets as the contract names them. */
export function createBudgetService(options: { registry: RunRegistry; budgets: Budgets }): {
  sources: Pick<SubscriptionSources, 'budgets'>
} {
  const { registry, budgets } = options
  return {
    sources: {
      budgets: ({ runId }) =>
        runSource(registry, runId, {
          entries: (id) => budgets.statuses(id),
          get: (id, budgetId) => budgets.status(id, budgetId),
          onChange: (listener) => budgets.onChange(listener),
        }),
    },
  }
}
