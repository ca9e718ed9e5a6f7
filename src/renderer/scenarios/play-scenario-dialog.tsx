import { useState } from 'react'

import {
  scenarioParts,
  type ScenarioPreview,
  type StepPreview,
} from '../../shared/model/scenario.ts'
import { Code } from '../parts/code.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Environment } from '../parts/environment.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useSay, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { placeKey } from './sequence.ts'

interface PlayScenarioProps {
  preview: ScenarioPreview
  stepwise: boolean
  cleanUpOnly: boolean
}

/**
 * Shows every step of a scenario that changes its target, resolved, and takes the agreement to
 * exactly those. Where the engine refuses it, there is nothing to agree to.
 */
export function PlayScenarioDialog({ preview: shown, stepwise, cleanUpOnly }: PlayScenarioProps) {
  const t = useText()
  const say = useSay()
  const { ui } = useSession()
  const runId = useUi((state) => state.runId)
  const [preview, setPreview] = useState(shown)
  const [typed, setTyped] = useState('')
  const { ask, busy, failure } = useAsk()
  const { scenarioId, title, steps, token, refused } = preview
  if (refused) {
    return (
      <Dialog
        title={t('scenarios.refused-title', { title })}
        about={<Environment environment={preview.environment} />}
        onClose={ui.closeDialog}
      >
        <div className="note-box pending">
          <Verdict tone="pending" word={say(refused)} />
          <span>{t('scenarios.refused-help')}</span>
        </div>
      </Dialog>
    )
  }
  const isReady = (preview.typed === undefined || typed.trim() === preview.typed.trim()) && !busy
  const hasCleanUp = steps.some(({ part }) => part === 'after')

  async function play(): Promise<void> {
    if (runId === undefined || !isReady) return
    const words = preview.typed === undefined ? {} : { typed: typed.trim() }
    const agreed = { token, ...words }
    const input = { runId, scenarioId, cleanUpOnly, stepwise, agreed }
    if (await ask('scenario.start', input)) ui.closeDialog()
  }
  async function lookAgain(): Promise<void> {
    if (runId === undefined) return
    const found = await ask('scenario.preview', { runId, scenarioId, cleanUpOnly })
    if (!found) return
    setPreview(found.value)
    setTyped('')
  }
  return (
    <Dialog
      wide
      title={t(cleanUpOnly ? 'scenarios.confirm-clean-title' : 'scenarios.confirm-title', {
        title,
      })}
      about={t('scenarios.confirm-about')}
      onClose={ui.closeDialog}
      onSubmit={() => void play()}
      footer={
        <SendButtons
          label={t('scenarios.confirm-run', { count: steps.length })}
          disabled={!isReady}
          isDanger
        />
      }
    >
      <div className="line wrap">
        <Environment environment={preview.environment} />
        <DangerMark danger={preview.danger} />
        {stepwise && <span className="dim">{t('scenarios.confirm-stepwise')}</span>}
      </div>
      {scenarioParts.map((part) => {
        const own = steps.filter((step) => step.part === part)
        if (own.length === 0) return null
        return (
          <section key={part} className="panel" aria-label={t(`scenarios.part.${part}`)}>
            <header>
              <h2>{t(`scenarios.part.${part}`)}</h2>
              <span className="note">{t(`scenarios.part-about.${part}`)}</span>
            </header>
            <ol className="body stack">
              {own.map((step) => (
                <PreviewedStep key={placeKey(step)} step={step} />
              ))}
            </ol>
          </section>
        )
      })}
      {!hasCleanUp && (
        <p className="v pending">
          <i aria-hidden="true">◐</i>
          {t('scenarios.no-clean-up')}
        </p>
      )}
      {preview.typed !== undefined && (
        <Field label={t('confirm.type', { words: preview.typed })}>
          {(control) => (
            <input
              {...control}
              className="mono"
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      )}
      {failure && (
        <>
          <FailureNote failure={failure} />
          <div>
            <button type="button" onClick={() => void lookAgain()}>
              {t('scenarios.look-again')}
            </button>
          </div>
        </>
      )}
    </Dialog>
  )
}

function PreviewedStep({ step }: { step: StepPreview }) {
  const t = useText()
  const say = useSay()
  return (
    <li className="stack tight">
      <div className="line wrap">
        <span className="mono dim">{step.step}</span>
        <b>{step.title}</b>
        {step.target !== '' && (
          <span className="dim">
            {t('confirm.on')} <b className="mono">{step.target}</b>
          </span>
        )}
        <DangerMark danger={step.danger} />
      </div>
      {step.command !== '' && <Code text={step.command} copy />}
      {step.problem && (
        <div className="note-box unknown">
          <Verdict tone="unknown" word={say(step.problem)} />
        </div>
      )}
    </li>
  )
}

function DangerMark({ danger }: Pick<StepPreview, 'danger'>) {
  const t = useText()
  const tone = danger === 'destroy' ? 'nogo' : danger === 'change' ? 'pending' : 'idle'
  return <Verdict tone={tone} word={t(`danger.${danger}`)} />
}
