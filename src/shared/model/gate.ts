import type { Message } from '../messages/message.ts'
import type { BudgetReading } from './budget.ts'
import type { SampleCounts, SampleResolution } from './monitor.ts'
import type { ReadinessKind } from './readiness.ts'
import type { ItemState } from './run.ts'

/**
 * What a criterion, and a gate, say. `pending`: the window is not full yet, or has not held for
 * long enough. `unknown`: no data, stale data, or we could not measure; it is never GO.
 */
export const gateVerdicts = ['go', 'pending', 'unknown', 'no-go'] as const
export type GateVerdict = (typeof gateVerdicts)[number]

export const gateDecisions = ['go', 'no-go', 'delay'] as const
export type GateDecision = (typeof gateDecisions)[number]

interface CriterionBase {
  /** Unique in its gate. */
  id: string
  title: string
  /** The item that it speaks of. */
  itemId: string
  /** An advisory criterion is shown and does not decide. */
  blocking: boolean
}

/** A condition over a window of a monitor's history. */
export interface WindowCriterion extends CriterionBase {
  kind: 'window'
  checkId: string
  /** CEL over the window's facts. */
  require: string
  windowSeconds: number
  minSamples: number
  /** Share of the window, from 0 to 1, in which the target must have been measured. */
  minCoverage: number
  maxStaleSeconds: number
  /** What is measured so soon after watching began does not count. */
  warmUpSeconds: number
  /** What a window without a single measurement says. */
  noData: 'unknown' | 'no-go'
  holdSeconds: number
}

/** An item's own state: passed, waived or not applicable. */
export interface ItemCriterion extends CriterionBase {
  kind: 'item'
}

/** A condition over what is left of an error budget, and how fast it goes. */
export interface BudgetCriterion extends CriterionBase {
  kind: 'budget'
  budgetId: string
  checkId: string
  /** The budget's own, as they were when the gate was judged. */
  target: number
  budgetSeconds: number
  /** CEL over the budget's facts. */
  require: string
  minSamples: number
  maxStaleSeconds: number
  /** What a budget of which nothing was counted says. */
  noData: 'unknown' | 'no-go'
  holdSeconds: number
}

/** May one rely on the way back? It speaks of no item: `itemId` is empty. */
export interface ReadinessCriterion extends CriterionBase {
  kind: 'readiness'
  /** Kinds of lines; all of them when empty. */
  lines: ReadinessKind[]
}

export type Criterion = WindowCriterion | BudgetCriterion | ItemCriterion | ReadinessCriterion

/** Criteria that together say whether to go on, as the runbook has them. */
export interface Gate {
  id: string
  title: string
  criteria: Criterion[]
  /** Roles that must each sign a GO. Nobody in particular when empty. */
  approvers: string[]
  line: number
}

/** What a window came to. */
export interface WindowReading {
  from: string
  to: string
  counts: SampleCounts
  /** passed + failed. */
  samples: number
  /** passed / samples, from 0 to 1. Absent where nothing was measured. */
  availability?: number
  /** Share of the window, from 0 to 1, in which the target was measured. */
  coverage: number
  lastMeasuredAt?: string
  /** Of which percentiles are made. */
  timed: number
  resolution: SampleResolution
  /** 0: percentiles are the samples' own; else they are within this share of it. */
  quantileError: number
  /** Every name that the condition reads, as it was. A name that has no value is absent. */
  read: Record<string, number>
  /** In words: what one failure weighs, what the limit tolerates. */
  arithmetic: Message
}

export interface CriterionEvaluation {
  criterionId: string
  verdict: GateVerdict
  reason: Message
  /** When GO could come at the earliest, if all goes well from now on. Absent where it is GO or no such time is known. */
  earliestGoAt?: string
  /** Since when the condition has held without a break. */
  holdingSince?: string
  window?: WindowReading
  budget?: BudgetReading
  itemState?: ItemState
}

/** All of a gate at one moment. */
export interface GateEvaluation {
  at: string
  verdict: GateVerdict
  /** The criterion that decides: the first of the worst. Absent where all that block are GO. */
  decidedBy?: string
  earliestGoAt?: string
  criteria: CriterionEvaluation[]
}

/** One person's word on a gate, and what they saw. */
export interface GateSignature {
  seq: number
  at: string
  decision: GateDecision
  by: string
  role: string
  /** Present where it is a GO against the verdict, and then `reason` says why. */
  override?: GateVerdict
  reason?: string
  /** SHA-256 of criteria and evaluation as they were signed, in canonical JSON. */
  evaluationHash: string
}

/** A gate of a run as it is now. */
export interface GateStatus {
  gate: Gate
  /** Absent where nothing evaluates it: the run is closed, or was imported. */
  evaluation?: GateEvaluation
  /** Since when the verdict has been what it is. */
  since?: string
  /** Oldest first. */
  signatures: GateSignature[]
  /** Roles of `gate.approvers` whose last word is not GO. */
  missing: string[]
  /** What stands: absent until somebody decides, and for GO until every approver has signed. */
  decision?: { decision: GateDecision; at: string; override: boolean }
}
