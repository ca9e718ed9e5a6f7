import { message, type Message } from '../../shared/messages/message.ts'
import type { BudgetReading } from '../../shared/model/budget.ts'
import type {
  CriterionEvaluation,
  Gate,
  GateEvaluation,
  GateVerdict,
  ItemCriterion,
  WindowCriterion,
} from '../../shared/model/gate.ts'
import type { ReadinessStatus } from '../../shared/model/readiness.ts'
import type { ItemState } from '../../shared/model/run.ts'
import { assertNever } from '../../shared/result.ts'
import { evaluateBudgetCriterion } from './evaluate-budget.ts'
import { evaluateReadiness } from './evaluate-readiness.ts'
import { evaluateWindow } from './evaluate-window.ts'
import type { CriterionState } from './hold.ts'
import type { WindowSamples } from './window-facts.ts'

/** Worst last. */
const order: readonly GateVerdict[] = ['go', 'pending', 'unknown', 'no-go']

/** What a gate is judged by. `undefined`: nobody watches that check. */
export interface GateInputs {
  samples(criterion: WindowCriterion): WindowSamples | undefined
  itemState(itemId: string): ItemState | undefined
  budget(budgetId: string): BudgetReading | undefined
  /** Every line of readiness, as it stands now. */
  readiness(): readonly ReadinessStatus[]
}

/** What evaluation remembers from one time to the next, by criterion. */
export type GateState = ReadonlyMap<string, CriterionState>

/** Evaluates a gate at a moment. Pure: the same inputs give the same verdicts. */
export function evaluateGate(
  gate: Gate,
  inputs: GateInputs,
  nowMs: number,
  before: GateState,
): { evaluation: GateEvaluation; state: GateState } {
  const state = new Map<string, CriterionState>()
  const criteria = gate.criteria.map((criterion): CriterionEvaluation => {
    if (criterion.kind === 'item') return evaluateItem(criterion, inputs)
    if (criterion.kind === 'readiness') return evaluateReadiness(criterion, inputs.readiness())
    const known = before.get(criterion.id)
    if (criterion.kind === 'budget') {
      const reading = inputs.budget(criterion.budgetId)
      const evaluated = evaluateBudgetCriterion(criterion, reading, nowMs, known)
      state.set(criterion.id, evaluated.state)
      return evaluated.evaluation
    }
    const samples = inputs.samples(criterion)
    const evaluated = evaluateWindow(criterion, samples, nowMs, known)
    state.set(criterion.id, evaluated.state)
    return evaluated.evaluation
  })
  return { evaluation: overall(gate, criteria, nowMs), state }
}

/** As bad as the worst criterion that blocks. A gate in which nothing blocks has nothing to say GO by. */
export function overall(
  gate: Gate,
  criteria: CriterionEvaluation[],
  nowMs: number,
): GateEvaluation {
  const blocking = new Set(gate.criteria.filter((one) => one.blocking).map(({ id }) => id))
  const deciding = criteria.filter(({ criterionId }) => blocking.has(criterionId))
  let worst: CriterionEvaluation | undefined
  for (const one of deciding)
    if (!worst || order.indexOf(one.verdict) > order.indexOf(worst.verdict)) worst = one
  const verdict = worst?.verdict ?? 'unknown'
  const waiting = deciding.filter((one) => one.verdict !== 'go')
  const times = waiting.flatMap(({ earliestGoAt }) => earliestGoAt ?? []).toSorted()
  const latest = times.at(-1)
  return {
    at: new Date(nowMs).toISOString(),
    verdict,
    ...(worst && verdict !== 'go' ? { decidedBy: worst.criterionId } : {}),
    ...(latest !== undefined && times.length === waiting.length ? { earliestGoAt: latest } : {}),
    criteria,
  }
}

function evaluateItem(criterion: ItemCriterion, inputs: GateInputs): CriterionEvaluation {
  const state = inputs.itemState(criterion.itemId)
  const says = (verdict: GateVerdict, reason: Message): CriterionEvaluation => ({
    criterionId: criterion.id,
    verdict,
    reason,
    ...(state ? { itemState: state } : {}),
  })
  switch (state) {
    case 'passed':
      return says('go', message('gate.item.passed'))
    case 'waived':
      return says('go', message('gate.item.waived'))
    case 'not-applicable':
      return says('go', message('gate.item.not-applicable'))
    case 'failed':
      return says('no-go', message('gate.item.failed'))
    case 'todo':
      return says('pending', message('gate.item.todo'))
    case 'running':
      return says('pending', message('gate.item.running'))
    case 'unknown':
      return says('unknown', message('gate.item.unknown'))
    case undefined:
      return says('unknown', message('gate.item.gone'))
    default:
      return assertNever(state)
  }
}
