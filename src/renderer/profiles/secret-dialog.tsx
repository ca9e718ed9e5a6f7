import { useState } from 'react'

import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useEngineStatus, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** Into the vault, one way: nothing shows the value again. */
export function SecretDialog({ profile, name }: { profile: string; name: string }) {
  const t = useText()
  const { ui } = useSession()
  const vault = useEngineStatus()?.vault
  const [value, setValue] = useState('')
  const { ask, busy, failure } = useAsk()

  async function save(): Promise<void> {
    if (value === '') return
    const kept = await ask('secret.set', { profile, name, value })
    if (!kept) return
    ui.closeDialog()
    ui.toast({
      tone: 'go',
      text: t(kept.value.kept === 'vault' ? 'secret.kept-vault' : 'secret.kept-memory', { name }),
    })
  }
  return (
    <Dialog
      title={t('secret.title', { name })}
      about={t('secret.about')}
      onClose={ui.closeDialog}
      onSubmit={() => void save()}
      footer={<SendButtons label={t('secret.save')} disabled={value === '' || busy} />}
    >
      {vault === 'memory' && (
        <div className="note-box pending">
          <Verdict tone="pending" word={t('secret.memory')} />
        </div>
      )}
      <Field label={t('common.value')}>
        {(control) => (
          <input
            {...control}
            type="password"
            autoComplete="off"
            className="mono"
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        )}
      </Field>
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}
