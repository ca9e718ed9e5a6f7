import { useState } from 'react'

import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { MonitorNames } from './monitor-names.tsx'

/** Stops looking until somebody resumes. Why is worth a word, and not asked for in a hurry. */
export function PauseDialog({ checkIds }: { checkIds: string[] }) {
  const t = useText()
  const { ui } = useSession()
  const runId = useUi((state) => state.runId)
  const [reason, setReason] = useState('')
  const { ask, busy, failure } = useAsk()

  async function pause(): Promise<void> {
    if (runId === undefined) return
    const why = reason.trim() === '' ? {} : { reason }
    if (await ask('monitor.pause', { runId, checkIds, ...why })) ui.closeDialog()
  }
  return (
    <Dialog
      title={t('pause.title', { count: checkIds.length })}
      about={t('pause.about')}
      onClose={ui.closeDialog}
      onSubmit={() => void pause()}
      footer={<SendButtons label={t('pause.do')} disabled={busy} />}
    >
      <MonitorNames checkIds={checkIds} />
      <Field label={`${t('health.reason')} (${t('common.optional')})`}>
        {(control) => (
          <input
            {...control}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}
