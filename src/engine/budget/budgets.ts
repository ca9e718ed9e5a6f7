import { message } from '../../shared/messages/message.ts'
import {
  toldAlerts,
  type Budget,
  type BudgetReading,
  type BudgetStatus,
  type ToldAlert,
} from '../../shared/model/budget.ts'
import type { RunEvent, RunEventBody } from '../../shared/model/run.ts'
import type { Measures } from '../monitor/measures.ts'
import type { SampleStore } from '../monitor/sample-store.ts'
import { createOpenRuns } from '../run/open-runs.ts'
import type { Projection } from '../run/projection.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import { createBudgetReader } from './budget-counts.ts'
import { burnReason, evaluateBudget, type BudgetCounts, type BurnState } from './evaluate-budget.ts'

const roundEveryMs = 5000

export interface BudgetsOptions {
  store: Store
  registry: RunRegistry
  samples: SampleStore
  measures: Measures
  clock: Clock
  timer: Timer
}

/** The budgets of all runs: evaluated in the open ones. */
export interface Budgets extends Disposable {
  statuses(runId: string): Iterable<[budgetId: string, status: BudgetStatus]>
  status(runId: string, budgetId: string): BudgetStatus | undefined
  /** Of this moment, not of the last round. */
  readNow(runId: string, budgetId: string): BudgetReading | undefined
  onChange(listener: (runId: string, budgetIds: readonly string[]) => void): () => void
}

interface LiveBudget {
  budget: Budget
  countsAt: (nowMs: number) => BudgetCounts
  state: BurnState
  reading?: BudgetReading
  /** Alerts that are on by the run's history. */
  recorded: Set<ToldAlert>
}

interface LiveRun {
  budgets: Map<string, LiveBudget>
}

export function createBudgets(options: BudgetsOptions): Budgets {
  const { store, registry, samples, measures, clock, timer } = options
  const nowMs = () => Date.parse(clock.now())
  const listeners = new Set<(runId: string, budgetIds: readonly string[]) => void>()
  let cancelRound: (() => void) | undefined

  const tell = (runId: string, budgetIds: readonly string[]) => {
    if (budgetIds.length > 0) for (const listener of listeners) listener(runId, budgetIds)
  }

  const startRun = (run: Projection): LiveRun | undefined => {
    const budgets = run.runbook?.budgets ?? []
    if (budgets.length === 0) return undefined
    const { id: runId, createdAt } = run.head()
    const sinceMs = Date.parse(createdAt)
    return {
      budgets: new Map(
        budgets.map((budget): [string, LiveBudget] => {
          const state = burningBy(run.events, budget.id)
          const recorded = new Set(toldAlerts.filter((alert) => state[alert]))
          const countsAt = createBudgetReader({ samples, measures, runId, sinceMs, budget })
          return [budget.id, { budget, countsAt, state, recorded }]
        }),
      ),
    }
  }

  /** Open runs of this Warroom's own are evaluated. */
  const { live, follow } = createOpenRuns(registry, startRun, (runId, before, now) =>
    tell(runId, [...new Set([...(before?.budgets.keys() ?? []), ...(now?.budgets.keys() ?? [])])]),
  )

  const evaluate = (one: LiveBudget, atMs: number): BudgetReading => {
    if (one.reading && Date.parse(one.reading.at) === atMs) return one.reading
    const { reading, state } = evaluateBudget(one.budget, one.countsAt(atMs), atMs, one.state)
    one.reading = reading
    one.state = state
    return reading
  }

  const record = (runId: string, { budgets }: LiveRun) => {
    const changes = [...budgets.values()].flatMap((one) =>
      toldAlerts.flatMap((alert) => {
        const isOn = one.state[alert] !== undefined
        return isOn === one.recorded.has(alert) ? [] : [{ one, alert, isOn }]
      }),
    )
    if (changes.length === 0) return
    const bodies = changes.map(({ one, alert, isOn }): RunEventBody => ({
      type: 'budget.burning',
      budgetId: one.budget.id,
      title: one.budget.title,
      checkId: one.budget.checkId,
      alert,
      burning: isOn,
      reason: isOn && one.reading ? burnReason(alert, one.reading) : message('budget.ended'),
    }))
    const appended = store.events.append(runId, { kind: 'engine' }, bodies)
    // A full disk refuses it; the next round tries again.
    if (!appended.ok) return
    for (const { one, alert, isOn } of changes) {
      if (isOn) one.recorded.add(alert)
      else one.recorded.delete(alert)
    }
  }

  const round = () => {
    const atMs = nowMs()
    for (const [runId, run] of live) {
      for (const one of run.budgets.values()) evaluate(one, atMs)
      record(runId, run)
      tell(runId, [...run.budgets.keys()])
    }
    cancelRound = timer.after(roundEveryMs, round)
  }

  const stops: (() => void)[] = []
  if (!store.database.readOnly) {
    for (const runId of registry.runIds()) follow(runId)
    stops.push(store.events.onAppended(follow))
    cancelRound = timer.after(roundEveryMs, round)
  }

  const statusOf = (runId: string, budget: Budget): BudgetStatus => {
    const reading = live.get(runId)?.budgets.get(budget.id)?.reading
    return { budget, ...(reading ? { reading } : {}) }
  }

  return {
    *statuses(runId) {
      for (const budget of registry.get(runId)?.runbook?.budgets ?? [])
        yield [budget.id, statusOf(runId, budget)]
    },
    status(runId, budgetId) {
      const budgets = registry.get(runId)?.runbook?.budgets
      const budget = budgets?.find(({ id }) => id === budgetId)
      return budget && statusOf(runId, budget)
    },
    readNow(runId, budgetId) {
      const one = live.get(runId)?.budgets.get(budgetId)
      return one && evaluate(one, nowMs())
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    [Symbol.dispose]() {
      cancelRound?.()
      for (const stop of stops) stop()
      listeners.clear()
    },
  }
}

/** Alerts that the run's history left on: they go on, and end when what is measured says so. */
function burningBy(events: readonly RunEvent[], budgetId: string): BurnState {
  const state: BurnState = {}
  for (const { at, body } of events) {
    if (body.type !== 'budget.burning' || body.budgetId !== budgetId) continue
    if (body.burning) state[body.alert] = { sinceMs: Date.parse(at) }
    else delete state[body.alert]
  }
  return state
}
