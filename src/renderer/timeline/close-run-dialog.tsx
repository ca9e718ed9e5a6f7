import { useState } from 'react'

import { settledOf, totalOf } from '../logic/counts.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useHead, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

export function CloseRunDialog({ reopen }: { reopen: boolean }) {
  const t = useText()
  const { ui } = useSession()
  const head = useHead()
  const [note, setNote] = useState('')
  const { ask, busy, failure } = useAsk()
  if (!head) return null
  const runId = head.id
  const open = totalOf(head.counts) - settledOf(head.counts)

  async function act(): Promise<void> {
    const done = await ask(reopen ? 'run.reopen' : 'run.close', { runId, note: note.trim() })
    if (done) ui.closeDialog()
  }
  return (
    <Dialog
      title={t(reopen ? 'close.reopen-title' : 'close.title', { run: head.title })}
      about={t(reopen ? 'close.reopen-about' : 'close.about')}
      onClose={ui.closeDialog}
      onSubmit={() => void act()}
      footer={<SendButtons label={t(reopen ? 'close.reopen-do' : 'close.do')} disabled={busy} />}
    >
      {!reopen && open > 0 && (
        <div className="note-box pending">
          <Verdict tone="pending" word={t('close.open', { count: open })} />
        </div>
      )}
      <Field label={`${t('common.note')} (${t('common.optional')})`}>
        {(control) => (
          <textarea
            {...control}
            rows={3}
            maxLength={20_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}
