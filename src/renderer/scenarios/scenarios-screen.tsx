import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'

import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { RunStateBanner } from '../checklist/run-state-banner.tsx'
import { RunScreen } from '../parts/run-screen.tsx'
import { useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { NoScenarios } from './no-scenarios.tsx'
import { ScenarioAnnouncer } from './scenario-announcer.tsx'
import { ScenarioDetail } from './scenario-detail.tsx'
import { ScenarioList } from './scenario-list.tsx'
import { inListOrder } from './sequence.ts'

export function ScenariosScreen() {
  const { entries, loaded, failure } = useStore(useSession().scenarios)
  return (
    <RunScreen help="scenarios.no-run-help" failure={failure} loaded={loaded}>
      {() => (entries.size === 0 ? <NoScenarios /> : <Scenarios entries={entries} />)}
    </RunScreen>
  )
}

/** The run's scenarios, and the chosen one in full. */
function Scenarios({ entries }: { entries: ReadonlyMap<string, ScenarioStatus> }) {
  const t = useText()
  const { ui } = useSession()
  const statuses = useMemo(() => inListOrder(entries.values()), [entries])
  const chosen = useUi((state) => state.selectedScenarioId)
  const shown = (chosen === undefined ? undefined : entries.get(chosen)) ?? statuses[0]
  const shownId = shown?.scenarioId
  useEffect(() => {
    // What is looked at stays, also when another one begins and goes to the top of the list.
    if (shownId !== chosen) ui.selectScenario(shownId)
  }, [shownId, chosen, ui])
  const running = statuses.find(({ state }) => state === 'running')
  return (
    <div className="scenarios">
      <h1 className="sr">{t('screen.scenarios')}</h1>
      <RunStateBanner />
      <div className="scenario-panes">
        <ScenarioList statuses={statuses} shownId={shownId} />
        {shown && (
          <ScenarioDetail
            key={shown.scenarioId}
            status={shown}
            statuses={statuses}
            {...(running ? { running } : {})}
          />
        )}
      </div>
      <ScenarioAnnouncer entries={entries} />
    </div>
  )
}
