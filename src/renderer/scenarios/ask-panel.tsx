import { Check, CircleHelp, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

import type { Verdict as Answer } from '../../shared/model/check.ts'
import { glyphs } from '../logic/tone.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useScreenKeys } from '../parts/use-screen-keys.ts'
import { useBlocked, useOperator, useText, useUi } from '../state/hooks.ts'
import { answerOfKey } from './scenario-keys.ts'

const answers = [
  { verdict: 'passed', key: 'P', Icon: Check },
  { verdict: 'failed', key: 'F', Icon: X },
  { verdict: 'unknown', key: 'U', Icon: CircleHelp },
] as const

/** What only a person can look at: the question, large, and three answers. */
export function AskPanel({ scenarioId, question }: { scenarioId: string; question: string }) {
  const t = useText()
  const runId = useUi((state) => state.runId)
  const operator = useOperator()
  const blocked = useBlocked()
  const [note, setNote] = useState('')
  const { ask, busy, failure } = useAsk()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus(), [])

  const isOff = blocked !== undefined || busy
  const answer = (verdict: Answer) => {
    if (runId === undefined || isOff) return
    const said = note.trim() === '' ? {} : { note: note.trim() }
    void ask('scenario.answer', { runId, scenarioId, verdict, ...said })
  }
  useScreenKeys((event) => {
    const verdict = answerOfKey(event)
    return verdict && { perform: () => answer(verdict) }
  })
  return (
    <section ref={panel} className="panel ask-panel" tabIndex={-1} aria-label={t('scenarios.asks')}>
      <span className="dim">{t('scenarios.asks')}</span>
      <p className="ask-question prewrap">{question}</p>
      <Field
        label={`${t('common.note')} (${t('common.optional')})`}
        help={t('scenarios.asks-help')}
      >
        {(control) => (
          <textarea
            {...control}
            rows={2}
            maxLength={20_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {operator === '' && (
        <p className="v pending">
          <i aria-hidden="true">{glyphs.pending}</i>
          {t('scenarios.asks-nobody')}
        </p>
      )}
      {failure && <FailureNote failure={failure} />}
      <div className="line wrap ask-answers">
        {answers.map(({ verdict, key, Icon }) => (
          <button
            key={verdict}
            type="button"
            className={verdict === 'failed' ? 'danger' : verdict === 'passed' ? 'primary' : ''}
            disabled={isOff}
            onClick={() => answer(verdict)}
          >
            <Icon size={15} aria-hidden="true" />
            {t(`scenarios.answer.${verdict}`)} <kbd>{key}</kbd>
          </button>
        ))}
      </div>
    </section>
  )
}
