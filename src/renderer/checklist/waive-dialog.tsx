import { useState } from 'react'

import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useOperator, useOutline, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { PeopleOptions } from './people-options.tsx'

export function WaiveDialog({ itemId }: { itemId: string }) {
  const t = useText()
  const { ui } = useSession()
  const runId = useUi((state) => state.runId)
  const item = useOutline()?.items.get(itemId)
  const operator = useOperator()
  const [by, setBy] = useState(operator)
  const [reason, setReason] = useState('')
  const { ask, busy, failure } = useAsk()
  const ready = by.trim() !== '' && reason.trim() !== '' && !busy

  async function waive(): Promise<void> {
    if (runId === undefined || !ready) return
    if (await ask('item.waive', { runId, itemId, by, reason })) ui.closeDialog()
  }
  return (
    <Dialog
      title={t('waive.title', { item: item ? `${item.number} · ${item.title}` : itemId })}
      about={t('waive.about')}
      onClose={ui.closeDialog}
      onSubmit={() => void waive()}
      footer={<SendButtons label={t('waive.do')} disabled={!ready} />}
    >
      <Field label={t('waive.by')}>
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
      <Field label={t('waive.reason')}>
        {(control) => (
          <textarea
            {...control}
            rows={3}
            maxLength={20_000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}
