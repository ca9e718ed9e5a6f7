import type { ScenarioStatus, StepStatus } from '../../shared/model/scenario.ts'
import { placeKey } from './sequence.ts'

/** One step in two executions; a side is absent where that one had no such step. */
export interface StepPair {
  key: string
  left?: StepStatus
  right?: StepStatus
  /** It came out otherwise. */
  isDifferent: boolean
  /** It is the first that did. */
  isFirst: boolean
  /** How much longer it took on the right; only where it was done on both sides. */
  longerMs?: number
}

/** Two executions, step by step in their order. */
export function compareAttempts(left: ScenarioStatus, right: ScenarioStatus): StepPair[] {
  const rights = new Map(right.steps.map((step) => [placeKey(step), step]))
  const lefts = new Set(left.steps.map(placeKey))
  const onlyRight = right.steps.filter((step) => !lefts.has(placeKey(step)))
  let isFound = false
  const pair = (one: StepStatus | undefined, other: StepStatus | undefined): StepPair => {
    const step = one ?? other
    // Another title at the same place is another step: the runbook was changed in between.
    const isDifferent = one?.state !== other?.state || one?.title !== other?.title
    const isFirst = isDifferent && !isFound
    isFound ||= isDifferent
    const isTimed = one?.durationMs !== undefined && other?.durationMs !== undefined
    return {
      key: step ? placeKey(step) : '',
      ...(one ? { left: one } : {}),
      ...(other ? { right: other } : {}),
      isDifferent,
      isFirst,
      ...(isTimed ? { longerMs: (other.durationMs ?? 0) - (one.durationMs ?? 0) } : {}),
    }
  }
  return [
    ...left.steps.map((step) => pair(step, rights.get(placeKey(step)))),
    ...onlyRight.map((step) => pair(undefined, step)),
  ]
}

/**
 * The two that a reader most likely wants side by side, older first: the newest, and the newest
 * before it that came out otherwise, else simply the one before it.
 */
export function likelyPair(
  attempts: readonly ScenarioStatus[],
): { left: string; right: string } | undefined {
  const [newest, ...earlier] = attempts
  const other = earlier.find(({ state }) => state !== newest?.state) ?? earlier[0]
  if (newest?.attemptId === undefined || other?.attemptId === undefined) return undefined
  return { left: other.attemptId, right: newest.attemptId }
}
