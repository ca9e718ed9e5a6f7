import { createBudgetReader } from '../budget/budget-counts.ts'
import type { Measures } from '../monitor/measures.ts'
import type { SampleStore } from '../monitor/sample-store.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Seen } from './impact.ts'

/** So long before is what a queue was like before. */
const beforeMs = 15 * 60_000

export interface SeenOptions {
  registry: Pick<RunRegistry, 'get'>
  samples: SampleStore
  measures: Measures
}

/** What monitors kept of a run, as an incident's impact is read from it. */
export const createSeen =
  ({ registry, samples, measures }: SeenOptions) =>
  (runId: string): Seen => ({
    looks(checkId, fromMs, toMs) {
      const series = samples.find(runId, checkId)
      if (series === undefined) return undefined
      const { failed, passed, unknown } = samples.window(series, fromMs, toMs).counts
      return { failed, all: passed + failed + unknown }
    },
    queue(checkId, fromMs, toMs) {
      const depths = measures
        .names(runId, checkId)
        .filter((name) => name === 'depth' || /^queues\..*\.depth$/.test(name))
        .flatMap((name) => {
          const during = measures.window(runId, checkId, name, fromMs, toMs)
          const before = measures.window(runId, checkId, name, fromMs - beforeMs, fromMs)
          return during ? [{ most: during.max, before: before?.last.value ?? 0 }] : []
        })
      return depths.toSorted((one, other) => other.most - other.before - (one.most - one.before))[0]
    },
    bad(budgetId, fromMs, toMs) {
      const run = registry.get(runId)
      const budget = run?.runbook?.budgets.find(({ id }) => id === budgetId)
      if (!run || !budget) return undefined
      const sinceMs = Date.parse(run.head().createdAt)
      const countsAt = createBudgetReader({ samples, measures, runId, sinceMs, budget })
      const { bad, lacking } = countsAt(toMs).count(fromMs, toMs)
      return lacking === undefined ? bad : undefined
    },
  })
