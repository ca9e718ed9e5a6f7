import { useState } from 'react'
import { useStore } from 'zustand'

import type { EngineStatus, Settings } from '../../shared/rpc/views.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useEngineStatus, useLocale, useSay, useSettings, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatMoment } from '../text/format.ts'
import { LimitSettings } from './limit-settings.tsx'
import { NoticeSettings } from './notice-settings.tsx'

export function SettingsScreen() {
  const t = useText()
  const session = useSession()
  const settings = useSettings()
  const failure = useStore(session.settings, (mirror) => mirror.failure)
  const status = useEngineStatus()
  return (
    <div className="screen settings">
      <h1>{t('screen.settings')}</h1>
      {failure && <FailureNote failure={failure} />}
      {settings ? (
        <>
          <Choices settings={settings} />
          <NoticeSettings settings={settings} />
          <LimitSettings settings={settings} />
        </>
      ) : (
        !failure && <Waiting />
      )}
      {status && <Engine status={status} />}
    </div>
  )
}

function Choices({ settings }: { settings: Settings }) {
  const t = useText()
  const { ask } = useSession()
  return (
    <section className="panel">
      <header>
        <h2>{t('settings.you')}</h2>
      </header>
      <div className="body stack">
        <div className="fields">
          <Operator key={settings.operator} name={settings.operator} />
          <Field label={t('settings.language')}>
            {(control) => (
              <select
                {...control}
                value={settings.locale}
                onChange={(event) =>
                  void ask('settings.set', { locale: event.target.value as Settings['locale'] })
                }
              >
                <option value="system">{t('settings.system')}</option>
                <option value="en">English</option>
                <option value="fr">Français</option>
              </select>
            )}
          </Field>
          <Field label={t('settings.theme')}>
            {(control) => (
              <select
                {...control}
                value={settings.theme}
                onChange={(event) =>
                  void ask('settings.set', { theme: event.target.value as Settings['theme'] })
                }
              >
                <option value="system">{t('settings.system')}</option>
                <option value="dark">{t('settings.dark')}</option>
                <option value="light">{t('settings.light')}</option>
              </select>
            )}
          </Field>
        </div>
      </div>
    </section>
  )
}

/** Saved when it is left or entered, not at every letter: it is the name on every act. */
function Operator({ name }: { name: string }) {
  const t = useText()
  const { ask } = useSession()
  const [text, setText] = useState(name)
  const save = () => {
    if (text.trim() !== name) void ask('settings.set', { operator: text.trim() })
  }
  return (
    <Field label={t('settings.operator')} help={t('settings.operator-help')}>
      {(control) => (
        <input
          {...control}
          maxLength={120}
          autoComplete="name"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={save}
          onKeyDown={(event) => {
            if (event.key === 'Enter') save()
          }}
        />
      )}
    </Field>
  )
}

function Engine({ status }: { status: EngineStatus }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  return (
    <section className="panel">
      <header>
        <h2>{t('settings.engine')}</h2>
      </header>
      <div className="body stack">
        {status.warnings.map((warning) => (
          <div key={`${warning.id}${JSON.stringify(warning.values)}`} className="note-box pending">
            <Verdict tone="pending" word={say(warning)} />
          </div>
        ))}
        <dl className="pairs flat">
          <dt>{t('settings.folder')}</dt>
          <dd className="line">
            <span className="mono">{status.dataDir}</span>
            <CopyButton text={status.dataDir} />
          </dd>
          <dt>{t('settings.vault')}</dt>
          <dd>
            {status.vault === 'keyring' ? (
              <Verdict tone="go" word={t('settings.vault.keyring')} />
            ) : (
              <Verdict tone="pending" word={t('settings.vault.memory')} />
            )}
          </dd>
          <dt>Warroom</dt>
          <dd className="mono">{status.version}</dd>
          <dt>Node.js</dt>
          <dd className="mono">{status.node}</dd>
          <dt>SQLite</dt>
          <dd className="mono">{status.sqlite}</dd>
          <dt>{t('settings.started')}</dt>
          <dd>{formatMoment(status.startedAt, locale)}</dd>
        </dl>
      </div>
    </section>
  )
}
