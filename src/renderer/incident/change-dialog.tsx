import { useState } from 'react'
import { useStore } from 'zustand'

import type { IncidentStatus } from '../../shared/model/incident.ts'
import type { CallInput } from '../../shared/rpc/contract.ts'
import { PeopleOptions } from '../checklist/people-options.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { SeverityField } from './severity-field.tsx'

/** What it is called, how bad it is, who leads and who writes. */
export function ChangeDialog({ incidentId }: { incidentId: string }) {
  const incident = useStore(useSession().incidents, ({ entries }) => entries.get(incidentId))
  return incident ? <ChangeForm incident={incident} /> : null
}

function ChangeForm({ incident }: { incident: IncidentStatus }) {
  const t = useText()
  const { ui } = useSession()
  const runId = useUi((state) => state.runId)
  const [title, setTitle] = useState(incident.title)
  const [severity, setSeverity] = useState(incident.severity)
  const [commander, setCommander] = useState(incident.commander ?? '')
  const [scribe, setScribe] = useState(incident.scribe ?? '')
  const { ask, busy, failure } = useAsk()
  const changes: Omit<CallInput<'incident.change'>, 'runId' | 'incidentId'>[] = [
    ...(title.trim() === incident.title ? [] : [{ title: title.trim() }]),
    ...(severity === incident.severity ? [] : [{ severity }]),
    ...changedName('commander', commander, incident.commander),
    ...changedName('scribe', scribe, incident.scribe),
  ]
  const ready = title.trim() !== '' && changes.length > 0 && !busy

  async function save(): Promise<void> {
    if (runId === undefined || !ready) return
    // One by one: each is a line of its own in the history.
    for (const change of changes)
      if (!(await ask('incident.change', { runId, incidentId: incident.id, ...change }))) return
    ui.closeDialog()
  }
  return (
    <Dialog
      title={t('incident.change-title')}
      onClose={ui.closeDialog}
      onSubmit={() => void save()}
      footer={<SendButtons label={t('common.save')} disabled={!ready} />}
    >
      <Field label={t('incident.title')}>
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
      <div className="fields">
        <NameField label={t('incident.commander')} value={commander} onChange={setCommander} />
        <NameField label={t('incident.scribe')} value={scribe} onChange={setScribe} />
      </div>
      <PeopleOptions id="incident-people" />
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}

/** A name can be replaced, not taken away. */
const changedName = (
  role: 'commander' | 'scribe',
  value: string,
  before: string | undefined,
): { commander?: string; scribe?: string }[] => {
  const name = value.trim()
  return name === '' || name === before ? [] : [{ [role]: name }]
}

function NameField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (name: string) => void
}) {
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          list="incident-people"
          maxLength={120}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
