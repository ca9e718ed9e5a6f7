import { useState } from 'react'

import { nextItem } from '../logic/next-item.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useOutline, useRun, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import type { PiiSource } from './pii-file.ts'

/** Puts the verdict of a search for personal data, and what it found, with an item. */
export function KeepPiiDialog({ of }: { of: PiiSource }) {
  const t = useText()
  const { ui } = useSession()
  const runId = useUi((state) => state.runId)
  const outline = useOutline()
  const selected = useUi((state) => state.selectedItemId)
  const next = useRun((state) => outline && nextItem(outline, state.items)?.id)
  const items = [...(outline?.items.values() ?? [])]
  const [itemId, setItemId] = useState(selected ?? next ?? items[0]?.id ?? '')
  const { ask, busy, failure } = useAsk()

  async function keep(): Promise<void> {
    if (runId === undefined) return
    const { kind } = of
    const done = await (kind === 'file'
      ? ask('pii.keepFile', { scanId: of.scanId, itemId })
      : ask('pii.keepLog', {
          runId,
          itemId,
          ...(of.minutes === undefined ? {} : { minutes: of.minutes }),
        }))
    if (done) ui.closeDialog()
  }
  return (
    <Dialog
      title={t('logs.pii-keep-title')}
      about={of.kind === 'file' ? of.name : t('logs.pii-keep-about')}
      onClose={ui.closeDialog}
      onSubmit={() => void keep()}
      footer={<SendButtons label={t('logs.pii-keep')} disabled={busy || itemId === ''} />}
    >
      <Field label={t('logs.pin-item')}>
        {(control) => (
          <select {...control} value={itemId} onChange={(event) => setItemId(event.target.value)}>
            {items.map((item) => (
              <option key={item.id} value={item.id}>
                {item.number} {item.title}
              </option>
            ))}
          </select>
        )}
      </Field>
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}
