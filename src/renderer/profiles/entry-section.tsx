import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'

import type { Profile, TargetKind } from '../../shared/model/profile.ts'
import { useText } from '../state/hooks.ts'
import { isProfileName } from './new-profile.tsx'
import { entriesOf, removeField, renameField } from './profile-document.ts'
import type { ProfileDraft, ProfilePath } from './profile-document.ts'
import { TargetTester } from './target-tester.tsx'

export interface FormPart {
  /** The profile's name. */
  profile: string
  text: string
  draft: ProfileDraft
  onChange: (text: string) => void
  set: (path: ProfilePath, value: unknown) => void
}

interface EntrySectionProps extends FormPart {
  section: keyof Profile
  title: string
  /** The value of a new entry. */
  fresh: unknown
  test?: TargetKind
  /** Draws an entry's value. */
  children: (value: unknown, label: string, change: (value: unknown) => void) => ReactNode
}

/** A part of a profile that is a list of named things: rename, edit, test, remove, add. */
export function EntrySection(props: EntrySectionProps) {
  const { profile, section, title, fresh, test, text, draft, onChange, set, children } = props
  const t = useText()
  const entries = entriesOf(draft, section)
  const names = entries.map(([name]) => name)
  return (
    <section className="entry-section">
      <h3>{title}</h3>
      {entries.map(([name, value]) => (
        <div key={name} className="entry">
          <div className="entry-fields">
            <EntryName
              name={name}
              taken={names}
              label={`${title} · ${t('common.name')}`}
              onRename={(to) => onChange(renameField(text, section, name, to))}
            />
            <div className="grow">
              {children(value, `${title} · ${name}`, (next) => set([section, name], next))}
            </div>
            <button
              type="button"
              className="quiet icon"
              aria-label={`${t('common.remove')} ${name}`}
              onClick={() => onChange(removeField(text, [section, name]))}
            >
              <X size={14} aria-hidden="true" />
            </button>
          </div>
          {test && (
            // A result belongs to what was tested: another value starts without one.
            <TargetTester
              key={JSON.stringify(value)}
              profile={profile}
              text={text}
              kind={test}
              target={name}
            />
          )}
        </div>
      ))}
      <AddEntry taken={names} title={title} onAdd={(name) => set([section, name], fresh)} />
    </section>
  )
}

/** The name is taken over when the field is left: half a name is not yet one. */
function EntryName({
  name,
  taken,
  label,
  onRename,
}: {
  name: string
  taken: readonly string[]
  label: string
  onRename: (name: string) => void
}) {
  const [typed, setTyped] = useState(name)
  const usable = typed === name || (isProfileName(typed) && !taken.includes(typed))
  const take = () => {
    if (typed === name) return
    if (usable) onRename(typed)
    else setTyped(name)
  }
  return (
    <input
      className="mono entry-name"
      aria-label={label}
      aria-invalid={usable ? undefined : true}
      spellCheck={false}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take()
      }}
    />
  )
}

function AddEntry({
  taken,
  title,
  onAdd,
}: {
  taken: readonly string[]
  title: string
  onAdd: (name: string) => void
}) {
  const t = useText()
  const [name, setName] = useState('')
  const usable = isProfileName(name) && !taken.includes(name)
  return (
    <form
      className="entry-add"
      onSubmit={(event) => {
        event.preventDefault()
        if (!usable) return
        onAdd(name)
        setName('')
      }}
    >
      <input
        className="mono entry-name"
        aria-label={`${title} · ${t('profile.new-entry')}`}
        placeholder={t('profile.new-entry')}
        aria-invalid={name === '' || usable ? undefined : true}
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="quiet" disabled={!usable}>
        <Plus size={14} aria-hidden="true" />
        {t('common.add')}
      </button>
    </form>
  )
}
