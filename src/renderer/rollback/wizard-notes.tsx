import type { RollbackStatus } from '../../shared/model/rollback.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useText } from '../state/hooks.ts'
import { useSight } from './use-running-rollback.ts'

/** What holds for the whole of it and must never be forgotten: nothing is run, or somebody else leads. */
export function WizardNotes({ status }: { status: RollbackStatus }) {
  const t = useText()
  const { mode, isElsewhere, awaits, driver, choices } = status
  const isLive = useSight(status) === 'live'
  const isLed = isLive && isElsewhere
  return (
    <>
      {mode !== 'real' && (
        <div className={`banner mode-note ${mode === 'shown' ? '' : 'pending'}`}>
          <Verdict
            tone={mode === 'shown' ? 'idle' : 'pending'}
            word={t(`rollback.mode-note.${mode}`)}
          />
        </div>
      )}
      {isLed && (
        <div className="banner pending" role="status">
          <Verdict
            tone="pending"
            word={[
              t('rollback.elsewhere', { driver }),
              t(choices.includes('take-over') ? 'rollback.may-take-over' : 'rollback.may-look'),
            ].join(' ')}
          />
        </div>
      )}
      {isLive && !isElsewhere && awaits !== undefined && (
        <div className="banner pending" role="status">
          <Verdict tone="pending" word={t('rollback.awaited', { name: awaits })} />
        </div>
      )}
    </>
  )
}
