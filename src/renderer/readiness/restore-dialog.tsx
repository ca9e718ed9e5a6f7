import { useState } from 'react'

import type { RestorePreview } from '../../shared/model/readiness.ts'
import { PeopleOptions } from '../checklist/people-options.tsx'
import { Code } from '../parts/code.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Environment } from '../parts/environment.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useOperator, useSay, useText } from '../state/hooks.ts'

interface RestoreDialogProps {
  runId: string
  preview: RestorePreview
  onClose: () => void
}

const inMegabytes = (bytes: number) => ({ megabytes: Math.ceil(bytes / 100_000) / 10 })

/** What putting a backup back once would run, and the agreement to exactly that. */
export function RestoreDialog({ runId, preview: shown, onClose }: RestoreDialogProps) {
  const t = useText()
  const say = useSay()
  const operator = useOperator()
  const [preview, setPreview] = useState(shown)
  const [by, setBy] = useState(operator)
  const [typed, setTyped] = useState('')
  const { ask, busy, failure } = useAsk()
  // On its own: why it was refused stays to be read while it is looked at again.
  const again = useAsk()
  const { backupId, token, problem, danger } = preview
  const { fileBytes, databaseBytes } = preview.size
  const sizes = [
    ...(fileBytes === undefined ? [] : [t('readiness.size-file', inMegabytes(fileBytes))]),
    ...(databaseBytes === undefined
      ? []
      : [t('readiness.size-database', inMegabytes(databaseBytes))]),
  ]
  const isTyped = preview.typed === undefined || typed.trim() === preview.typed.trim()
  const isReady = isTyped && by.trim() !== '' && !busy && !again.busy && !problem

  async function restore(): Promise<void> {
    if (!isReady) return
    const words = preview.typed === undefined ? {} : { typed: typed.trim() }
    const input = { runId, backupId, by: by.trim(), agreed: { token, ...words } }
    if (await ask('readiness.restore', input)) return onClose()
    const found = await again.ask('readiness.restore-preview', { runId, backupId })
    if (found) setPreview(found.value)
  }
  return (
    <Dialog
      wide
      title={t('readiness.restore-title', { file: preview.file })}
      about={t('readiness.restore-about', { scratch: preview.scratch })}
      onClose={onClose}
      onSubmit={() => void restore()}
      footer={
        <SendButtons
          label={t('readiness.restore-do')}
          disabled={!isReady}
          isDanger
          onCancel={onClose}
        />
      }
    >
      <div className="line wrap">
        <Environment environment={preview.environment} />
        <Verdict
          tone={danger === 'destroy' ? 'nogo' : danger === 'change' ? 'pending' : 'idle'}
          word={t(`danger.${danger}`)}
        />
        <span className="dim">
          {t('confirm.on')} <b className="mono">{preview.target}</b>
        </span>
      </div>
      <Code text={preview.command} copy />
      <p className="v pending">
        <i aria-hidden="true">◐</i>
        {t('readiness.restore-room', { copies: preview.isOver ? 2 : 1 })}
      </p>
      <p className="dim">{sizes.length > 0 ? sizes.join(' · ') : t('readiness.size-unknown')}</p>
      {problem && (
        <div className="note-box unknown" role="alert">
          <Verdict tone="unknown" word={say(problem)} />
        </div>
      )}
      {operator === '' && (
        <>
          <Field label={t('rollback.your-name')}>
            {(control) => (
              <input
                {...control}
                list="people"
                maxLength={120}
                value={by}
                onChange={(event) => setBy(event.target.value)}
              />
            )}
          </Field>
          <PeopleOptions id="people" />
        </>
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
      {failure && <FailureNote failure={failure} />}
      {again.failure && <FailureNote failure={again.failure} />}
    </Dialog>
  )
}
