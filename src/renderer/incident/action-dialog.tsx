import { useState } from 'react'

import { PeopleOptions } from '../checklist/people-options.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useOperator, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** Something to be done so that it does not come back: what, who, until when. */
export function ActionDialog({ incidentId }: { incidentId: string }) {
  const t = useText()
  const { ui } = useSession()
  const runId = useUi((state) => state.runId)
  const [text, setText] = useState('')
  const [owner, setOwner] = useState(useOperator())
  const [due, setDue] = useState('')
  const { ask, busy, failure } = useAsk()
  const ready = text.trim() !== '' && owner.trim() !== '' && !busy

  async function save(): Promise<void> {
    if (runId === undefined || !ready) return
    const action = { text: text.trim(), owner: owner.trim(), ...(due === '' ? {} : { due }) }
    if (await ask('incident.action', { runId, incidentId, ...action })) ui.closeDialog()
  }
  return (
    <Dialog
      title={t('incident.action-title')}
      about={t('incident.action-about')}
      onClose={ui.closeDialog}
      onSubmit={() => void save()}
      footer={<SendButtons label={t('common.add')} disabled={!ready} />}
    >
      <Field label={t('incident.action-what')}>
        {(control) => (
          <input
            {...control}
            maxLength={20_000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="fields">
        <Field label={t('incident.action-owner')}>
          {(control) => (
            <input
              {...control}
              list="action-people"
              maxLength={120}
              value={owner}
              onChange={(event) => setOwner(event.target.value)}
            />
          )}
        </Field>
        <Field label={`${t('incident.action-until')} (${t('common.optional')})`}>
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
      <PeopleOptions id="action-people" />
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}
