import { Workflow } from 'lucide-react'
import { useStore } from 'zustand'

import type { Item } from '../../shared/model/runbook.ts'
import type { Scenario } from '../../shared/model/scenario.ts'
import { useOutline, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { ScenarioMark } from './scenario-marks.tsx'

/** The scenarios whose results are an item's evidence, as its detail shows them. */
export function ItemScenarios({ item }: { item: Item }) {
  const scenarios = useOutline()?.runbook.scenarios ?? []
  return scenarios
    .filter(({ itemId }) => itemId === item.id)
    .map((scenario) => <ItemScenario key={scenario.id} scenario={scenario} />)
}

function ItemScenario({ scenario }: { scenario: Scenario }) {
  const t = useText()
  const say = useSay()
  const { ui, scenarios } = useSession()
  const status = useStore(scenarios, (mirror) => mirror.entries.get(scenario.id))
  return (
    <article className="panel check" aria-label={scenario.title}>
      <header>
        <h2 className="cut">{scenario.title}</h2>
        <span className="tag">{t('scenarios.scenario')}</span>
        <span className="note">{status && <ScenarioMark state={status.state} />}</span>
      </header>
      <div className="body line wrap">
        <span className="grow">{status?.reason && say(status.reason)}</span>
        <button type="button" onClick={() => ui.openScenario(scenario.id)}>
          <Workflow size={14} aria-hidden="true" />
          {t('scenarios.open-scenario')}
        </button>
      </div>
    </article>
  )
}
