import type { Runbook } from '../../shared/model/runbook.ts'
import { longestBudgetMs, longestWindowMs } from '../gate/longest-window.ts'
import { isOpenRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { SampleKeep } from './sample-budget.ts'

/** What the screens show finely however little disk there is. */
const leastMs = 26 * 3_600_000
/** A window on the grid of sums reaches into the one before. */
const marginMs = 15 * 60_000

/** For how long samples are kept whatever the budget: the longest that anything open looks back. */
export function keepFor(runbooks: Iterable<Pick<Runbook, 'gates' | 'budgets'>>): SampleKeep {
  let rawMs = leastMs
  let quartersMs = leastMs
  for (const runbook of runbooks) {
    rawMs = Math.max(rawMs, longestWindowMs(runbook) + marginMs)
    quartersMs = Math.max(quartersMs, longestBudgetMs(runbook) + marginMs)
  }
  return { rawMs, quartersMs: Math.max(rawMs, quartersMs) }
}

/** Of this Warroom's own runs that go on. */
export function openRunbooks(registry: Pick<RunRegistry, 'runIds' | 'head' | 'get'>): Runbook[] {
  return registry.runIds().flatMap((runId) => {
    const head = registry.head(runId)
    return isOpenRun(head) ? (registry.get(runId)?.runbook ?? []) : []
  })
}
