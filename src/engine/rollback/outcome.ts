import type { Danger, UnmeasurableCause } from '../../shared/model/check.ts'
import type { RollbackOutcome } from '../../shared/model/rollback.ts'
import type { Evidence } from '../../shared/model/run.ts'

/** Where we stopped looking, it may have gone on, or have been stopped half-way. */
const cutShort: ReadonlySet<UnmeasurableCause> = new Set([
  'own-timeout',
  'cancelled',
  'outcome-unknown',
  'bug',
])
/** What was never taken by the target cannot have done anything there. */
const neverTaken: readonly unknown[] = ['refused', 'denied', 'bad-tls']

/** What came of an action: whether it did what it should, and whether that is known at all. */
export function outcomeOf(
  { measurement, judgement }: Pick<Evidence, 'measurement' | 'judgement'>,
  danger: Danger,
): { outcome: RollbackOutcome; mayStillRun: boolean } {
  if (measurement.kind === 'unmeasurable') {
    const mayStillRun = measurement.mayStillRun === true
    // What spoke had begun: a program that is missing half-way through does not undo what went before.
    const mayHaveRun = danger !== 'read' && measurement.output !== undefined
    const isUnknown = mayStillRun || mayHaveRun || cutShort.has(measurement.cause)
    return { outcome: isUnknown ? 'unknown' : 'not-done', mayStillRun }
  }
  const ended = (outcome: RollbackOutcome) => ({ outcome, mayStillRun: false })
  if (judgement.verdict === 'passed') return ended('done')
  const { reachable, error } = measurement.facts
  const isLost = reachable === false && !neverTaken.includes(error)
  // A request that went out and was not answered may have been done all the same.
  if (danger !== 'read' && isLost) return ended('unknown')
  return ended(judgement.verdict === 'failed' ? 'failed' : 'unknown')
}
