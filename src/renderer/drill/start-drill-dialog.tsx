import { Play } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'

import { drillBeginnings, type DrillBeginning, type DrillKind } from '../../shared/model/drill.ts'
import type { Failure } from '../../shared/result.ts'
import { PartList } from '../home/part-list.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { useLocale, useOperator, useRange, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { mayKill, offeredKinds } from './offered-kinds.ts'

/** What will happen, when it begins, what breaks, and who takes part. Then it is waited for here. */
export function StartDrillDialog({ again }: { again: DrillKind | undefined }) {
  const t = useText()
  const { ui, client, host, runs } = useSession()
  const locale = useLocale()
  const operator = useOperator()
  const kinds = useRange()?.drillKinds
  const [begins, setBegins] = useState<DrillBeginning>('within-a-minute')
  const [wanted, setWanted] = useState(again)
  const [by, setBy] = useState(operator)
  const [failure, setFailure] = useState<Failure>()
  const [phase, setPhase] = useState<'asking' | 'starting' | 'cancelling'>('asking')
  const cancel = useRef<() => void>(undefined)
  const leaveButton = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // The fields are gone: the focus goes where one can still do something.
    if (phase === 'starting') leaveButton.current?.focus()
  }, [phase])
  const here = useStore(runs, ({ entries }) => entries)
  const around = { kinds, again, host: host.kind, runs: [...here.values()] }
  const offered = offeredKinds(around)
  const kind = offered.find((one) => one === wanted)
  const ready = by.trim() !== '' && phase === 'asking'

  async function start(): Promise<void> {
    if (!ready) return
    const ending = new AbortController()
    cancel.current = () => {
      setPhase('cancelling')
      ending.abort()
    }
    setFailure(undefined)
    setPhase('starting')
    stay(true)
    const started = await client.call(
      'drill.start',
      { by: by.trim(), kind, begins, locale },
      { signal: ending.signal },
    )
    cancel.current = undefined
    if (started.ok) {
      ui.closeDialog()
      return ui.openRun(started.value.runId, 'war-room')
    }
    if (started.failure.code === 'cancelled') return ui.closeDialog()
    setPhase('asking')
    stay(false)
    setFailure(started.failure)
  }
  /** What leads elsewhere from anywhere must not take away what is waited for here. */
  const stay = (isStarting: boolean) =>
    ui.open({ kind: 'drill', about: { show: 'start', kind: again, isStarting } })
  /** While it is being started, leaving is cancelling: the dialog stays until that is done. */
  const leave = () => (phase === 'asking' ? ui.closeDialog() : cancel.current?.())
  return (
    <Dialog
      title={t('drill.start-title')}
      about={t('drill.start-about')}
      onClose={leave}
      onSubmit={() => void start()}
      footer={
        <>
          <button ref={leaveButton} type="button" disabled={phase === 'cancelling'} onClick={leave}>
            {t('common.cancel')}
          </button>
          <button type="submit" className="primary" disabled={!ready}>
            <Play size={13} aria-hidden="true" />
            {t('drill.start')}
          </button>
        </>
      }
    >
      {phase === 'asking' ? (
        <>
          {mayKill(around) && <p className="dim">{t('drill.start-killed')}</p>}
          <Begins value={begins} onChange={setBegins} />
          <Field
            label={t('drill.kind')}
            help={t(kinds === undefined ? 'drill.kind-later' : 'drill.kind-help')}
          >
            {(control) => (
              <select
                {...control}
                value={kind ?? ''}
                onChange={(event) => setWanted(offered.find((one) => one === event.target.value))}
              >
                <option value="">{t('drill.surprise')}</option>
                {offered.map((one) => (
                  <option key={one} value={one}>
                    {t(`drill.kind.${one}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('drill.by')} help={t('drill.by-help')}>
            {(control) => (
              <input
                {...control}
                maxLength={120}
                value={by}
                onChange={(event) => setBy(event.target.value)}
              />
            )}
          </Field>
        </>
      ) : (
        <Preparing cancelling={phase === 'cancelling'} />
      )}
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}

function Begins({
  value,
  onChange,
}: {
  value: DrillBeginning
  onChange: (begins: DrillBeginning) => void
}) {
  const t = useText()
  return (
    <fieldset className="drill-begins">
      <legend>{t('drill.begins')}</legend>
      {drillBeginnings.map((begins) => (
        <label key={begins}>
          <input
            type="radio"
            name="drill-begins"
            checked={value === begins}
            onChange={() => onChange(begins)}
          />
          {t(`drill.begins.${begins}`)}
        </label>
      ))}
    </fieldset>
  )
}

/** What is waited for: each part of the range, as it comes up. */
function Preparing({ cancelling }: { cancelling: boolean }) {
  const t = useText()
  const range = useRange()
  const waitsFor = range?.state === 'running' ? 'drill.waits-run' : 'drill.waits-range'
  return (
    <section className="stack" aria-label={t('drill.preparing')}>
      <p role="status">{t(cancelling ? 'drill.cancelling' : waitsFor)}</p>
      {range && <PartList parts={range.parts} />}
    </section>
  )
}
