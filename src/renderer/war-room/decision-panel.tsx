import { useStore } from 'zustand'

import type { Criterion, CriterionEvaluation, GateStatus } from '../../shared/model/gate.ts'
import { toneOfGate } from '../decision/gate-tone.ts'
import { criterionProgress } from '../logic/criterion-progress.ts'
import type { CriterionProgress } from '../logic/criterion-progress.ts'
import { glyphs } from '../logic/tone.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useSay, useText } from '../state/hooks.ts'
import { useNow } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { formatDuration, formatNumber, formatShort } from '../text/format.ts'
import { holdOf, readingWords, shareOfTime } from './criterion-words.ts'

/** What GO rests on and how far each part of it is; one click leads to all of it. */
export function DecisionPanel() {
  const t = useText()
  const { gates, ui } = useSession()
  const statuses = useStore(gates, (mirror) => mirror.entries)
  if (statuses.size === 0) return null
  return (
    <section className="panel war-room-decision" aria-label={t('screen.decision')}>
      {[...statuses.values()].map((status, index) => (
        <div key={status.gate.id} className="war-room-gate">
          <header>
            <h2 className="cut">
              {statuses.size === 1 ? t('screen.decision') : status.gate.title}
            </h2>
            <GateNote status={status} />
            {index === 0 && (
              <button type="button" className="quiet" onClick={() => ui.go('decision')}>
                {t('war-room.whole-decision')}
              </button>
            )}
          </header>
          {status.gate.criteria.map((criterion) => (
            <CriterionLine
              key={criterion.id}
              criterion={criterion}
              found={status.evaluation?.criteria.find((one) => one.criterionId === criterion.id)}
            />
          ))}
        </div>
      ))}
    </section>
  )
}

/** What a person must know first: what was decided, how long it has held, when GO could come. */
function GateNote({ status }: { status: GateStatus }) {
  const t = useText()
  const locale = useLocale()
  const now = useNow()
  const { gate, evaluation, since, decision, missing } = status
  if (!evaluation) return <span className="note">{t('gate.not-evaluated')}</span>
  const hold = evaluation.verdict === 'pending' ? holdOf(gate, evaluation, now) : undefined
  const words = decision
    ? t('gate.stands', { decision: t(`gate.decision.${decision.decision}`) })
    : evaluation.verdict === 'go'
      ? missing.length > 0
        ? t('gate.missing', { roles: missing.join(', ') })
        : since !== undefined && t('gate.since', { at: formatShort(since, locale) })
      : hold
        ? t('war-room.holds', {
            held: formatDuration(Math.floor(hold.heldSeconds) * 1000, locale),
            needed: formatDuration(hold.neededSeconds * 1000, locale),
          })
        : evaluation.earliestGoAt !== undefined &&
          t('gate.earliest', { at: formatShort(evaluation.earliestGoAt, locale) })
  return (
    <span className="note line">
      {words !== false && <span className="cut">{words}</span>}
      <Verdict tone={toneOfGate[evaluation.verdict]} word={t(`gate.${evaluation.verdict}`)} />
    </span>
  )
}

function CriterionLine({
  criterion,
  found,
}: {
  criterion: Criterion
  found: CriterionEvaluation | undefined
}) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const now = useNow()
  const { ui } = useSession()
  const tone = found ? toneOfGate[found.verdict] : 'idle'
  const progress = criterionProgress(criterion, found, now)
  return (
    <button
      type="button"
      className="row criterion-line"
      title={found && say(found.reason)}
      onClick={() => ui.go('decision')}
    >
      <span className={`v ${tone}`}>
        <i aria-hidden="true">{glyphs[tone]}</i>
        <span className="sr">{found ? t(`gate.${found.verdict}`) : '—'}</span>
      </span>
      <span className="cut">
        {criterion.title}
        <span className="dim">
          {!criterion.blocking && ` · ${t('gate.advisory')}`}
          {found && ` · ${readingWords(criterion, found, { t, say, locale })}`}
        </span>
      </span>
      {progress && (
        <>
          <span className="bar" aria-hidden="true">
            <i className={tone} style={{ width: `${progress.share * 100}%` }} />
          </span>
          <ProgressWords progress={progress} />
        </>
      )}
    </button>
  )
}

function ProgressWords({ progress: { by, done, needed } }: { progress: CriterionProgress }) {
  const locale = useLocale()
  if (by === 'item') return <span />
  const number = (value: number) => formatNumber(Math.floor(value), locale)
  const words =
    by === 'samples'
      ? needed > 1
        ? `${number(done)} / ${number(needed)}`
        : number(done)
      : shareOfTime(done, needed, locale)
  return <span className="num dim">{words}</span>
}
