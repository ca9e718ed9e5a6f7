import type { RollbackChoice, RollbackStepState } from '../../shared/model/rollback.ts'
import type { LiveRollback } from './rollback-status.ts'
import type { RollbackTrace, StepTrace } from './rollback-trace.ts'

/** What may be done now, by whoever asks. The calls are refused by the same rules. */
export function choicesOf(trace: RollbackTrace, live: LiveRollback): RollbackChoice[] {
  if (trace.ended || live.isReadOnly) return []
  if (live.isElsewhere) return ['take-over']
  // Who was named may not come, and what runs may run wrong.
  if (trace.awaits !== undefined) return ['take-over', 'abort']
  const step = trace.at === undefined ? undefined : trace.steps.get(trace.at)
  const here = step ? stepChoices(step, trace, live) : endChoices(live)
  return [...here, 'hand-over', 'abort']
}

function endChoices({ looking }: LiveRollback): RollbackChoice[] {
  return looking?.verify.some(({ until }) => until !== undefined) ? ['wait'] : []
}

const begin = { check: 'act', manual: 'confirm', decide: 'choose', wait: undefined } as const
const notHeld: ReadonlySet<RollbackStepState> = new Set(['failed', 'unknown', 'outcome-unknown'])

function stepChoices(
  { step, state, isOpen, parts }: StepTrace,
  { started }: RollbackTrace,
  { looking }: LiveRollback,
): RollbackChoice[] {
  const { action, verify, ifFails } = step
  if (isOpen) return []
  if (looking?.stepId === step.id) return ['verify', 'wait', 'skip']
  if (started.mode === 'shown') return [action.kind === 'decide' ? 'choose' : 'go-on']
  if (state === 'passed') return ['go-on']
  if (state === 'ready') {
    const first = begin[action.kind]
    return first === undefined ? ['skip'] : [first, 'skip']
  }
  if (state === 'acted') return ['verify', 'skip']
  if (!notHeld.has(state)) return []
  const look: RollbackChoice[] = verify.length > 0 ? ['verify', 'wait'] : []
  // Of what nobody knows the outcome, nothing is done again before somebody has looked and seen.
  const wasSeen = parts?.some(({ verdict }) => verdict !== 'unknown') === true
  const mayAct = state !== 'outcome-unknown' || verify.length === 0 || wasSeen
  const again: RollbackChoice[] = mayAct ? ['retry'] : []
  const other: RollbackChoice[] = mayAct && ifFails.next !== undefined ? ['alternative'] : []
  return [...look, ...again, ...other, 'skip']
}
