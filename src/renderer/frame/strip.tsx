import { useSyncExternalStore } from 'react'
import { useStore } from 'zustand'

import { assertNever } from '../../shared/result.ts'
import { GateBadge, useWorstGate } from '../decision/gate-badge.tsx'
import { IncidentChip } from '../incident/incident-chip.tsx'
import { useOpenIncident } from '../incident/use-incident.ts'
import { settledOf, toneOfCounts, totalOf } from '../logic/counts.ts'
import type { Counts } from '../logic/counts.ts'
import type { Tone } from '../logic/tone.ts'
import { NoticeBell } from '../notices/notice-bell.tsx'
import { Environment } from '../parts/environment.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { RollbackChip, useRollbackUnderWay } from '../rollback/rollback-chip.tsx'
import { useEngineStatus, useHead, useSettings, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { Clock } from './clock.tsx'

export function Strip() {
  const t = useText()
  const { ui } = useSession()
  const operator = useSettings()?.operator
  const head = useHead()
  const gate = useWorstGate()
  const incident = useOpenIncident()
  const isGoingBack = useRollbackUnderWay()
  return (
    <header className="strip">
      <div className="strip-run">
        <div className="run cut">{head?.title ?? t('strip.no-run')}</div>
        <div className="sub cut">{head ? <Release /> : t('strip.no-run-sub')}</div>
      </div>
      {head && <Environment environment={head.environment} />}
      <div className="strip-middle">
        <IncidentChip />
        {isGoingBack ? (
          <RollbackChip />
        ) : gate ? (
          <GateBadge evaluation={gate} brief={incident !== undefined} />
        ) : (
          head && <Summary counts={head.counts} />
        )}
        <Clock />
      </div>
      <div className="strip-end" role="status" aria-label={t('frame.status')}>
        <NetworkState />
        <EngineState />
        <NoticeBell />
        {operator !== undefined && (
          <button
            type="button"
            className="quiet operator"
            title={t('strip.operator', { name: operator || '—' })}
            onClick={() => ui.go('settings')}
          >
            {operator === '' ? (
              <Verdict tone="pending" word={t('strip.no-operator')} />
            ) : (
              <span className="cut">{operator}</span>
            )}
          </button>
        )}
        <button
          type="button"
          className="quiet"
          aria-label={t('strip.palette')}
          onClick={() => ui.setState({ paletteOpen: true })}
        >
          <kbd>Ctrl K</kbd>
        </button>
      </div>
    </header>
  )
}

function Release() {
  const t = useText()
  const head = useHead()
  if (!head) return null
  const { version, commit, lastGood } = head.release
  return [
    version,
    commit.slice(0, 12),
    lastGood && t('strip.last-good', { version: lastGood }),
    head.closedAt !== undefined && t('strip.closed'),
    head.imported && t('strip.imported'),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** Where no gate is evaluated the strip shows how far the run is, and how bad its worst item. */
function Summary({ counts }: { counts: Counts }) {
  const t = useText()
  const tone = toneOfCounts(counts)
  const total = totalOf(counts)
  const done = settledOf(counts)
  const words: Record<Tone, string> = {
    nogo: t('strip.failed', { count: counts.failed, done, total }),
    unknown: t('strip.unknown', { count: counts.unknown, done, total }),
    pending: t('strip.open', { done, total }),
    go: t('strip.all-settled', { total }),
    idle: t('strip.no-items'),
  }
  return <Verdict badge tone={tone} word={words[tone]} />
}

function subscribeToNetwork(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** The engine knows more of it than a browser: whether anything that it looks at can be reached. */
export function useOnline(): boolean {
  const isOnline = useSyncExternalStore(subscribeToNetwork, () => navigator.onLine)
  const network = useEngineStatus()?.network
  return isOnline && network !== 'down'
}

function NetworkState() {
  const t = useText()
  return useOnline() ? (
    <Verdict tone="go" word={t('strip.network')} />
  ) : (
    <Verdict tone="unknown" word={t('strip.no-network')} />
  )
}

function EngineState() {
  const t = useText()
  const phase = useStore(useSession().connection, (connection) => connection.phase)
  switch (phase) {
    case 'live':
      return <Verdict tone="go" word={t('strip.engine')} />
    case 'connecting':
    case 'restarting':
      return <Verdict tone="pending" word={t(`strip.engine.${phase}`)} />
    case 'lost':
      return <Verdict tone="unknown" word={t('strip.engine.lost')} />
    case 'stopped':
      return <Verdict tone="nogo" word={t('strip.engine.stopped')} />
    default:
      return assertNever(phase)
  }
}
