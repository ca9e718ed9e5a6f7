import { useState } from 'react'

import { PeopleOptions } from '../checklist/people-options.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** What was learned; and who does something about it, until when. */
export function LessonDialog() {
  const t = useText()
  const { ui } = useSession()
  const runId = useUi((state) => state.runId)
  const [text, setText] = useState('')
  const [owner, setOwner] = useState('')
  const [due, setDue] = useState('')
  const { ask, busy, failure } = useAsk()
  const ready = text.trim() !== '' && !busy

  async function save(): Promise<void> {
    if (runId === undefined || !ready) return
    const lesson = {
      text: text.trim(),
      ...(owner.trim() === '' ? {} : { owner: owner.trim() }),
      ...(due === '' ? {} : { due }),
    }
    if (await ask('lesson.learn', { runId, ...lesson })) ui.closeDialog()
  }
  return (
    <Dialog
      title={t('lesson.add-title')}
      about={t('lesson.add-about')}
      onClose={ui.closeDialog}
      onSubmit={() => void save()}
      footer={<SendButtons label={t('common.add')} disabled={!ready} />}
    >
      <Field label={t('lesson.what')}>
        {(control) => (
          <textarea
            {...control}
            rows={3}
            maxLength={20_000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="fields">
        <Field label={`${t('lesson.owner')} (${t('common.optional')})`}>
          {(control) => (
            <input
              {...control}
              list="lesson-people"
              maxLength={120}
              value={owner}
              onChange={(event) => setOwner(event.target.value)}
            />
          )}
        </Field>
        <Field label={`${t('lesson.until')} (${t('common.optional')})`}>
          {(control) => (
            <input
              {...control}
              type="date"
              value={due}
              onChange={(event) => setDue(event.target.value)}
            />
          )}
        </Field>
      </div>
      <PeopleOptions id="lesson-people" />
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}
