import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'

import type { RollbackStatus } from '../../shared/model/rollback.ts'
import { assertNever } from '../../shared/result.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { useBlocked, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { Beside } from './beside.tsx'
import { BudgetClock } from './budget-clock.tsx'
import { FinalFocus } from './final-focus.tsx'
import { StepFocus } from './step-focus.tsx'
import { StepList } from './step-list.tsx'
import { usePlan } from './use-plan.ts'
import { useRollbackActions } from './use-rollback-actions.ts'
import { useSettled } from './use-settled.ts'
import { useStepPreview } from './use-step-preview.ts'
import { useWizardKeys } from './use-wizard-keys.ts'
import { isUnderWay, stepAt, wayOf } from './way.ts'
import { actsOf, momentOf, type OtherAct, type WizardCommand } from './wizard-acts.ts'
import { WizardButtons } from './wizard-buttons.tsx'
import { WizardDialog, type WizardQuestion } from './wizard-dialogs.tsx'
import { WizardNotes } from './wizard-notes.tsx'

interface WizardProps {
  status: RollbackStatus
  /** It is over: back to the plans. */
  onClose?: () => void
}

/** A rollback from its first step to its end, and afterwards as it was. */
export function Wizard({ status, onClose }: WizardProps) {
  const t = useText()
  const { ui } = useSession()
  const blocked = useBlocked()
  const loadedPlan = usePlan(status.rollbackId)
  const plan = loadedPlan.state === 'ready' ? loadedPlan.value : undefined
  const actions = useRollbackActions(status)
  const [question, setQuestion] = useState<WizardQuestion>()
  const [lookedAt, setLookedAt] = useState<string>()
  const [typedFor, setTypedFor] = useState({ moment: '', text: '' })

  const at = stepAt(status)
  const shown = lookedAt === undefined ? at : status.steps.find((one) => one.stepId === lookedAt)
  const attempt = `${shown?.attempts ?? 0} ${shown?.state === 'ready' ? 'ready' : ''}`
  const { preview, again } = useStepPreview(
    status.rollbackId,
    shown?.stepId ?? status.steps[0]?.stepId ?? '',
    attempt,
  )
  const found = preview?.state === 'ready' ? preview.value : undefined
  const moment = momentOf(status, found?.token)
  const settled = useSettled(moment)
  const typed = typedFor.moment === moment ? typedFor.text : ''

  const isBlocked = blocked !== undefined
  const acts = isBlocked ? { others: [], isChoosing: false } : actsOf(status)
  const hasWords = found?.typed === undefined || typed.trim() === found.typed.trim()
  const mayAct = found !== undefined && found.problem === undefined && hasWords
  const isHere = lookedAt === undefined
  const isMainReady = isHere && settled && !actions.busy && (acts.main !== 'act' || mayAct)

  async function act(): Promise<void> {
    if (!at || !found) return
    const words = found.typed === undefined ? {} : { typed: typed.trim() }
    const done = await actions.act(at.stepId, { token: found.token, ...words })
    // What was agreed to may no longer be what would be done: then it is shown anew.
    if (!done) again()
  }
  function main(): void {
    if (!isMainReady || acts.main === undefined) return
    switch (acts.main) {
      case 'act':
        return void act()
      case 'confirm':
        // Under the name of who leads it, as all that is done here.
        return at && void actions.confirm(at.stepId, status.driver)
      case 'go-on':
        return at && void actions.goOn(at.stepId, 'next')
      case 'verify':
        return void actions.verify()
      default:
        return assertNever(acts.main)
    }
  }
  function other(act: OtherAct): void {
    if (actions.busy) return
    setLookedAt(undefined)
    switch (act) {
      case 'alternative':
        return at && void actions.goOn(at.stepId, 'alternative')
      case 'retry':
        return at && void actions.retry(at.stepId)
      case 'verify':
        return void actions.verify()
      case 'wait':
        return void actions.wait()
      case 'skip':
      case 'hand-over':
      case 'take-over':
      case 'abort':
        return setQuestion(act)
      default:
        return assertNever(act)
    }
  }
  const choose = (option: number) => {
    if (at && isHere && settled && !actions.busy) void actions.choose(at.stepId, option)
  }
  const perform = (command: WizardCommand) => {
    switch (command.kind) {
      case 'main':
        return main()
      case 'other':
        return other(command.act)
      case 'choose':
        return choose(command.option)
      default:
        return ui.open({ kind: 'keys' })
    }
  }
  useWizardKeys(acts, question !== undefined, perform)

  const way = wayOf(plan, status)
  return (
    <>
      <WizardNotes status={status} />
      <div className="wizard">
        <StepList status={status} plan={plan} way={way} lookedAt={lookedAt} onLook={setLookedAt} />
        <section className="wizard-focus" aria-label={status.title}>
          <BudgetClock
            status={status}
            {...(way.aheadMs === undefined ? {} : { aheadMs: way.aheadMs })}
          />
          <div className="wizard-scroll">
            {!isHere && (
              <div className="banner">
                <span>{t(onClose ? 'rollback.looking-back' : 'rollback.looking-elsewhere')}</span>
                <button type="button" onClick={() => setLookedAt(undefined)}>
                  <ArrowLeft size={14} aria-hidden="true" />{' '}
                  {t(onClose ? 'rollback.how-it-ended' : 'rollback.back-here')}
                </button>
              </div>
            )}
            {loadedPlan.state === 'failed' && <FailureNote failure={loadedPlan.failure} />}
            {shown ? (
              <StepFocus
                key={shown.stepId}
                status={status}
                step={shown}
                plan={plan}
                {...(isHere ? { place: { number: way.behind + 1, of: way.total } } : {})}
                preview={isUnderWay(status) ? preview : undefined}
                typed={typed}
                onTyped={(text) => setTypedFor({ moment, text })}
                onAct={main}
                {...(isHere && acts.isChoosing ? { onChoose: choose } : {})}
              />
            ) : (
              <FinalFocus key={status.state} status={status} />
            )}
          </div>
          {actions.failure && question === undefined && <FailureNote failure={actions.failure} />}
          {onClose ? (
            <div className="wizard-buttons">
              <button type="button" className="primary" onClick={onClose}>
                <ArrowLeft size={14} aria-hidden="true" /> {t('rollback.to-plans')}
              </button>
            </div>
          ) : (
            <WizardButtons
              status={status}
              acts={acts}
              isMainReady={isMainReady}
              isDanger={found?.danger === 'destroy'}
              busy={actions.busy}
              onMain={main}
              onOther={other}
            />
          )}
        </section>
        <Beside />
      </div>
      {question !== undefined && (
        <WizardDialog
          question={question}
          status={status}
          plan={plan}
          actions={actions}
          onClose={() => setQuestion(undefined)}
        />
      )}
    </>
  )
}
