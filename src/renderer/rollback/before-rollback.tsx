import { useState } from 'react'

import type { RollbackPlan, RollbackStatus } from '../../shared/model/rollback.ts'
import { useBlocked, useText } from '../state/hooks.ts'
import { Beside } from './beside.tsx'
import { HistoryList } from './history-list.tsx'
import { PlanDetail } from './plan-detail.tsx'
import { PlanList } from './plan-list.tsx'
import { PlanQuestion } from './plan-question.tsx'
import { mayBegin, propose, type Answers } from './propose.ts'
import { StartPanel } from './start-panel.tsx'

interface BeforeRollbackProps {
  plans: readonly RollbackPlan[]
  statuses: readonly RollbackStatus[]
  onShow: (rollbackId: string) => void
}

/** Which way back: by questions, or by hand. Looking at it starts nothing. */
export function BeforeRollback({ plans, statuses, onShow }: BeforeRollbackProps) {
  const t = useText()
  const blocked = useBlocked()
  const [answers, setAnswers] = useState<Answers>({})
  const [chosenId, setChosenId] = useState<string>()
  const proposal = propose(plans, answers)
  const { proposed, next } = proposal
  const chosen = plans.find(({ id }) => id === chosenId)
  const shown = chosen ?? proposed ?? next?.plan ?? plans[0]
  const answer = (question: string, yes: boolean | undefined) => {
    setChosenId(undefined)
    setAnswers((known) => {
      const others = Object.entries(known).filter(([asked]) => asked !== question)
      return Object.fromEntries(yes === undefined ? others : [...others, [question, yes]])
    })
  }
  return (
    <div className="wizard">
      <div className="rollback-column">
        <PlanList
          plans={plans}
          statuses={statuses}
          proposal={proposal}
          shownId={shown?.id}
          onChoose={setChosenId}
        />
        <HistoryList statuses={statuses} onShow={onShow} />
      </div>
      <section className="wizard-focus" aria-label={shown?.title ?? t('rollback.plans')}>
        <div className="wizard-scroll">
          {blocked === undefined && plans.length > 0 && (
            <PlanQuestion proposal={proposal} answers={answers} onAnswer={answer} />
          )}
          {shown ? (
            <PlanDetail
              key={shown.id}
              plan={shown}
              statuses={statuses}
              isProposed={proposed?.id === shown.id}
              isChosen={chosen !== undefined}
            />
          ) : (
            <p className="empty">{t('rollback.no-plan-now')}</p>
          )}
        </div>
        {shown && mayBegin(shown, proposal, chosen !== undefined) && blocked === undefined && (
          <StartPanel key={shown.id} plan={shown} answers={answers} />
        )}
        {blocked !== undefined && <p className="dim">{t(`blocked.${blocked}`)}</p>}
      </section>
      <Beside />
    </div>
  )
}
