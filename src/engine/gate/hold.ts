import { message, type Message } from '../../shared/messages/message.ts'
import type { CriterionEvaluation, GateVerdict } from '../../shared/model/gate.ts'

/** What evaluation of one criterion remembers. */
export interface CriterionState {
  verdict: GateVerdict
  atMs: number
  holdingSinceMs?: number
}

/** What is seen now, before any hold. */
export interface Sight {
  verdict: GateVerdict
  reason: Message
}

/** What is seen, held as long as the criterion asks; `goAt` says when GO could come. */
export function settle(
  criterion: { id: string; holdSeconds: number; maxStaleSeconds: number },
  sight: Sight,
  goAt: (holdingSinceMs: number | undefined) => number | undefined,
  nowMs: number,
  before: CriterionState | undefined,
): { evaluation: CriterionEvaluation; state: CriterionState } {
  const holdingSinceMs =
    sight.verdict === 'go' ? (unbroken(criterion, before, nowMs) ?? nowMs) : undefined
  const { verdict, reason } = hold(criterion, sight, holdingSinceMs, before, nowMs)
  const goMs = verdict === 'go' ? undefined : goAt(holdingSinceMs)
  return {
    evaluation: {
      criterionId: criterion.id,
      verdict,
      reason,
      ...(goMs === undefined ? {} : { earliestGoAt: new Date(goMs).toISOString() }),
      ...(holdingSinceMs === undefined
        ? {}
        : { holdingSince: new Date(holdingSinceMs).toISOString() }),
    },
    state: { verdict, atMs: nowMs, ...(holdingSinceMs === undefined ? {} : { holdingSinceMs }) },
  }
}

/** Of what nothing can be said. */
export const unsettled = (criterionId: string, reason: Message, nowMs: number) => ({
  evaluation: { criterionId, verdict: 'unknown' as const, reason },
  state: { verdict: 'unknown' as const, atMs: nowMs },
})

/** Since when it holds; nothing where the clock went back, or nobody evaluated for too long. */
function unbroken(
  { maxStaleSeconds }: { maxStaleSeconds: number },
  before: CriterionState | undefined,
  nowMs: number,
): number | undefined {
  if (!before || nowMs < before.atMs) return undefined
  return nowMs - before.atMs > maxStaleSeconds * 1000 ? undefined : before.holdingSinceMs
}

/** GO takes a continuous hold. Until then NO-GO stays NO-GO, so that a limit does not blink. */
function hold(
  { holdSeconds }: { holdSeconds: number },
  sight: Sight,
  holdingSinceMs: number | undefined,
  before: CriterionState | undefined,
  nowMs: number,
): Sight {
  if (holdingSinceMs === undefined) return sight
  const leftMs = holdingSinceMs + holdSeconds * 1000 - nowMs
  if (leftMs <= 0) return sight
  const seconds = Math.ceil(leftMs / 1000)
  return before?.verdict === 'no-go'
    ? { verdict: 'no-go', reason: message('gate.recovering', { seconds }) }
    : { verdict: 'pending', reason: message('gate.holding', { seconds }) }
}
