import { useState } from 'react'

import type { Severity } from '../../shared/model/incident.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { SeverityField } from './severity-field.tsx'

/** A title and how bad it is: whom to call counts from here. */
export function OpenIncidentDialog({ gate }: { gate: { id: string; title: string } | undefined }) {
  const t = useText()
  const { ui } = useSession()
  const runId = useUi((state) => state.runId)
  const [title, setTitle] = useState(gate?.title ?? '')
  const [severity, setSeverity] = useState<Severity>(gate ? 'critical' : 'major')
  const { ask, busy, failure } = useAsk()
  const ready = title.trim() !== '' && !busy

  async function open(): Promise<void> {
    if (runId === undefined || !ready) return
    const cause = gate ? { gateId: gate.id } : {}
    const opened = await ask('incident.open', { runId, title: title.trim(), severity, ...cause })
    if (!opened) return
    ui.closeDialog()
    ui.selectIncident(opened.value.incidentId)
    ui.go('incident')
  }
  return (
    <Dialog
      title={t('incident.open-title')}
      about={t('incident.open-about')}
      onClose={ui.closeDialog}
      onSubmit={() => void open()}
      footer={<SendButtons label={t('incident.open-submit')} disabled={!ready} isDanger />}
    >
      <Field label={t('incident.title')} help={t('incident.title-help')}>
        {(control) => (
          <input
            {...control}
            maxLength={500}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <SeverityField value={severity} onChange={setSeverity} />
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}
