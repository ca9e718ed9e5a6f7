import { useEffect, useRef } from 'react'

import type { RollbackStatus } from '../../shared/model/rollback.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useSay, useText } from '../state/hooks.ts'
import { formatDuration, formatMoment } from '../text/format.ts'
import { RollbackMark } from './rollback-marks.tsx'
import { endOf, toneOfEnd } from './rollback-tone.ts'
import { useHearing } from './use-running-rollback.ts'
import { VerificationList } from './verification-list.tsx'

/** The end: is it back, what is missing, or how it was left. */
export function FinalFocus({ status }: { status: RollbackStatus }) {
  const t = useText()
  const say = useSay()
  const { state, reason, done, endedAt } = status
  const heading = useRef<HTMLHeadingElement>(null)
  // Readers hear how it ended.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const end = endOf(status, useHearing())
  const tone = toneOfEnd[end]
  return (
    <>
      <div className="step-head-lines">
        <div className="line wrap step-place">
          <span>
            {t(endedAt === undefined && end !== 'left' ? 'rollback.final' : 'rollback.end')}
          </span>
          <RollbackMark status={status} />
        </div>
        <h2 ref={heading} tabIndex={-1} className={`step-title final ${tone}`}>
          {t(`rollback.final-title.${end}`)}
        </h2>
        <p className="step-why">{t(`rollback.final-about.${end}`)}</p>
      </div>
      {reason && (
        <div className={`note-box ${tone} trouble`} role="alert">
          <Verdict tone={tone} word={say(reason)} />
        </div>
      )}
      {endedAt !== undefined && <EndedFacts status={status} endedAt={endedAt} />}
      {done.length > 0 && (status.mode !== 'shown' || state === 'running') && (
        <VerificationList title={t('rollback.all-together')} verify={done} />
      )}
    </>
  )
}

function EndedFacts({ status, endedAt }: { status: RollbackStatus; endedAt: string }) {
  const t = useText()
  const locale = useLocale()
  const { startedAt, startedBy, driver, budgetMs } = status
  const tookMs = Date.parse(endedAt) - Date.parse(startedAt)
  return (
    <dl className="pairs flat">
      <dt>{t('rollback.began')}</dt>
      <dd>
        {formatMoment(startedAt, locale)}, {startedBy}
      </dd>
      <dt>{t('rollback.ended')}</dt>
      <dd>
        {formatMoment(endedAt, locale)}, {driver}
      </dd>
      <dt>{t('rollback.took')}</dt>
      <dd>
        {t('rollback.took-of', {
          took: formatDuration(tookMs, locale),
          budget: formatDuration(budgetMs, locale),
        })}
      </dd>
    </dl>
  )
}
