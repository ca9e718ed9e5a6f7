import { useState } from 'react'

import { isSettled } from '../logic/counts.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useOutline, useRun, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { PersonFields, usePerson } from './person-fields.tsx'

export function SignDialog({ phaseId }: { phaseId: string }) {
  const t = useText()
  const { ui } = useSession()
  const runId = useUi((state) => state.runId)
  const outline = useOutline()
  const open = useRun(
    (state) =>
      outline
        ?.itemsUnder(phaseId)
        .filter((item) => !isSettled(state.items.get(item.id)?.state ?? 'todo')).length ?? 0,
  )
  const person = usePerson()
  const { by, role } = person
  const [note, setNote] = useState('')
  const { ask, busy, failure } = useAsk()
  const ready = by.trim() !== '' && !busy

  async function sign(): Promise<void> {
    if (runId === undefined || !ready) return
    const input = { runId, phaseId, by, role, ...(note.trim() === '' ? {} : { note: note.trim() }) }
    if (await ask('phase.sign', input)) ui.closeDialog()
  }
  return (
    <Dialog
      title={t('sign.title', { phase: outline?.phases.get(phaseId)?.title ?? phaseId })}
      onClose={ui.closeDialog}
      onSubmit={() => void sign()}
      footer={<SendButtons label={t('sign.do')} disabled={!ready} />}
    >
      {open > 0 ? (
        <div className="note-box pending">
          <Verdict tone="pending" word={t('sign.open', { count: open })} />
        </div>
      ) : (
        <Verdict tone="go" word={t('sign.settled')} />
      )}
      <PersonFields {...person} />
      <Field label={`${t('common.note')} (${t('common.optional')})`}>
        {(control) => (
          <textarea
            {...control}
            rows={2}
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
