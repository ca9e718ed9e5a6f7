import type { RollbackPlan, RollbackStatus } from '../../shared/model/rollback.ts'
import { assertNever } from '../../shared/result.ts'
import { useOperator, useText } from '../state/hooks.ts'
import type { RollbackActions } from './use-rollback-actions.ts'
import { stepAt } from './way.ts'
import { nameToLead } from './wizard-acts.ts'
import { WordsDialog } from './words-dialog.tsx'

/** What is asked for in words before it is done. */
export type WizardQuestion = 'skip' | 'hand-over' | 'take-over' | 'abort'

interface WizardDialogProps {
  question: WizardQuestion
  status: RollbackStatus
  plan: RollbackPlan | undefined
  actions: RollbackActions
  onClose: () => void
}

export function WizardDialog({ question, status, plan, actions, onClose }: WizardDialogProps) {
  const t = useText()
  const operator = useOperator()
  const step = stepAt(status)
  const { busy, failure } = actions
  const common = { busy, failure, onClose }
  const then = (asked: Promise<boolean>) => void asked.then((done) => done && onClose())
  switch (question) {
    case 'skip':
      return (
        <WordsDialog
          {...common}
          title={t('rollback.skip-title', { step: step?.title ?? '' })}
          about={t('rollback.skip-about')}
          reason={{ label: t('rollback.why'), isNeeded: true }}
          confirm={t('rollback.skip-do')}
          isDanger
          onConfirm={({ reason }) => step && then(actions.skip(step.stepId, reason))}
        />
      )
    case 'hand-over':
      return (
        <WordsDialog
          {...common}
          title={t('rollback.hand-over-title')}
          about={t('rollback.hand-over-about')}
          name={{ label: t('rollback.hand-over-to'), value: '' }}
          reason={{ label: `${t('rollback.why')} (${t('common.optional')})`, isNeeded: false }}
          confirm={t('rollback.hand-over-do')}
          onConfirm={({ name, reason }) => then(actions.handOver(name, reason))}
        />
      )
    case 'take-over':
      return (
        <WordsDialog
          {...common}
          title={t('rollback.take-over-title')}
          about={t('rollback.take-over-about', { driver: status.driver })}
          name={{ label: t('rollback.your-name'), value: nameToLead(status, operator) }}
          reason={{ label: `${t('rollback.why')} (${t('common.optional')})`, isNeeded: false }}
          confirm={t('rollback.take-over-do')}
          onConfirm={({ name, reason }) => then(actions.takeOver(name, reason))}
        />
      )
    case 'abort':
      return (
        <WordsDialog
          {...common}
          title={t('rollback.abort-title', { plan: status.title })}
          about={
            <>
              <p>{t('rollback.abort-about')}</p>
              {plan && <p className="safe-state">{plan.safeState}</p>}
              {step?.state === 'acting' && <p>{t('rollback.abort-stops')}</p>}
            </>
          }
          {...(status.awaits === undefined
            ? {}
            : { name: { label: t('rollback.your-name'), value: nameToLead(status, operator) } })}
          reason={{ label: t('rollback.why'), isNeeded: true }}
          confirm={t('rollback.abort-do')}
          isDanger
          onConfirm={({ name, reason }) =>
            then(actions.abort(reason, status.awaits === undefined ? undefined : name))
          }
        />
      )
    default:
      return assertNever(question)
  }
}
