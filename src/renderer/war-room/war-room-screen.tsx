import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'

import { AlertsPanel, useAlerts } from '../alerts/alerts-panel.tsx'
import { BudgetsPanel } from '../budgets/budgets-panel.tsx'
import { Announcer } from '../checklist/announcer.tsx'
import { ItemList } from '../checklist/item-list.tsx'
import { NextBar } from '../checklist/next-bar.tsx'
import { RunStateBanner } from '../checklist/run-state-banner.tsx'
import { useChecklistKeys } from '../checklist/use-checklist-keys.ts'
import { MonitorCounts } from '../health/health-toolbar.tsx'
import { TileGrid } from '../health/tile-grid.tsx'
import { useMonitorGroups } from '../health/use-monitor-groups.ts'
import { noMonitorFilter } from '../logic/monitors.ts'
import { nextItem } from '../logic/next-item.ts'
import type { ListRow } from '../logic/outline.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { RunScreen } from '../parts/run-screen.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { QueuePanel } from '../queues/queue-panel.tsx'
import { useHead, useMonitors, useOutline, useRun, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { DecisionPanel } from './decision-panel.tsx'
import { LastEvents } from './last-events.tsx'

export function WarRoomScreen() {
  const failure = useRun((state) => state.failure)
  const head = useHead()
  const outline = useOutline()
  return (
    <RunScreen
      help="war-room.no-run-help"
      failure={head ? undefined : failure}
      loaded={head !== undefined && outline !== undefined}
    >
      {() => <WarRoom />}
    </RunScreen>
  )
}

/** The go-live at a glance: what is to be done now, how everything is, what just happened. */
function WarRoom() {
  const t = useText()
  const alerts = useAlerts()
  const watches = useMonitors(
    ({ entries, loaded, failure }) => !loaded || failure !== undefined || entries.size > 0,
  )
  const hasQueues = useStore(useSession().queues, (mirror) => mirror.entries.size > 0)
  const hasSide = watches || hasQueues || alerts !== undefined
  return (
    <div className="war-room">
      <h1 className="sr">{t('screen.war-room')}</h1>
      <RunStateBanner />
      <div className={`war-room-panes${hasSide ? '' : ' no-side'}`}>
        <CurrentPhase />
        <div className="war-room-column below">
          <DecisionPanel />
          <BudgetsPanel />
          <LastEvents />
        </div>
        {hasSide && (
          <div className="war-room-column side">
            {watches && <HealthPane />}
            <QueuePanel />
            {alerts && <AlertsPanel summary={alerts} />}
          </div>
        )}
      </div>
      <Announcer />
    </div>
  )
}

function CurrentPhase() {
  const t = useText()
  const { ui } = useSession()
  const outline = useOutline()
  const openChecklist = useCallback(() => ui.go('checklist'), [ui])
  const next = useRun((state) => outline && nextItem(outline, state.items))
  const phase = outline?.phases.get(next?.phaseId ?? '')
  const list = useRef<HTMLDivElement>(null)
  const selected = useUi((state) => state.selectedItemId)
  const rows = useMemo<ListRow[]>(() => {
    if (!outline || !phase) return []
    const items = outline.itemsOf(phase.id)
    return [
      { kind: 'phase', phase, items },
      ...items.map((item): ListRow => ({ kind: 'item', item, phaseId: phase.id })),
    ]
  }, [outline, phase])
  useChecklistKeys({ rows, list, onOpen: openChecklist })
  const nextId = next?.id
  useEffect(() => {
    // Keys act on the selected item: here it is one that is seen, and at first the one that is next.
    const seen = rows.some((row) => row.kind === 'item' && row.item.id === selected)
    if (!seen && nextId !== undefined) ui.select(nextId)
  }, [rows, selected, nextId, ui])
  return (
    <section className="panel war-room-phase" aria-label={t('war-room.phase')}>
      {rows.length === 0 ? (
        <p className="empty">{t('war-room.all-done')}</p>
      ) : (
        <ItemList rows={rows} list={list} />
      )}
      <NextBar />
    </section>
  )
}

function HealthPane() {
  const t = useText()
  const { ui, monitors } = useSession()
  const { loaded, failure } = useStore(monitors)
  const groups = useMonitorGroups(worstFirst)
  return (
    <section className="panel war-room-health" aria-label={t('screen.health')}>
      <header>
        <h2>{t('screen.health')}</h2>
        <span className="note line">
          <MonitorCounts />
          <button type="button" className="quiet" onClick={() => ui.go('health')}>
            {t('war-room.all-monitors')}
          </button>
        </span>
      </header>
      {failure ? (
        <FailureNote failure={failure} />
      ) : !loaded ? (
        <Waiting />
      ) : (
        <TileGrid groups={groups} compact />
      )}
    </section>
  )
}

const worstFirst = { ...noMonitorFilter, worstFirst: true }
