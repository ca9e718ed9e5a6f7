import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'

import type { Person } from '../../shared/model/run.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { LocalMoment } from '../parts/local-moment.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useOperator, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

export function StartRunDialog({ runbookHash }: { runbookHash: string | undefined }) {
  const t = useText()
  const session = useSession()
  const { ui } = session
  const operator = useOperator()
  const runbooks = [...useStore(session.runbooks).entries.values()]
  const profiles = [...useStore(session.profiles).entries.values()]
  const usable = profiles.filter((profile) => profile.environment !== 'invalid')
  const [hash, setHash] = useState(
    runbookHash ?? (runbooks.length === 1 ? runbooks[0]?.hash : '') ?? '',
  )
  const [profile, setProfile] = useState(usable.length === 1 ? (usable[0]?.name ?? '') : '')
  const [title, setTitle] = useState<string>()
  const [release, setRelease] = useState({ version: '', commit: '', lastGood: '' })
  const [t0, setT0] = useState<string>()
  const [people, setPeople] = useState<Person[]>(() => [{ name: operator, role: '' }])
  const { ask, busy, failure } = useAsk()
  const runbook = runbooks.find((entry) => entry.hash === hash)
  const shownTitle = title ?? runbook?.title ?? ''
  const ready = hash !== '' && profile !== '' && shownTitle.trim() !== '' && !busy
  const environment = usable.find((entry) => entry.name === profile)?.environment

  async function start(): Promise<void> {
    if (!ready) return
    const created = await ask('run.create', {
      runbookHash: hash,
      profile,
      title: shownTitle.trim().slice(0, 500),
      release,
      people: people.filter((person) => person.name.trim() !== ''),
      ...(t0 === undefined ? {} : { t0 }),
    })
    if (!created) return
    ui.closeDialog()
    ui.openRun(created.value.runId)
  }
  return (
    <Dialog
      wide
      title={t('start.title')}
      about={t('start.about')}
      onClose={ui.closeDialog}
      onSubmit={() => void start()}
      footer={<SendButtons label={t('start.do')} disabled={!ready} />}
    >
      <div className="fields">
        <Field label={t('start.runbook')}>
          {(control) => (
            <select {...control} value={hash} onChange={(event) => setHash(event.target.value)}>
              <option value="">{t('start.choose')}</option>
              {runbooks.map((entry) => (
                <option key={entry.hash} value={entry.hash}>
                  {entry.title} · {entry.fileName}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('start.profile')}>
          {(control) => (
            <select
              {...control}
              value={profile}
              onChange={(event) => setProfile(event.target.value)}
            >
              <option value="">{t('start.choose')}</option>
              {profiles.map((entry) => (
                <option
                  key={entry.name}
                  value={entry.name}
                  disabled={entry.environment === 'invalid'}
                >
                  {entry.name} · {t(`environment.${entry.environment}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {usable.length === 0 && (
        <div className="note-box pending">
          <Verdict tone="pending" word={t('start.no-profile')} />
        </div>
      )}
      {environment === 'production' && (
        <div className="note-box nogo">
          <Verdict tone="nogo" word={t('start.production')} />
        </div>
      )}
      <Field label={t('start.run-title')}>
        {(control) => (
          <input
            {...control}
            maxLength={500}
            value={shownTitle}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <div className="fields">
        {(['version', 'commit', 'lastGood'] as const).map((name) => (
          <Field key={name} label={t(name === 'lastGood' ? 'start.last-good' : `start.${name}`)}>
            {(control) => (
              <input
                {...control}
                className="mono"
                maxLength={500}
                spellCheck={false}
                value={release[name]}
                onChange={(event) => setRelease({ ...release, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Field label={t('start.t0')} help={t('start.t0-help')}>
          {(control) => <LocalMoment {...control} value={t0} onChange={setT0} />}
        </Field>
      </div>
      <People people={people} onChange={setPeople} />
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}

function People({ people, onChange }: { people: Person[]; onChange: (people: Person[]) => void }) {
  const t = useText()
  const set = (index: number, change: Partial<Person>) =>
    onChange(people.map((person, at) => (at === index ? { ...person, ...change } : person)))
  return (
    <fieldset className="people">
      <legend>{t('start.people')}</legend>
      {people.map((person, index) => (
        <div key={index} className="people-row">
          <input
            aria-label={t('common.name')}
            placeholder={t('common.name')}
            maxLength={120}
            value={person.name}
            onChange={(event) => set(index, { name: event.target.value })}
          />
          <input
            aria-label={t('common.role')}
            placeholder={t('common.role')}
            maxLength={500}
            value={person.role}
            onChange={(event) => set(index, { role: event.target.value })}
          />
          <button
            type="button"
            className="quiet icon"
            aria-label={`${t('common.remove')} ${person.name}`}
            onClick={() => onChange(people.filter((_, at) => at !== index))}
          >
            <X size={14} aria-hidden="true" />
          </button>
        </div>
      ))}
      <div>
        <button
          type="button"
          className="quiet"
          onClick={() => onChange([...people, { name: '', role: '' }])}
        >
          <Plus size={14} aria-hidden="true" />
          {t('start.add-person')}
        </button>
      </div>
    </fieldset>
  )
}
