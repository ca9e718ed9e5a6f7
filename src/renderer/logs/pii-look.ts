import type { PiiFinding, PiiKind, PiiPage } from '../../shared/model/pii.ts'
import { piiKinds } from '../../shared/model/pii.ts'
import type { Failure, Result } from '../../shared/result.ts'
import type { CallInput } from '../../shared/rpc/contract.ts'

/** A window shows no more places than this; their number is told in full. */
const mostFindings = 200

/** How far a look through kept lines got. */
export interface PiiLook {
  /** It goes this far back; to the first line that is kept when absent. */
  minutes?: number
  counts: Record<PiiKind, number>
  findings: readonly PiiFinding[]
  lines: number
  state: 'looking' | 'done' | 'stopped'
  failure?: Failure
}

type AskPii = (input: Omit<CallInput<'log.pii'>, 'runId'>) => Promise<Result<PiiPage>>

/** Slice after slice, until the beginning, a failure, or until it is told to stop. */
export async function lookThrough(
  ask: AskPii,
  minutes: number | undefined,
  onLook: (look: PiiLook) => void,
  signal: AbortSignal,
): Promise<void> {
  let look: PiiLook = {
    ...(minutes === undefined ? {} : { minutes }),
    counts: { email: 0, phone: 0, card: 0, iban: 0, token: 0, key: 0 },
    findings: [],
    lines: 0,
    state: 'looking',
  }
  let before: number | undefined
  onLook(look)
  while (look.state === 'looking') {
    const page = await ask({
      ...(minutes === undefined ? {} : { minutes }),
      ...(before === undefined ? {} : { before }),
    })
    if (signal.aborted) look = { ...look, state: 'stopped' }
    else if (page.ok) {
      const { counts, findings, lines, reachedN, isEnd } = page.value
      before = reachedN
      look = {
        ...look,
        counts: sumOf(look.counts, counts),
        findings: [...look.findings, ...findings].slice(0, mostFindings),
        lines: look.lines + lines,
        state: isEnd ? 'done' : 'looking',
      }
    } else look = { ...look, state: 'stopped', failure: page.failure }
    onLook(look)
  }
}

const sumOf = (left: Record<PiiKind, number>, right: Record<PiiKind, number>) => {
  const sum = { ...left }
  for (const kind of piiKinds) sum[kind] += right[kind]
  return sum
}
