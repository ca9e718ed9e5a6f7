import { message, type Message } from '../../shared/messages/message.ts'
import type { GateVerdict } from '../../shared/model/gate.ts'

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

/** Since when it holds; nothing where the clock went back, or nobody evaluated for too long. */
export function unbroken(
  { maxStaleSeconds }: { maxStaleSeconds: number },
  before: CriterionState | undefined,
  nowMs: number,
): number | undefined {
  if (!before || nowMs < before.atMs) return undefined
  return nowMs - before.atMs > maxStaleSeconds * 1000 ? undefined : before.holdingSinceMs
}

/** GO takes a continuous hold. Until then NO-GO stays NO-GO, so that a limit does not blink. */
export function hold(
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
