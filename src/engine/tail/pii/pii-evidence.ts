import { message, type Message } from '../../../shared/messages/message.ts'
import type { Facts, Judgement } from '../../../shared/model/check.ts'
import { piiKinds, type PiiKind } from '../../../shared/model/pii.ts'
import type { Evidence } from '../../../shared/model/run.ts'
import { hashEvidence } from '../../store/event-store.ts'

const expected = 'count == 0'

/** What a look through lines came to, wherever they are kept. */
export interface PiiResult {
  startedAt: string
  durationMs: number
  /** What was looked through, in a name. */
  target: string
  counts: Record<PiiKind, number>
  found: { kind: PiiKind; masked: string; line: number }[]
  lines: number
  /** What else is known of it. */
  facts?: Facts
  /** Why finding nothing proves nothing. */
  doubt?: Message
}

/** Evidence of it, the values masked. Nothing found in a part of the lines is no verdict. */
export function piiEvidence(result: PiiResult): Evidence {
  const { startedAt, durationMs, target, counts, found, lines } = result
  const count = piiKinds.reduce((sum, kind) => sum + counts[kind], 0)
  const measurement: Evidence['measurement'] = {
    kind: 'measured',
    startedAt,
    durationMs,
    target,
    facts: { count, pii: { ...counts }, found, lines, ...result.facts },
  }
  const read = { count }
  const judgement: Judgement = { ...verdictOf(count, result), expect: expected, read }
  const evidence = { checkId: 'pii', measurement, judgement }
  return { hash: hashEvidence(evidence), ...evidence }
}

function verdictOf(
  count: number,
  { doubt, lines }: PiiResult,
): Pick<Judgement, 'verdict' | 'reason'> {
  if (count > 0) return { verdict: 'failed', reason: message('tail.pii.found', { count, lines }) }
  if (doubt) return { verdict: 'unknown', reason: doubt }
  if (lines === 0) return { verdict: 'unknown', reason: message('tail.pii.no-lines') }
  return { verdict: 'passed', reason: message('tail.pii.clean', { lines }) }
}
