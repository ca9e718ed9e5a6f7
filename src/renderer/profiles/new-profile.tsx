import { useState } from 'react'

import { environments } from '../../shared/model/profile.ts'
import type { Environment } from '../../shared/model/profile.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useText } from '../state/hooks.ts'

interface NewProfileProps {
  taken: readonly string[]
  /** Given: the text that the new one starts from. */
  copyOf?: { name: string; text: string }
  onClose: () => void
  onCreated: (name: string) => void
}

export const isProfileName = (name: string): boolean => /^[A-Za-z0-9][\w.-]*$/.test(name)

export function NewProfile({ taken, copyOf, onClose, onCreated }: NewProfileProps) {
  const t = useText()
  const [name, setName] = useState(copyOf ? freeName(copyOf.name, taken) : '')
  const [environment, setEnvironment] = useState<Environment>('staging')
  const { ask, busy, failure } = useAsk()
  const problem =
    name === ''
      ? undefined
      : taken.includes(name)
        ? t('profile.name-taken')
        : isProfileName(name)
          ? undefined
          : t('profile.name-bad')
  const ready = name !== '' && problem === undefined && !busy

  async function create(): Promise<void> {
    if (!ready) return
    const text =
      copyOf?.text ?? (await ask('profile.build', { profile: { name, environment } }))?.value.text
    if (text === undefined) return
    if (await ask('profile.save', { name, text })) onCreated(name)
  }
  return (
    <Dialog
      title={copyOf ? t('profile.duplicate-title', { name: copyOf.name }) : t('profile.create')}
      about={t('profile.about')}
      onClose={onClose}
      onSubmit={() => void create()}
      footer={<SendButtons label={t('profile.create-do')} disabled={!ready} onCancel={onClose} />}
    >
      <Field label={t('common.name')} help={t('profile.name-help')} problem={problem}>
        {(control) => (
          <input
            {...control}
            className="mono"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {!copyOf && (
        <Field label={t('profile.environment')}>
          {(control) => (
            <select
              {...control}
              value={environment}
              onChange={(event) => setEnvironment(event.target.value as Environment)}
            >
              {environments.map((each) => (
                <option key={each} value={each}>
                  {t(`environment.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}

function freeName(name: string, taken: readonly string[]): string {
  for (let number = 2; ; number += 1) {
    const free = `${name}-${number}`
    if (!taken.includes(free)) return free
  }
}
