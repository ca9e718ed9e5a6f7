import { useState } from 'react'

import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useOutline, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** A note on an item, or on the run as a whole. */
export function NoteDialog({ itemId }: { itemId?: string }) {
  const t = useText()
  const { ui } = useSession()
  const runId = useUi((state) => state.runId)
  const item = useOutline()?.items.get(itemId ?? '')
  const [text, setText] = useState('')
  const { ask, busy, failure } = useAsk()
  const ready = text.trim() !== '' && !busy

  async function save(): Promise<void> {
    if (runId === undefined || !ready) return
    const done =
      itemId === undefined
        ? await ask('run.note', { runId, text: text.trim() })
        : await ask('item.note', { runId, itemId, text: text.trim() })
    if (done) ui.closeDialog()
  }
  return (
    <Dialog
      title={
        itemId === undefined
          ? t('note.run-title')
          : t('note.title', { item: item?.number ?? itemId })
      }
      about={item?.title}
      onClose={ui.closeDialog}
      onSubmit={() => void save()}
      footer={<SendButtons label={t('note.save')} keys="Ctrl ⏎" disabled={!ready} />}
    >
      <Field label={t('note.text')}>
        {(control) => (
          <textarea
            {...control}
            rows={5}
            maxLength={20_000}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
            }}
          />
        )}
      </Field>
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}
