import { useEffect, useState } from 'react'
import { useStore } from 'zustand'

import { rollbackModes, type RollbackMode, type RollbackPlan } from '../../shared/model/rollback.ts'
import { isPressing, isTyping } from '../logic/keys.ts'
import { Environment } from '../parts/environment.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { isDialogOpen } from '../parts/use-screen-keys.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useHead, useOperator, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { answersTo, likelyMode, refusedHere, type Answers } from './propose.ts'
import { toneOfMode } from './rollback-tone.ts'
import { useSettled } from './use-settled.ts'

/** How it is gone by, and the two presses that begin it. */
export function StartPanel({ plan, answers }: { plan: RollbackPlan; answers: Answers }) {
  const t = useText()
  const { ui } = useSession()
  const head = useHead()
  const operator = useOperator()
  const environment = head?.environment ?? 'production'
  const isDrill = useIsDrill(head?.id)
  const [chosen, setChosen] = useState<RollbackMode>()
  const mode = chosen ?? likelyMode(plan, environment, isDrill)
  const [by, setBy] = useState('')
  // Another mode may come to be the likely one by itself: what was armed is not begun as that.
  const [armedFor, setArmedFor] = useState<RollbackMode>()
  const isArmed = armedFor === mode
  const settled = useSettled(`${mode} ${isArmed}`)
  const { ask, busy, failure } = useAsk()
  const name = operator === '' ? by.trim() : operator
  const isReady = name !== '' && !busy && !refusedHere(plan, mode, environment)

  async function press(): Promise<void> {
    if (!isReady || !head || !settled) return
    if (!isArmed) return setArmedFor(mode)
    const begun = await ask('rollback.start', {
      runId: head.id,
      planId: plan.id,
      mode,
      by: name,
      answers: answersTo(plan, answers),
    })
    if (!begun) setArmedFor(undefined)
  }
  const choose = (wanted: RollbackMode) => {
    if (refusedHere(plan, wanted, environment)) return
    setArmedFor(undefined)
    setChosen(wanted)
  }
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { dialog, paletteOpen } = ui.getState()
      if (event.defaultPrevented || event.repeat) return
      if (dialog !== undefined || paletteOpen || isDialogOpen()) return
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      if (isInText(event.target) || isPressing(event.target, event.key)) return
      const digit = rollbackModes[Number(event.key) - 1]
      if (event.key === 'Enter') void press()
      else if (event.key === 'Escape') setArmedFor(undefined)
      else if (digit) choose(digit)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
  return (
    <div className="start-panel">
      <div className="modes" role="radiogroup" aria-label={t('rollback.how')}>
        {rollbackModes.map((each, index) => {
          const refused = refusedHere(plan, each, environment)
          return (
            <label key={each} className={`mode${each === mode ? ' chosen' : ''}`}>
              <input
                type="radio"
                name="rollback-mode"
                checked={each === mode}
                disabled={refused !== undefined}
                onChange={() => choose(each)}
              />
              <b>{t(`rollback.mode.${each}`)}</b>
              <kbd>{index + 1}</kbd>
              <span className="dim">
                {refused === undefined
                  ? t(`rollback.mode-about.${each}`)
                  : t(`rollback.refused.${refused}`)}
              </span>
            </label>
          )
        })}
      </div>
      {operator === '' && (
        <Field label={t('rollback.your-name')}>
          {(control) => (
            <input
              {...control}
              maxLength={120}
              value={by}
              onChange={(event) => setBy(event.target.value)}
            />
          )}
        </Field>
      )}
      {failure && <FailureNote failure={failure} />}
      {isArmed && (
        <div role="status" className="armed">
          <Verdict tone={toneOfMode[mode]} word={t('rollback.armed')} />
        </div>
      )}
      <div className="wizard-buttons">
        <button
          key={isArmed ? 'begin' : 'arm'}
          type="button"
          className={isArmed && mode === 'real' ? 'danger solid' : 'primary'}
          disabled={!isReady || !settled}
          onClick={() => void press()}
        >
          {t(isArmed ? `rollback.begin.${mode}` : 'rollback.arm')} <kbd>⏎</kbd>
        </button>
        {isArmed && (
          <button type="button" className="quiet" onClick={() => setArmedFor(undefined)}>
            {t('common.cancel')} <kbd>Esc</kbd>
          </button>
        )}
        <span className="grow" />
        <Environment environment={environment} />
      </div>
    </div>
  )
}

/** Only a rollback for real ends a drill. */
function useIsDrill(runId: string | undefined): boolean {
  const { entries } = useStore(useSession().drills)
  return [...entries.values()].some((drill) => drill.runId === runId && drill.state === 'under-way')
}

/** A mode that was clicked keeps the focus, and types nothing. */
const isInText = (target: EventTarget | null) =>
  isTyping(target) && !(target instanceof HTMLInputElement && target.type === 'radio')
