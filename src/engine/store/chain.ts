import { message, type Message } from '../../shared/messages/message.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import type { VerifyReport } from '../../shared/rpc/views.ts'
import { canonicalJson, sha256 } from './canonical.ts'

/** What stands before the first link. */
export const genesisHash = '0'.repeat(64)

/** Where a chain is known to end. Without it a cut tail cannot be seen. */
export interface Anchor {
  seq: number
  hash: string
}

/** The hash of a link, over everything in it but itself. */
export function hashEvent(event: Omit<RunEvent, 'hash'>): string {
  const { runId, seq, at, actor, body, previousHash } = event
  return sha256(canonicalJson({ runId, seq, at, actor, body, previousHash }))
}

/** Walks a history in its stored order and names the first link that does not hold. */
export function verifyChain(events: readonly RunEvent[], anchor?: Anchor): VerifyReport {
  const last = events.at(-1)
  const report = { events: events.length, headHash: last?.hash ?? genesisHash }
  const bad = (seq: number, problem: Message): VerifyReport => ({
    ...report,
    valid: false,
    firstBad: { seq, problem },
  })
  let previousHash = genesisHash
  for (const [index, event] of events.entries()) {
    const seq = index + 1
    if (event.seq !== seq) {
      const isElsewhere = events.some((other) => other.seq === seq)
      const id = isElsewhere ? 'chain.out-of-order' : 'chain.missing'
      return bad(seq, message(id, { seq }))
    }
    if (event.runId !== events[0]?.runId) return bad(seq, message('chain.other-run', { seq }))
    if (event.hash !== hashEvent(event)) return bad(seq, message('chain.edited', { seq }))
    if (event.previousHash !== previousHash)
      return bad(seq, message('chain.wrong-previous', { seq }))
    previousHash = event.hash
  }
  if (anchor) {
    const found = events.length
    if (found < anchor.seq)
      return bad(found + 1, message('chain.truncated', { found, seq: anchor.seq }))
    if (found > anchor.seq)
      return bad(anchor.seq + 1, message('chain.beyond-head', { seq: anchor.seq + 1 }))
    if (previousHash !== anchor.hash)
      return bad(anchor.seq, message('chain.rewritten', { seq: anchor.seq }))
  }
  return { ...report, valid: true }
}
