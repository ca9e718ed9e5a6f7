import { useRef } from 'react'
import { useStore } from 'zustand'

import { BudgetsPanel } from '../budgets/budgets-panel.tsx'
import { Announcer } from '../checklist/announcer.tsx'
import { noMonitorFilter } from '../logic/monitors.ts'
import { RunScreen } from '../parts/run-screen.tsx'
import { useMonitor, useMonitors, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { HealthToolbar } from './health-toolbar.tsx'
import { MonitorDetail } from './monitor-detail.tsx'
import { NoMonitors } from './no-monitors.tsx'
import { TileGrid } from './tile-grid.tsx'
import { useMonitorGroups } from './use-monitor-groups.ts'

export function HealthScreen() {
  const { loaded, failure } = useStore(useSession().monitors)
  const count = useMonitors((mirror) => mirror.entries.size)
  return (
    <RunScreen help="health.no-run-help" failure={failure} loaded={loaded}>
      {() => (count === 0 ? <NoMonitors /> : <Health />)}
    </RunScreen>
  )
}

function Health() {
  const t = useText()
  const { ui } = useSession()
  const filter = useUi((state) => state.monitorFilter)
  const groups = useMonitorGroups(filter)
  const selected = useUi((state) => state.selectedCheckId)
  const open = useUi((state) => state.monitorOpen)
  const search = useRef<HTMLInputElement>(null)
  const known = useMonitor(selected ?? '') !== undefined
  const showsDetail = open && selected !== undefined && known
  return (
    <div className="health">
      {!showsDetail && <h1 className="sr">{t('screen.health')}</h1>}
      <HealthToolbar search={search} groups={groups} />
      {!showsDetail && <BudgetsPanel />}
      <div className={`health-panes${showsDetail ? ' with-detail' : ''}`}>
        {groups.length === 0 ? (
          <div className="empty">
            <b>{t('health.nothing')}</b>
            <button type="button" onClick={() => ui.setMonitorFilter(noMonitorFilter)}>
              {t('filter.clear')}
            </button>
          </div>
        ) : (
          <TileGrid groups={groups} ownsScreen onSearch={() => search.current?.select()} />
        )}
        {showsDetail && <MonitorDetail key={selected} checkId={selected} />}
      </div>
      <Announcer />
    </div>
  )
}
