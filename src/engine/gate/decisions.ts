import type { Gate, GateSignature, GateStatus } from '../../shared/model/gate.ts'
import type { RunEvent } from '../../shared/model/run.ts'

/** Who has signed a gate, oldest first. */
export function signaturesOf(events: readonly RunEvent[], gateId: string): GateSignature[] {
  return events.flatMap(({ seq, at, body }): GateSignature[] => {
    if (body.type !== 'gate.decided' || body.gateId !== gateId) return []
    const { decision, by, role, override, reason, evaluationHash } = body
    return [{ seq, at, decision, by, role, override, reason, evaluationHash }]
  })
}

/** Roles are words that people type. */
export const sameRole = (left: string, right: string) =>
  left.trim().toLowerCase() === right.trim().toLowerCase()

/**
 * What the signatures come to. Each approver's last word counts: one NO-GO is NO-GO, then one delay
 * is a delay, and GO is GO when all have said so. Where nobody in particular is asked, the last word
 * of all stands.
 */
export function decisionOf(
  gate: Gate,
  signatures: readonly GateSignature[],
): Pick<GateStatus, 'missing' | 'decision'> {
  const lastWords =
    gate.approvers.length === 0
      ? signatures.slice(-1)
      : gate.approvers.flatMap(
          (role) => signatures.findLast((signature) => sameRole(signature.role, role)) ?? [],
        )
  const missing = gate.approvers.filter(
    (role) => !lastWords.some((word) => word.decision === 'go' && sameRole(word.role, role)),
  )
  const against =
    lastWords.find(({ decision }) => decision === 'no-go') ??
    lastWords.find(({ decision }) => decision === 'delay')
  if (against) {
    const { decision, at } = against
    return { missing, decision: { decision, at, override: false } }
  }
  const at = lastWords
    .map((word) => word.at)
    .toSorted()
    .at(-1)
  if (at === undefined || missing.length > 0) return { missing }
  const override = lastWords.some((word) => word.override !== undefined)
  return { missing, decision: { decision: 'go', at, override } }
}
