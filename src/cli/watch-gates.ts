import { createBudgetReader } from '../engine/budget/budget-counts.ts'
import { evaluateBudget, type BurnState } from '../engine/budget/evaluate-budget.ts'
import { evaluateGate, type GateState } from '../engine/gate/evaluate.ts'
import { createWindowReader } from '../engine/gate/window-reader.ts'
import type { Measures } from '../engine/monitor/measures.ts'
import type { SampleStore } from '../engine/monitor/sample-store.ts'
import { noRun } from '../engine/monitor/watch-checks.ts'
import type { Clock } from '../engine/time/clock.ts'
import type { Timer } from '../engine/time/timer.ts'
import type { BudgetReading } from '../shared/model/budget.ts'
import type { Gate, GateEvaluation } from '../shared/model/gate.ts'
import type { Runbook } from '../shared/model/runbook.ts'

/** As often as the engine looks at its gates: how long a condition has held counts, too. */
const everyMs = 1000

/** The gates of a runbook while its checks are watched outside of a run. */
export interface WatchedGates extends Disposable {
  /** In the runbook's order, of this moment. */
  now(): { gate: Gate; evaluation: GateEvaluation }[]
}

export function watchGates({
  runbook,
  samples,
  measures,
  clock,
  timer,
}: {
  runbook: Runbook
  samples: SampleStore
  measures: Measures
  clock: Clock
  timer: Timer
}): WatchedGates {
  const nowMs = () => Date.parse(clock.now())
  const sinceMs = nowMs()
  const checks = new Map(
    runbook.items.flatMap((item) => item.checks.map((check) => [check.id, check] as const)),
  )
  const itemIds = new Set(runbook.items.map(({ id }) => id))
  const windows = createWindowReader(samples, { runId: noRun, sinceMs, checks })
  const budgets = runbook.budgets.map((budget) => ({
    budget,
    countsAt: createBudgetReader({ samples, measures, runId: noRun, sinceMs, budget }),
  }))
  const burning = new Map<string, BurnState>()
  const states = new Map<string, GateState>()

  const evaluate = () => {
    const atMs = nowMs()
    const readAt = windows.at(atMs)
    const readings = new Map<string, BudgetReading>()
    for (const { budget, countsAt } of budgets) {
      const before = burning.get(budget.id) ?? {}
      const { reading, state } = evaluateBudget(budget, countsAt(atMs), atMs, before)
      burning.set(budget.id, state)
      readings.set(budget.id, reading)
    }
    return runbook.gates.map((gate) => {
      const inputs = {
        samples: readAt,
        // Nobody is here to tick an item: what a person must do is still to be done.
        itemState: (itemId: string) => (itemIds.has(itemId) ? ('todo' as const) : undefined),
        budget: (budgetId: string) => readings.get(budgetId),
        // It is of a run, and there is none here.
        readiness: () => [],
      }
      const before = states.get(gate.id) ?? new Map()
      const { evaluation, state } = evaluateGate(gate, inputs, atMs, before)
      states.set(gate.id, state)
      return { gate, evaluation }
    })
  }
  let cancelRound: (() => void) | undefined
  const round = () => {
    evaluate()
    cancelRound = timer.after(everyMs, round)
  }
  if (runbook.gates.length > 0) cancelRound = timer.after(everyMs, round)

  return {
    now: evaluate,
    [Symbol.dispose]: () => cancelRound?.(),
  }
}
