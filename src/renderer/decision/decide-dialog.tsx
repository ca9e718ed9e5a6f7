import { useState } from 'react'
import { useStore } from 'zustand'

import { gateDecisions, type GateDecision } from '../../shared/model/gate.ts'
import { PersonFields, usePerson } from '../checklist/person-fields.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { toneOfGate } from './gate-tone.ts'

/** A name, a role, the name typed once more: what the gate shows is frozen with it. */
export function DecideDialog({ gateId }: { gateId: string }) {
  const t = useText()
  const { ui, gates } = useSession()
  const runId = useUi((state) => state.runId)
  const status = useStore(gates, (mirror) => mirror.entries.get(gateId))
  const verdict = status?.evaluation?.verdict ?? 'unknown'
  const [decision, setDecision] = useState<GateDecision>(verdict === 'go' ? 'go' : 'delay')
  const person = usePerson()
  const { by, role } = person
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const { ask, busy, failure } = useAsk()
  const override = decision === 'go' && verdict !== 'go'
  const needsReason = override || decision === 'delay'
  const ready =
    by.trim() !== '' &&
    typed.trim() === by.trim() &&
    (!needsReason || reason.trim() !== '') &&
    !busy

  async function sign(): Promise<void> {
    if (runId === undefined || !ready) return
    const why = reason.trim() === '' ? {} : { reason: reason.trim() }
    const input = { runId, gateId, decision, by: by.trim(), role, typed, override, ...why }
    if (await ask('gate.decide', input)) ui.closeDialog()
  }
  return (
    <Dialog
      title={t('decide.title', { gate: status?.gate.title ?? gateId })}
      about={t('decide.about')}
      onClose={ui.closeDialog}
      onSubmit={() => void sign()}
      footer={<SendButtons label={t('decide.do')} disabled={!ready} />}
    >
      <Field label={t('decide.decision')}>
        {(control) => (
          <select
            {...control}
            value={decision}
            onChange={(event) => setDecision(event.target.value as GateDecision)}
          >
            {gateDecisions.map((each) => (
              <option key={each} value={each}>
                {t(`gate.decision.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {override && (
        <div className={`note-box ${toneOfGate[verdict]}`}>
          <Verdict
            tone={toneOfGate[verdict]}
            word={t('decide.override', { verdict: t(`gate.${verdict}`) })}
          />
        </div>
      )}
      <PersonFields {...person} />
      <Field label={`${t('decide.reason')}${needsReason ? '' : ` (${t('common.optional')})`}`}>
        {(control) => (
          <textarea
            {...control}
            rows={2}
            maxLength={20_000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('decide.typed')}>
        {(control) => (
          <input
            {...control}
            autoComplete="off"
            maxLength={120}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}
