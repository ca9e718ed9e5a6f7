import { Play, Square, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'

import type { RangeStatus, RunbookEntry } from '../../shared/rpc/views.ts'
import { DrillList } from '../drill/drill-list.tsx'
import { useDrillUnderWay } from '../drill/use-drills.ts'
import type { Tone } from '../logic/tone.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useOperator, useRange, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import type { Session } from '../state/session.ts'
import { PartList } from './part-list.tsx'

const stateTone: Record<RangeStatus['state'], Tone> = {
  stopped: 'idle',
  starting: 'pending',
  running: 'go',
  stopping: 'pending',
  failed: 'nogo',
}

/** A small production on this machine: start it, see its parts, run against it. */
export function PracticeCard() {
  const t = useText()
  const say = useSay()
  const session = useSession()
  const range = useRange()
  const drill = useDrillUnderWay()
  if (!range) return null
  const starts = range.state === 'stopped' || range.state === 'failed'
  return (
    <section className="panel" aria-label={t('practice.title')}>
      <header>
        <h2>{t('practice.title')}</h2>
        <span className="note">
          <Verdict tone={stateTone[range.state]} word={t(`practice.${range.state}`)} />
        </span>
      </header>
      <div className="body stack">
        <p className="dim">{t('practice.about')}</p>
        {range.problem && (
          <div className="note-box nogo" role="alert">
            <Verdict tone="nogo" word={say(range.problem)} />
          </div>
        )}
        <div className="line wrap">
          {starts && (
            <button
              type="button"
              className="primary"
              onClick={() => void session.ask('range.start', {})}
            >
              <Play size={13} aria-hidden="true" />
              {t('practice.start')}
            </button>
          )}
          {range.state === 'running' && <PracticeRuns range={range} />}
          {(range.state === 'running' || range.state === 'starting') && (
            <button
              type="button"
              onClick={() =>
                drill
                  ? session.ui.open({ kind: 'drill', about: { show: 'stop-range' } })
                  : void session.ask('range.stop', {})
              }
            >
              <Square size={12} aria-hidden="true" />
              {t('practice.stop')}
            </button>
          )}
          {drill ? (
            <button type="button" onClick={() => session.ui.openRun(drill.runId, 'war-room')}>
              <Undo2 size={14} aria-hidden="true" />
              {t('drill.go')}
            </button>
          ) : (
            range.state !== 'stopping' && (
              <button
                type="button"
                onClick={() => session.ui.open({ kind: 'drill', about: { show: 'start' } })}
              >
                <Undo2 size={14} aria-hidden="true" />
                {t('drill.practice')}
              </button>
            )
          )}
        </div>
      </div>
      <DrillList />
      {range.state !== 'stopped' && range.parts.length > 0 && <PartList parts={range.parts} />}
    </section>
  )
}

/** One click for each runbook that the practice servers can answer. */
function PracticeRuns({ range }: { range: RangeStatus }) {
  const t = useText()
  const session = useSession()
  const operator = useOperator()
  const library = useStore(session.runbooks)
  const [busy, setBusy] = useState(false)
  const wanted = range.runbooks ?? []
  const runbooks = [...library.entries.values()].filter((entry) => wanted.includes(entry.hash))
  const profile = range.profile
  if (profile === undefined) return null
  if (runbooks.length === 0) return <p>{t('practice.no-runbook', { profile })}</p>
  return runbooks.map((runbook, index) => (
    <button
      key={runbook.hash}
      type="button"
      className={index === 0 ? 'primary' : ''}
      disabled={busy}
      title={runbook.title}
      onClick={() => {
        setBusy(true)
        const title = t('practice.run-title', { runbook: runbook.title })
        void startPractice(session, runbook, profile, title, operator).finally(() => setBusy(false))
      }}
    >
      <Play size={13} aria-hidden="true" />
      {runbooks.length === 1 ? t('practice.run') : `${t('practice.run')} · ${runbook.title}`}
    </button>
  ))
}

/** The practice runbook begins an hour before T0: nothing of it is late at the start. */
const minutesToPracticeT0 = 65

async function startPractice(
  session: Session,
  runbook: RunbookEntry,
  profile: string,
  title: string,
  operator: string,
): Promise<void> {
  const created = await session.ask('run.create', {
    runbookHash: runbook.hash,
    profile,
    title: title.slice(0, 500),
    release: { version: '', commit: '', lastGood: '' },
    people: operator === '' ? [] : [{ name: operator, role: '' }],
    t0: new Date(Date.now() + minutesToPracticeT0 * 60_000).toISOString(),
  })
  if (created) session.ui.openRun(created.runId)
}
