import { useEffect, useState } from 'react'

import { tailKinds, type TailKind } from '../../shared/model/tail.ts'
import type { Failure } from '../../shared/result.ts'
import type { KnownSources, TailPreview } from '../../shared/rpc/log-calls.ts'
import { glyphs } from '../logic/tone.ts'
import { Code } from '../parts/code.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { useSay, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import type { WantedTail } from './wanted-tail.ts'

/** What would run is asked for when typing pauses for this long. */
const typingMs = 300

/** Follows one more source in this run: what it is, where, and what would run there. */
export function AddTailDialog({ wanted }: { wanted?: WantedTail | undefined }) {
  const t = useText()
  const { ui, client } = useSession()
  const runId = useUi((state) => state.runId)
  const [kind, setKind] = useState<TailKind>(wanted?.kind ?? 'docker')
  const [source, setSource] = useState(wanted?.source ?? '')
  const [on, setOn] = useState(wanted?.on ?? '')
  const [title, setTitle] = useState('')
  const [known, setKnown] = useState<KnownSources>({ hosts: [], sources: [] })
  const { ask, busy, failure } = useAsk()
  const input = {
    kind,
    source: source.trim(),
    ...(on === '' ? {} : { on }),
    ...(title.trim() === '' ? {} : { title: title.trim() }),
  }
  const preview = useTailPreview(runId, input)

  useEffect(() => {
    if (runId === undefined) return
    void client.call('tail.known', { runId }).then((found) => {
      if (found.ok) setKnown(found.value)
    })
  }, [client, runId])

  async function add(): Promise<void> {
    if (runId === undefined) return
    if (await ask('tail.add', { runId, ...input })) ui.closeDialog()
  }
  const offered = known.sources.filter((one) => one.kind === kind)
  return (
    <Dialog
      title={t('logs.add-title')}
      about={t('logs.add-about')}
      onClose={ui.closeDialog}
      onSubmit={() => void add()}
      footer={
        <SendButtons
          label={t('logs.add')}
          disabled={busy || preview.value === undefined || preview.value.problem !== undefined}
        />
      }
    >
      <div className="log-add-place">
        <Field label={t('logs.add-kind')}>
          {(control) => (
            <select
              {...control}
              value={kind}
              onChange={(event) =>
                setKind(tailKinds.find((one) => one === event.target.value) ?? kind)
              }
            >
              {tailKinds.map((one) => (
                <option key={one} value={one}>
                  {t(`logs.kind.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('logs.add-on')}>
          {(control) => (
            <select {...control} value={on} onChange={(event) => setOn(event.target.value)}>
              <option value="">{t('logs.add-default-host')}</option>
              {known.hosts.map((host) => (
                <option key={host} value={host}>
                  {host}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field label={t(`logs.add-source.${kind}`)}>
        {(control) => (
          <input
            {...control}
            className="mono"
            list="known-sources"
            spellCheck={false}
            autoComplete="off"
            maxLength={4000}
            value={source}
            onChange={({ target }) => {
              setSource(target.value)
              // What the profile or a check names is where they say it is.
              const chosen = offered.find((one) => one.source === target.value)
              if (chosen) setOn(chosen.on ?? '')
            }}
          />
        )}
      </Field>
      <datalist id="known-sources">
        {offered.map((one) => (
          <option key={`${one.on ?? ''} ${one.source}`} value={one.source}>
            {one.on}
          </option>
        ))}
      </datalist>
      <Field label={`${t('logs.add-name')} (${t('common.optional')})`}>
        {(control) => (
          <input
            {...control}
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <Preview preview={preview} />
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}

interface Asked {
  value?: TailPreview
  failure?: Failure
}

function Preview({ preview: { value, failure } }: { preview: Asked }) {
  const t = useText()
  const say = useSay()
  if (failure) return <FailureNote failure={failure} />
  if (!value) return null
  return (
    <section aria-label={t('logs.add-runs')} className="stack tight">
      <p className="dim">{t('logs.add-runs-on', { target: value.target })}</p>
      {value.command !== undefined && <Code text={value.command} />}
      {value.problem && (
        <p className="v nogo" role="alert">
          <i aria-hidden="true">{glyphs.nogo}</i>
          {say(value.problem)}
        </p>
      )}
    </section>
  )
}

/** What would run, once somebody has written what to follow. */
function useTailPreview(
  runId: string | undefined,
  { kind, source, on, title }: WantedTail & { title?: string },
): Asked {
  const { client } = useSession()
  const key = JSON.stringify([runId, kind, source, on, title])
  const [asked, setAsked] = useState<Asked & { key?: string }>({})
  useEffect(() => {
    if (runId === undefined || source === '') return undefined
    const stop = new AbortController()
    const timer = setTimeout(() => {
      const wanted = {
        runId,
        kind,
        source,
        ...(on === undefined ? {} : { on }),
        ...(title === undefined ? {} : { title }),
      }
      void client.call('tail.preview', wanted).then((found) => {
        if (stop.signal.aborted) return
        setAsked({ key, ...(found.ok ? { value: found.value } : { failure: found.failure }) })
      })
    }, typingMs)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [client, runId, kind, source, on, title, key])
  // What was answered for other words is no answer.
  return asked.key === key ? asked : {}
}
