import { assertNever } from '../../shared/result.ts'
import { Field } from '../parts/field.tsx'
import { useText } from '../state/hooks.ts'
import { isRecord, textAt } from './profile-document.ts'

const kinds = ['ssh', 'local', 'container'] as const
type HostKind = (typeof kinds)[number]

export function newHost(kind: HostKind): Record<string, unknown> {
  switch (kind) {
    case 'ssh':
      return { ssh: { host: '' } }
    case 'local':
      return { local: true }
    case 'container':
      return { container: '' }
    default:
      return assertNever(kind)
  }
}

interface HostFieldsProps {
  value: unknown
  /** Names of all hosts: a container may be on one of them. */
  others: readonly string[]
  onChange: (value: unknown) => void
}

/** How a host is reached: over SSH, this machine, or inside a container. */
export function HostFields({ value, others, onChange }: HostFieldsProps) {
  const t = useText()
  const host = isRecord(value) ? value : {}
  const kind = kinds.find((each) => each in host) ?? 'ssh'
  return (
    <div className="stack tight">
      <select
        aria-label={t('host.kind')}
        value={kind}
        onChange={(event) => onChange(newHost(event.target.value as HostKind))}
      >
        {kinds.map((each) => (
          <option key={each} value={each}>
            {t(`host.${each}`)}
          </option>
        ))}
      </select>
      {kind === 'ssh' && <SshFields host={host} onChange={onChange} />}
      {kind === 'container' && <ContainerFields host={host} others={others} onChange={onChange} />}
    </div>
  )
}

interface PartProps {
  host: Record<string, unknown>
  onChange: (value: unknown) => void
}

const sshTexts = ['host', 'user', 'identityFile', 'passphrase', 'knownHostsFile'] as const

function SshFields({ host, onChange }: PartProps) {
  const t = useText()
  const ssh = isRecord(host['ssh']) ? host['ssh'] : {}
  const set = (name: string, value: unknown) => onChange({ ssh: withField(ssh, name, value) })
  return (
    <div className="fields">
      {sshTexts.map((name) => (
        <Field
          key={name}
          label={t(`host.ssh.${name}`)}
          help={name === 'passphrase' ? t('host.ssh.passphrase-help') : undefined}
        >
          {(control) => (
            <input
              {...control}
              className="mono"
              spellCheck={false}
              value={textAt(ssh[name])}
              onChange={(event) =>
                set(name, name === 'host' ? event.target.value : event.target.value || undefined)
              }
            />
          )}
        </Field>
      ))}
      <Field label={t('host.ssh.port')}>
        {(control) => (
          <input
            {...control}
            type="number"
            min={1}
            max={65535}
            placeholder="22"
            value={textAt(ssh['port'])}
            onChange={(event) => {
              const port = event.target.valueAsNumber
              set('port', Number.isNaN(port) ? undefined : port)
            }}
          />
        )}
      </Field>
      <Field label={t('host.ssh.agent')}>
        {(control) => (
          <select
            {...control}
            value={typeof ssh['agent'] === 'boolean' ? String(ssh['agent']) : ''}
            onChange={(event) =>
              set('agent', event.target.value === '' ? undefined : event.target.value === 'true')
            }
          >
            <option value="">{t('host.ssh.agent.default')}</option>
            <option value="true">{t('host.ssh.agent.yes')}</option>
            <option value="false">{t('host.ssh.agent.no')}</option>
          </select>
        )}
      </Field>
    </div>
  )
}

function ContainerFields({ host, others, onChange }: PartProps & { others: readonly string[] }) {
  const t = useText()
  const set = (name: string, value: unknown) => onChange(withField(host, name, value))
  return (
    <div className="fields">
      <Field label={t('host.container.name')}>
        {(control) => (
          <input
            {...control}
            className="mono"
            spellCheck={false}
            value={textAt(host['container'])}
            onChange={(event) => set('container', event.target.value)}
          />
        )}
      </Field>
      <Field label={t('host.container.on')}>
        {(control) => (
          <select
            {...control}
            value={textAt(host['on'])}
            onChange={(event) => set('on', event.target.value || undefined)}
          >
            <option value="">{t('profile.this-machine')}</option>
            {others.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('host.container.engine')}>
        {(control) => (
          <select
            {...control}
            value={textAt(host['engine'])}
            onChange={(event) => set('engine', event.target.value || undefined)}
          >
            <option value="">docker</option>
            <option value="podman">podman</option>
          </select>
        )}
      </Field>
      <Field label={t('host.container.user')}>
        {(control) => (
          <input
            {...control}
            className="mono"
            spellCheck={false}
            value={textAt(host['user'])}
            onChange={(event) => set('user', event.target.value || undefined)}
          />
        )}
      </Field>
    </div>
  )
}

function withField(
  record: Record<string, unknown>,
  name: string,
  value: unknown,
): Record<string, unknown> {
  const { [name]: before, ...rest } = record
  if (value === undefined) return rest
  return before === undefined ? { ...rest, [name]: value } : { ...record, [name]: value }
}
