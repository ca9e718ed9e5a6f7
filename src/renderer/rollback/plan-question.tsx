import { useEffect } from 'react'

import { isTyping } from '../logic/keys.ts'
import { isDialogOpen } from '../parts/use-screen-keys.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import type { Answers, Proposal } from './propose.ts'

interface PlanQuestionProps {
  proposal: Proposal
  answers: Answers
  onAnswer: (question: string, yes: boolean | undefined) => void
}

/** The one question that decides next which plan is proposed; what was answered can be taken back. */
export function PlanQuestion({
  proposal: { next, proposed },
  answers,
  onAnswer,
}: PlanQuestionProps) {
  const t = useText()
  const { ui } = useSession()
  const question = next?.question
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { dialog, paletteOpen } = ui.getState()
      if (event.defaultPrevented || dialog !== undefined || paletteOpen || isDialogOpen()) return
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return
      if (question === undefined || isTyping(event.target)) return
      const letter = event.key.toLowerCase()
      // O for “oui” too, whatever the language is set to.
      if (letter !== 'y' && letter !== 'o' && letter !== 'n') return
      event.preventDefault()
      onAnswer(question, letter !== 'n')
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
  const answered = Object.entries(answers)
  return (
    <section className="panel plan-question" aria-label={t('rollback.which')}>
      {answered.length > 0 && (
        <ul>
          {answered.map(([asked, yes]) => (
            <li key={asked} className="row">
              <span>{asked}</span>
              <b>{t(yes ? 'rollback.yes' : 'rollback.no')}</b>
              <button
                type="button"
                className="quiet"
                aria-label={t('rollback.change-answer-to', { question: asked })}
                onClick={() => onAnswer(asked, undefined)}
              >
                {t('rollback.change-answer')}
              </button>
            </li>
          ))}
        </ul>
      )}
      {question !== undefined ? (
        <div className="body" role="group" aria-label={question}>
          <p className="question">{question}</p>
          <div className="line wrap">
            <button type="button" onClick={() => onAnswer(question, true)}>
              {t('rollback.yes')} <kbd>{t('rollback.yes-key')}</kbd>
            </button>
            <button type="button" onClick={() => onAnswer(question, false)}>
              {t('rollback.no')} <kbd>N</kbd>
            </button>
          </div>
        </div>
      ) : (
        <div className="body" role="status">
          {proposed ? (
            <Verdict tone="go" word={t('rollback.proposed-is', { title: proposed.title })} />
          ) : (
            <Verdict tone="pending" word={t('rollback.none-proposed')} />
          )}
        </div>
      )}
    </section>
  )
}
