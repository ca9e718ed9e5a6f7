import { Command, useCommandState } from 'cmdk'

import { useOutline, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** The run's scenarios in the command palette, from the first typed letter on. */
export function PaletteScenarios({ then }: { then: (act: () => void) => () => void }) {
  const t = useText()
  const { ui } = useSession()
  const scenarios = useOutline()?.runbook.scenarios ?? []
  const isTyping = useCommandState((state) => state.search !== '')
  if (scenarios.length === 0 || !isTyping) return null
  return (
    <Command.Group heading={t('scenarios.palette')}>
      {scenarios.map((scenario) => (
        <Command.Item
          key={scenario.id}
          value={`scenario ${scenario.id}`}
          keywords={[t('scenarios.scenario'), scenario.title]}
          onSelect={then(() => ui.openScenario(scenario.id))}
        >
          <span className="cut">{scenario.title}</span>
          <span className="dim">{t('scenarios.scenario')}</span>
        </Command.Item>
      ))}
    </Command.Group>
  )
}
