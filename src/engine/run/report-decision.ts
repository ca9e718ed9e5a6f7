import type { Criterion, CriterionEvaluation } from '../../shared/model/gate.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import type { Fact } from './report-content.ts'
import { decisionLine } from './report-event.ts'
import type { ReportWords } from './report-words.ts'

/** Somebody's word on a gate, and all that they saw when they gave it. */
export interface ReportDecision {
  what: string
  /** A GO against the verdict. */
  override: boolean
  facts: Fact[]
}

export function reportDecisions(events: readonly RunEvent[], words: ReportWords): ReportDecision[] {
  const { t, moment } = words
  return events.flatMap(({ at, body }): ReportDecision[] => {
    if (body.type !== 'gate.decided') return []
    const { criteria, evaluation, reason, override, evaluationHash } = body
    const line = decisionLine(body, words)
    const when = t('report.by-at', { who: line, when: moment(at) })
    const seen = new Map(evaluation.criteria.map((one) => [one.criterionId, one]))
    return [
      {
        what: reason === undefined ? when : t('report.with-note', { what: when, note: reason }),
        override: override !== undefined,
        facts: [
          { label: t('report.verdict'), value: t(`report.verdict.${evaluation.verdict}`) },
          ...criteria.map((criterion) => criterionFact(criterion, seen.get(criterion.id), words)),
          { label: t('report.evidence'), value: `sha256 ${evaluationHash}`, literal: true },
        ],
      },
    ]
  })
}

function criterionFact(
  criterion: Criterion,
  seen: CriterionEvaluation | undefined,
  { t, say }: ReportWords,
): Fact {
  const blocking = criterion.blocking ? 'yes' : 'no'
  const label = t('report.criterion', { title: criterion.title, blocking })
  if (!seen) return { label, value: t('report.verdict.unknown') }
  const verdict = t(`report.verdict.${seen.verdict}`)
  const value = t('report.criterion-says', { verdict, reason: say(seen.reason) })
  if (criterion.kind === 'budget' && seen.budget)
    return { label, value: `${value} ${say(seen.budget.arithmetic)}` }
  if (criterion.kind !== 'window' || !seen.window) return { label, value }
  const { coverage, arithmetic } = seen.window
  const asked = t('report.criterion-asks', {
    require: criterion.require,
    minutes: criterion.windowSeconds / 60,
    coverage: Math.floor(coverage * 1000) / 1000,
    arithmetic: say(arithmetic),
  })
  return { label, value: `${value} ${asked}` }
}
