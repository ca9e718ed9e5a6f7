import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'

import type { ProfileEntry } from '../../shared/rpc/views.ts'
import { Environment } from '../parts/environment.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useSay, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { NewProfile } from './new-profile.tsx'
import { ProfileEditor } from './profile-editor.tsx'

export function ProfilesScreen() {
  const t = useText()
  const { ui, profiles } = useSession()
  const { entries, loaded, failure } = useStore(profiles)
  const selected = useUi((state) => state.profileName)
  const [creating, setCreating] = useState(false)
  const sorted = [...entries.values()].sort((a, b) => a.name.localeCompare(b.name))
  const entry = sorted.find((each) => each.name === selected) ?? sorted[0]
  return (
    <div className="profiles">
      <aside className="profile-list">
        <header className="line">
          <h1 className="grow">{t('screen.profiles')}</h1>
          <button type="button" onClick={() => setCreating(true)}>
            <Plus size={14} aria-hidden="true" />
            {t('profile.new')}
          </button>
        </header>
        {failure && <FailureNote failure={failure} />}
        {!loaded && !failure && <Waiting />}
        <ul>
          {sorted.map((each) => (
            <ProfileRow key={each.name} entry={each} current={each.name === entry?.name} />
          ))}
        </ul>
      </aside>
      {entry ? (
        <ProfileEditor key={entry.name} entry={entry} names={sorted.map((each) => each.name)} />
      ) : (
        loaded && (
          <div className="empty">
            <b>{t('profile.none')}</b>
            <p>{t('profile.none-about')}</p>
            <button type="button" className="primary" onClick={() => setCreating(true)}>
              <Plus size={14} aria-hidden="true" />
              {t('profile.create')}
            </button>
          </div>
        )
      )}
      {creating && (
        <NewProfile
          taken={sorted.map((each) => each.name)}
          onClose={() => setCreating(false)}
          onCreated={(name) => {
            setCreating(false)
            ui.setState({ profileName: name })
          }}
        />
      )}
    </div>
  )
}

function ProfileRow({ entry, current }: { entry: ProfileEntry; current: boolean }) {
  const t = useText()
  const say = useSay()
  const { ui } = useSession()
  const dirty = useUi((state) => state.drafts[entry.name] !== undefined)
  return (
    <li>
      <button
        type="button"
        className="profile-row"
        aria-current={current || undefined}
        onClick={() => ui.setState({ profileName: entry.name })}
      >
        <span className="line">
          <b className="cut grow">
            {entry.name}
            {dirty && <span className="dim"> · {t('profile.unsaved')}</span>}
          </b>
          <Environment environment={entry.environment} />
        </span>
        <span className="dim cut">
          {entry.problem ? say(entry.problem) : t('profile.targets', { count: entry.targets })}
        </span>
      </button>
    </li>
  )
}
