import { useEffect, useRef } from 'react'

import type { RollbackPlan, RollbackStatus, RollbackStep } from '../../shared/model/rollback.ts'
import { Verdict } from '../parts/verdict.tsx'
import { ReadinessBrief } from '../readiness/readiness-brief.tsx'
import { useLocale, useText } from '../state/hooks.ts'
import { formatDuration } from '../text/format.ts'
import { rehearsedHereMs } from './propose.ts'

interface PlanDetailProps {
  plan: RollbackPlan
  statuses: readonly RollbackStatus[]
  isProposed: boolean
  /** Somebody chose it: readers hear it, and Enter begins it rather than choosing it again. */
  isChosen: boolean
}

/** A plan in full, to be read before it is begun. */
export function PlanDetail({ plan, statuses, isProposed, isChosen }: PlanDetailProps) {
  const t = useText()
  const locale = useLocale()
  const { title, budgetMs, steps, safeState, done, when } = plan
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isChosen) heading.current?.focus({ preventScroll: true })
  }, [isChosen])
  const rehearsed = rehearsedHereMs(statuses, plan.id)
  return (
    <>
      <div className="step-head-lines">
        <div className="line wrap step-place">
          <span>
            {t('rollback.plan-line', {
              budget: formatDuration(budgetMs, locale),
              steps: steps.length,
            })}
          </span>
          <span>
            {rehearsed === undefined
              ? t('rollback.never-rehearsed-here')
              : t('rollback.rehearsed-in', { clock: formatDuration(rehearsed, locale) })}
          </span>
          {isProposed && <Verdict tone="go" word={t('rollback.proposed')} />}
        </div>
        <h2 ref={heading} tabIndex={-1} className="step-title">
          {title}
        </h2>
        {when.length > 0 && (
          <p className="step-why">
            {t('rollback.when')} {when.join(' · ')}
          </p>
        )}
      </div>
      <ReadinessBrief planId={plan.id} />
      <section className="panel plan-steps" aria-label={t('rollback.steps')}>
        <header>
          <h2>{t('rollback.steps')}</h2>
        </header>
        <ol>
          {steps.map((step, index) => (
            <li key={step.id} className="row">
              <span className="mono dim">{index + 1}</span>
              <span>
                <b>{step.title}</b>
                <span className="dim"> {step.why}</span>
                {step.isPointOfNoReturn && (
                  <Verdict tone="pending" word={t('rollback.no-return-short')} />
                )}
              </span>
              <span className="dim nowrap">
                <Kind step={step} />
                {step.expectedMs !== undefined &&
                  ` · ${t('rollback.about', { duration: formatDuration(step.expectedMs, locale) })}`}
              </span>
            </li>
          ))}
        </ol>
      </section>
      <section className="panel" aria-label={t('rollback.all-together')}>
        <header>
          <h2>{t('rollback.all-together')}</h2>
        </header>
        <ul>
          {done.map(({ id, title: what }) => (
            <li key={id} className="row">
              {what}
            </li>
          ))}
        </ul>
      </section>
      <div className="note-box">
        <b>{t('rollback.safe-state')}</b>
        <span>{safeState}</span>
      </div>
    </>
  )
}

function Kind({ step: { action } }: { step: RollbackStep }) {
  const t = useText()
  if (action.kind !== 'check') return t(`rollback.kind.${action.kind}`)
  return action.check.kind === 'command' ? t('rollback.kind.command') : action.check.kind
}
