import { KeyRound } from 'lucide-react'
import { useEffect, useState } from 'react'

import { assertNever } from '../../shared/result.ts'
import type { Failure } from '../../shared/result.ts'
import type { SecretStatus } from '../../shared/rpc/views.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useEngineStatus, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { EntrySection } from './entry-section.tsx'
import type { FormPart } from './entry-section.tsx'
import { isRecord, textAt } from './profile-document.ts'

const sources = ['env', 'file', 'command', 'vault'] as const
type Source = (typeof sources)[number]
const placeholders = { env: 'API_KEY', file: '/run/secrets/api-key', command: 'pass show api/key' }

interface SecretsSectionProps extends FormPart {
  saved: boolean
}

/** Secrets by name: where each comes from, and whether it is there. Never what it is. */
export function SecretsSection({ saved, ...form }: SecretsSectionProps) {
  const { profile } = form
  const t = useText()
  const { ui, ask } = useSession()
  const { statuses, failure, refresh } = useSecretStatuses(profile, saved ? form.text : undefined)
  const vault = useEngineStatus()?.vault
  return (
    <div className="stack tight">
      <EntrySection
        {...form}
        section="secrets"
        title={t('profile.secrets')}
        fresh={{ vault: true }}
        test="secret"
      >
        {(value, label, change) => {
          const source = sourceOf(value)
          const name = label.slice(label.lastIndexOf('· ') + 2)
          const status = statuses.find((each) => each.name === name)
          return (
            <div className="stack tight">
              <div className="line wrap">
                <select
                  className="secret-source"
                  aria-label={`${label} · ${t('secret.source')}`}
                  value={source}
                  onChange={(event) =>
                    change(
                      event.target.value === 'vault'
                        ? { vault: true }
                        : { [event.target.value]: '' },
                    )
                  }
                >
                  {sources.map((each) => (
                    <option key={each} value={each}>
                      {t(`secret.source.${each}`)}
                    </option>
                  ))}
                </select>
                {source === 'vault' ? (
                  <>
                    <button
                      type="button"
                      disabled={!saved}
                      title={saved ? undefined : t('secret.save-first')}
                      onClick={() => ui.open({ kind: 'secret', profile, name })}
                    >
                      <KeyRound size={14} aria-hidden="true" />
                      {t('secret.set')}
                    </button>
                    {status?.state === 'set' && (
                      <button
                        type="button"
                        className="quiet"
                        onClick={() => void ask('secret.forget', { profile, name }).then(refresh)}
                      >
                        {t('secret.forget')}
                      </button>
                    )}
                  </>
                ) : (
                  <input
                    className="mono"
                    aria-label={label}
                    placeholder={placeholders[source]}
                    spellCheck={false}
                    value={textAt(value, source)}
                    onChange={(event) => change({ [source]: event.target.value })}
                  />
                )}
              </div>
              {status && <SecretState status={status} />}
            </div>
          )
        }}
      </EntrySection>
      {vault === 'memory' && (
        <div className="note-box pending">
          <Verdict tone="pending" word={t('secret.memory')} />
        </div>
      )}
      {failure && <FailureNote failure={failure} onRetry={refresh} />}
    </div>
  )
}

function sourceOf(value: unknown): Source {
  return sources.find((source) => isRecord(value) && source in value) ?? 'vault'
}

function SecretState({ status }: { status: SecretStatus }) {
  const t = useText()
  switch (status.state) {
    case 'set':
      return <Verdict tone="go" word={t('secret.state.set')} />
    case 'unset':
      return <Verdict tone="pending" word={t('secret.state.unset')} />
    case 'untried':
      return <Verdict tone="idle" word={t('secret.state.untried')} />
    default:
      return assertNever(status.state)
  }
}

/** Asked again after each save, and after the dialog that sets one has closed. */
function useSecretStatuses(profile: string, savedText: string | undefined) {
  const { client } = useSession()
  const dialog = useUi((state) => state.dialog)
  const [statuses, setStatuses] = useState<SecretStatus[]>([])
  const [failure, setFailure] = useState<Failure>()
  const [attempt, setAttempt] = useState(0)
  const asking = savedText !== undefined && dialog?.kind !== 'secret'
  useEffect(() => {
    if (!asking) return undefined
    const cancel = new AbortController()
    const { signal } = cancel
    void client.call('secret.list', { profile }, { signal }).then((result) => {
      if (signal.aborted) return
      setFailure(result.ok ? undefined : result.failure)
      if (result.ok) setStatuses(result.value)
    })
    return () => cancel.abort()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a save or a retry asks again
  }, [client, profile, savedText, asking, attempt])
  return { statuses, failure, refresh: () => setAttempt((count) => count + 1) }
}
