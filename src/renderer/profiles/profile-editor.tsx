import { Copy, Save, Trash2 } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'

import type { ProfileEntry } from '../../shared/rpc/views.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Environment } from '../parts/environment.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { Waiting } from '../parts/waiting.tsx'
import { useEngineStatus, useLocale, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { NewProfile } from './new-profile.tsx'
import { readProfile } from './profile-document.ts'
import { ProfileForm } from './profile-form.tsx'
import { ProfileText } from './profile-text.tsx'
import { useProfileText } from './use-profile-text.ts'

/** One profile, as a form and as the text that it is. The text is the truth; the form edits it. */
export function ProfileEditor({ entry, names }: { entry: ProfileEntry; names: string[] }) {
  const t = useText()
  const locale = useLocale()
  const { ui } = useSession()
  const saved = useProfileText(entry)
  const draft = useUi((state) => state.drafts[entry.name])
  const readOnly = useEngineStatus()?.readOnly ?? false
  const { ask, busy, failure } = useAsk()
  const [dialog, setDialog] = useState<'copy' | 'delete'>()
  const text = draft ?? saved.text
  const reading = useMemo(
    () => (text === undefined ? undefined : readProfile(text, locale)),
    [text, locale],
  )
  const dirty = draft !== undefined && draft !== saved.text

  function edit(next: string): void {
    ui.setDraft(entry.name, next === saved.text ? undefined : next)
  }
  async function save(): Promise<void> {
    if (text === undefined || !dirty) return
    if (!(await ask('profile.save', { name: entry.name, text }))) return
    saved.took(text)
    ui.setDraft(entry.name, undefined)
    ui.toast({ tone: 'go', text: t('profile.saved', { name: entry.name }) })
  }
  async function remove(): Promise<void> {
    setDialog(undefined)
    if (await ask('profile.delete', { name: entry.name })) {
      ui.setDraft(entry.name, undefined)
      ui.setState({ profileName: undefined })
    }
  }
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
      event.preventDefault()
      void save()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
  return (
    <section className="profile-editor" aria-label={entry.name}>
      <header className="profile-head">
        <div className="grow">
          <h2 className="line">
            {entry.name} <Environment environment={entry.environment} />
          </h2>
          <div className="dim mono cut">{entry.path}</div>
        </div>
        <button
          type="button"
          className="quiet"
          disabled={readOnly || text === undefined}
          onClick={() => setDialog('copy')}
        >
          <Copy size={14} aria-hidden="true" />
          {t('profile.duplicate')}
        </button>
        <button
          type="button"
          className="quiet"
          disabled={readOnly}
          onClick={() => setDialog('delete')}
        >
          <Trash2 size={14} aria-hidden="true" />
          {t('common.delete')}
        </button>
        {dirty && (
          <button type="button" onClick={() => ui.setDraft(entry.name, undefined)}>
            {t('profile.revert')}
          </button>
        )}
        <button
          type="button"
          className="primary"
          disabled={!dirty || busy || readOnly}
          onClick={() => void save()}
        >
          <Save size={14} aria-hidden="true" />
          {t('common.save')} <kbd>Ctrl S</kbd>
        </button>
      </header>
      {(failure ?? saved.failure) && (
        <div className="profile-failure">
          {failure && <FailureNote failure={failure} />}
          {saved.failure && <FailureNote failure={saved.failure} onRetry={saved.retry} />}
        </div>
      )}
      {text !== undefined && reading && (
        <div className="profile-panes">
          <ProfileForm
            name={entry.name}
            text={text}
            reading={reading}
            saved={!dirty}
            onChange={edit}
          />
          <ProfileText text={text} problems={reading.problems} onChange={edit} />
        </div>
      )}
      {text === undefined && !saved.failure && <Waiting />}
      {dialog === 'copy' && text !== undefined && (
        <NewProfile
          taken={names}
          copyOf={{ name: entry.name, text }}
          onClose={() => setDialog(undefined)}
          onCreated={(name) => {
            setDialog(undefined)
            ui.setState({ profileName: name })
          }}
        />
      )}
      {dialog === 'delete' && (
        <Dialog
          title={t('profile.delete-title', { name: entry.name })}
          about={t('profile.delete-about')}
          onClose={() => setDialog(undefined)}
          onSubmit={() => void remove()}
          footer={
            <>
              <button type="button" onClick={() => setDialog(undefined)}>
                {t('common.cancel')}
              </button>
              <button type="submit" className="danger">
                {t('common.delete')}
              </button>
            </>
          }
        >
          <code>{entry.path}</code>
        </Dialog>
      )}
    </section>
  )
}
