import { useState } from 'react'

import type { LogLine } from '../../shared/model/tail.ts'
import { nextItem } from '../logic/next-item.ts'
import { Code } from '../parts/code.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useOutline, useRun, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { lineAsText } from './line-text.ts'

/** Puts a line into the history of an item, word for word, with what it shows. */
export function PinDialog({ line }: { line: LogLine }) {
  const t = useText()
  const { ui } = useSession()
  const runId = useUi((state) => state.runId)
  const outline = useOutline()
  const selected = useUi((state) => state.selectedItemId)
  const next = useRun((state) => outline && nextItem(outline, state.items)?.id)
  const [itemId, setItemId] = useState(selected ?? next ?? '')
  const [note, setNote] = useState('')
  const { ask, busy, failure } = useAsk()

  async function save(): Promise<void> {
    if (runId === undefined) return
    const text = [note.trim(), lineAsText(line)].filter(Boolean).join('\n')
    const done = await (itemId === ''
      ? ask('run.note', { runId, text })
      : ask('item.note', { runId, itemId, text }))
    if (done) ui.closeDialog()
  }
  return (
    <Dialog
      title={t('logs.pin-title')}
      about={t('logs.pin-about')}
      onClose={ui.closeDialog}
      onSubmit={() => void save()}
      footer={<SendButtons label={t('logs.pin')} disabled={busy} />}
    >
      <Code text={lineAsText(line)} />
      <Field label={t('logs.pin-item')}>
        {(control) => (
          <select {...control} value={itemId} onChange={(event) => setItemId(event.target.value)}>
            <option value="">{t('logs.pin-run')}</option>
            {[...(outline?.items.values() ?? [])].map((item) => (
              <option key={item.id} value={item.id}>
                {item.number} {item.title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={`${t('common.note')} (${t('common.optional')})`}>
        {(control) => (
          <textarea
            {...control}
            rows={2}
            maxLength={10_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}
