import { message } from '../../shared/messages/message.ts'
import type { CriterionEvaluation, ReadinessCriterion } from '../../shared/model/gate.ts'
import type { ReadinessStatus } from '../../shared/model/readiness.ts'

/** As bad as the worst of its lines. What was never looked at, or too long ago, is unknown. */
export function evaluateReadiness(
  { id, lines: wanted }: ReadinessCriterion,
  all: readonly ReadinessStatus[],
): CriterionEvaluation {
  const lines = all.filter(({ kind }) => wanted.length === 0 || wanted.includes(kind))
  const says = (
    verdict: CriterionEvaluation['verdict'],
    reason: CriterionEvaluation['reason'],
  ): CriterionEvaluation => ({ criterionId: id, verdict, reason })
  const count = (state: ReadinessStatus['state']) =>
    lines.filter((line) => line.state === state).length
  const notReady = count('not-ready')
  if (notReady > 0) return says('no-go', message('readiness.gate.not-ready', { count: notReady }))
  if (lines.every(({ checkedAt }) => checkedAt === undefined))
    return says('unknown', message('readiness.gate.never'))
  // What is asked for and does not exist, as of a plan that is not there, was not seen to be good.
  if (wanted.some((kind) => !lines.some((line) => line.kind === kind)))
    return says('unknown', message('readiness.gate.missing'))
  const unknown = count('unknown')
  if (unknown > 0) return says('unknown', message('readiness.gate.unknown', { count: unknown }))
  // A line that does not apply proves nothing.
  if (count('ready') === 0) return says('unknown', message('readiness.gate.none-applies'))
  return says('go', message('readiness.gate.ready'))
}
