import { environments } from '../../shared/model/profile.ts'
import { Field } from '../parts/field.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useText } from '../state/hooks.ts'
import { EntrySection } from './entry-section.tsx'
import { HostFields, newHost } from './host-fields.tsx'
import { PeopleSection } from './people-section.tsx'
import { entriesOf, isRecord, setField, textAt } from './profile-document.ts'
import type { ProfilePath, ProfileReading } from './profile-document.ts'
import { SecretsSection } from './secrets-section.tsx'

export interface ProfileFormProps {
  name: string
  text: string
  reading: ProfileReading
  /** What is shown is what is on disk: only then do secrets of it have a state. */
  saved: boolean
  onChange: (text: string) => void
}

/** The parts of a profile as fields. Each edit changes its own place in the text and nothing else. */
export function ProfileForm({ name, text, reading, saved, onChange }: ProfileFormProps) {
  const t = useText()
  const { draft, readable } = reading
  if (!readable) {
    return (
      <div className="profile-form">
        <div className="note-box nogo">
          <Verdict tone="nogo" word={t('profile.not-yaml')} />
        </div>
      </div>
    )
  }
  const set = (path: ProfilePath, value: unknown) => onChange(setField(text, path, value))
  const form = { profile: name, text, draft, onChange, set }
  return (
    <div className="profile-form">
      <div className="fields">
        <Field label={t('profile.shown-name')}>
          {(control) => (
            <input
              {...control}
              value={textAt(draft.name)}
              onChange={(event) => set(['name'], event.target.value)}
            />
          )}
        </Field>
        <Field label={t('profile.environment')}>
          {(control) => (
            <select
              {...control}
              value={textAt(draft.environment)}
              onChange={(event) => set(['environment'], event.target.value)}
            >
              {!environments.some((each) => each === textAt(draft.environment)) && (
                <option value={textAt(draft.environment)} disabled>
                  {textAt(draft.environment)}
                </option>
              )}
              {environments.map((environment) => (
                <option key={environment} value={environment}>
                  {t(`environment.${environment}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <EntrySection
        {...form}
        section="endpoints"
        title={t('profile.endpoints')}
        fresh=""
        test="endpoint"
      >
        {(value, label, change) => (
          <TextValue
            value={textAt(value)}
            label={label}
            placeholder="https://api.example.com"
            onChange={change}
          />
        )}
      </EntrySection>
      <EntrySection
        {...form}
        section="hosts"
        title={t('profile.hosts')}
        fresh={newHost('ssh')}
        test="host"
      >
        {(value, _label, change) => (
          <HostFields
            value={value}
            others={entriesOf(draft, 'hosts').map(([host]) => host)}
            onChange={change}
          />
        )}
      </EntrySection>
      {(['postgres', 'redis'] as const).map((kind) => (
        <EntrySection
          key={kind}
          {...form}
          section={kind}
          title={t(`profile.${kind}`)}
          fresh={{ url: '' }}
          test={kind}
        >
          {(value, label, change) => (
            <DatabaseFields
              value={value}
              label={label}
              placeholder={`${kind === 'postgres' ? 'postgres' : 'redis'}://user:\${secrets.password}@host/`}
              hosts={entriesOf(draft, 'hosts').map(([host]) => host)}
              onChange={change}
            />
          )}
        </EntrySection>
      ))}
      <EntrySection {...form} section="variables" title={t('profile.variables')} fresh="">
        {(value, label, change) => (
          <TextValue value={textAt(value)} label={label} onChange={change} />
        )}
      </EntrySection>
      <SecretsSection {...form} saved={saved} />
      <section className="entry-section">
        <h3>{t('profile.commands')}</h3>
        <p className="dim">{t('profile.commands-about')}</p>
        <div className="fields">
          <Field label={t('profile.commands-on')}>
            {(control) => (
              <select
                {...control}
                value={textAt(draft.commands, 'on')}
                onChange={(event) => set(['commands', 'on'], event.target.value || undefined)}
              >
                <option value="">{t('profile.this-machine')}</option>
                {entriesOf(draft, 'hosts').map(([host]) => (
                  <option key={host}>{host}</option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('profile.folder')}>
            {(control) => (
              <input
                {...control}
                className="mono"
                value={textAt(draft.commands, 'folder')}
                onChange={(event) => set(['commands', 'folder'], event.target.value || undefined)}
              />
            )}
          </Field>
        </div>
      </section>
      <PeopleSection {...form} />
    </div>
  )
}

interface DatabaseFieldsProps {
  value: unknown
  label: string
  placeholder: string
  hosts: readonly string[]
  onChange: (value: unknown) => void
}

/** An address, and the host that it is reached through where this machine has no way to it. */
function DatabaseFields({ value, label, placeholder, hosts, onChange }: DatabaseFieldsProps) {
  const t = useText()
  const database = isRecord(value) ? value : {}
  const via = textAt(value, 'via')
  const ways = via === '' || hosts.includes(via) ? hosts : [...hosts, via]
  const change = (changes: { url?: string; via?: string }) => {
    const entries = Object.entries({ ...database, ...changes })
    onChange(Object.fromEntries(entries.filter(([key, text]) => key !== 'via' || text !== '')))
  }
  return (
    <div className="stack tight">
      <TextValue
        value={textAt(value, 'url')}
        label={label}
        placeholder={placeholder}
        onChange={(url) => change({ url })}
      />
      {ways.length > 0 && (
        <Field label={t('profile.via')}>
          {(control) => (
            <select
              {...control}
              value={via}
              onChange={(event) => change({ via: event.target.value })}
            >
              <option value="">{t('profile.via-none')}</option>
              {ways.map((host) => (
                <option key={host}>{host}</option>
              ))}
            </select>
          )}
        </Field>
      )}
    </div>
  )
}

interface TextValueProps {
  value: string
  label: string
  placeholder?: string
  onChange: (value: string) => void
}

function TextValue({ value, label, placeholder, onChange }: TextValueProps) {
  return (
    <input
      className="mono"
      aria-label={label}
      placeholder={placeholder}
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
