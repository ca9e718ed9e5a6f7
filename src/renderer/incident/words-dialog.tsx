import { useState } from 'react'

import { assertNever } from '../../shared/result.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import type { IncidentDialog } from './incident-dialog.ts'

type Asked = Extract<IncidentDialog, { ask: 'reach' | 'say' | 'rule-out' | 'resolve' | 'reopen' }>

/** Whatever an incident is told in some words: what was noted, what solved it, who was reached. */
export function WordsDialog({ about }: { about: Asked }) {
  const t = useText()
  const { ui } = useSession()
  const runId = useUi((state) => state.runId)
  const [words, setWords] = useState('')
  const { ask, busy, failure } = useAsk()
  const isOptional = about.ask !== 'say' && about.ask !== 'rule-out'
  const text = words.trim()
  const ready = (isOptional || text !== '') && !busy
  const name = about.ask === 'say' ? (`say.${about.kind}` as const) : about.ask

  function send(inRun: string) {
    const { incidentId } = about
    const incident = { runId: inRun, incidentId }
    switch (about.ask) {
      case 'reach':
        return ask('incident.reach', {
          ...incident,
          level: about.level,
          ...(text === '' ? {} : { note: text }),
        })
      case 'say':
        return ask('incident.say', { ...incident, kind: about.kind, text })
      case 'rule-out':
        return ask('incident.ruleOut', { ...incident, entryId: about.entryId, because: text })
      case 'resolve':
        return ask('incident.resolve', { ...incident, text })
      case 'reopen':
        return ask('incident.reopen', { ...incident, text })
      default:
        return assertNever(about)
    }
  }
  async function save(): Promise<void> {
    if (runId === undefined || !ready) return
    if (await send(runId)) ui.closeDialog()
  }
  return (
    <Dialog
      title={
        about.ask === 'reach'
          ? t('incident.ask.reach', { level: about.level, name: about.name })
          : t(`incident.ask.${name as Exclude<typeof name, 'reach'>}`)
      }
      about={about.ask === 'rule-out' ? about.hypothesis : undefined}
      onClose={ui.closeDialog}
      onSubmit={() => void save()}
      footer={
        <SendButtons label={t(`incident.ask-do.${about.ask}`)} keys="Ctrl ⏎" disabled={!ready} />
      }
    >
      <Field
        label={
          isOptional
            ? `${t(`incident.ask-words.${about.ask}`)} (${t('common.optional')})`
            : t(`incident.ask-words.${about.ask}`)
        }
      >
        {(control) => (
          <textarea
            {...control}
            rows={4}
            maxLength={20_000}
            value={words}
            onChange={(event) => setWords(event.target.value)}
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
