import type { Message } from '../../shared/messages/message.ts'
import type { Verdict } from '../../shared/model/check.ts'
import type { RunEvent } from '../../shared/model/run.ts'

/** What did not pass, and the evidence that was kept of it. */
export interface EvidencedFailure {
  seq: number
  at: string
  verdict: Exclude<Verdict, 'passed'>
  reason: Message
  /** Of the look, and of the second look that confirmed it. */
  evidenceHashes: readonly string[]
}

/**
 * Failures of one check between two moments, oldest first: when its monitor turned, and when
 * somebody ran it by hand. Of a monitor that goes on failing no more evidence is kept.
 */
export function evidencedFailures(
  events: readonly RunEvent[],
  checkId: string,
  fromMs: number,
  toMs: number,
): EvidencedFailure[] {
  return events.flatMap(({ seq, at, body }): EvidencedFailure[] => {
    const atMs = Date.parse(at)
    if (atMs < fromMs || atMs > toMs) return []
    if (body.type === 'check.finished' && body.checkId === checkId && body.verdict !== 'passed') {
      const { verdict, reason, evidenceHash } = body
      return [{ seq, at, verdict, reason, evidenceHashes: [evidenceHash] }]
    }
    if (body.type === 'monitor.changed' && body.checkId === checkId && body.to !== 'up') {
      const verdict = body.to === 'down' ? 'failed' : 'unknown'
      return [{ seq, at, verdict, reason: body.reason, evidenceHashes: body.evidenceHashes }]
    }
    return []
  })
}
