import type { RollbackStep, RollbackStepStatus } from '../../shared/model/rollback.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useSay, useText } from '../state/hooks.ts'
import { formatTime } from '../text/format.ts'

interface StepTroubleProps {
  step: RollbackStepStatus
  spec: RollbackStep | undefined
}

/** What is wrong with the step that it stands at, before anything else is read. */
export function StepTrouble({ step, spec }: StepTroubleProps) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const { state, reason, startedAt, mayStillRun, target } = step
  const broken = step.verify.filter((one) => one.state === 'failed' || one.state === 'unknown')
  const helps = spec?.ifFails.text
  return (
    <>
      {state === 'outcome-unknown' && (
        <div className="note-box unknown trouble" role="alert">
          <Verdict tone="unknown" word={t('rollback.outcome-unknown')} />
          <span>
            {t('rollback.outcome-unknown-about', {
              time: startedAt === undefined ? '—' : formatTime(startedAt, locale),
            })}
          </span>
          <b>{t(step.verify.length > 0 ? 'rollback.verify-first' : 'rollback.look-yourself')}</b>
        </div>
      )}
      {mayStillRun && (
        <div className="note-box nogo trouble" role="alert">
          <Verdict tone="nogo" word={t('rollback.may-still-run', { target: target ?? '—' })} />
          <span>{t('rollback.may-still-run-about')}</span>
        </div>
      )}
      {(state === 'failed' || state === 'unknown') && (
        <div className={`note-box ${state === 'failed' ? 'nogo' : 'unknown'} trouble`} role="alert">
          <Verdict
            tone={state === 'failed' ? 'nogo' : 'unknown'}
            word={t(`rollback.did-not-hold.${state}`)}
          />
          {broken.map((one) => (
            <span key={one.id}>
              <b>{one.title}</b> {one.reason && say(one.reason)}
            </span>
          ))}
          {broken.length === 0 && reason && <span>{say(reason)}</span>}
          {helps !== undefined && (
            <b>
              {t('rollback.if-fails')} {helps}
            </b>
          )}
        </div>
      )}
    </>
  )
}
