import { Command, useCommandState } from 'cmdk'

import { useMonitors, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** Monitors of the run, offered from the first typed letter on: there may be a thousand. */
export function PaletteMonitors({ then }: { then: (act: () => void) => () => void }) {
  const typing = useCommandState((state) => state.search !== '')
  return typing ? <Monitors then={then} /> : null
}

function Monitors({ then }: { then: (act: () => void) => () => void }) {
  const t = useText()
  const { ui } = useSession()
  const entries = useMonitors((mirror) => mirror.entries)
  if (entries.size === 0) return null
  return (
    <Command.Group heading={t('health.monitors')}>
      {[...entries.values()].map(({ checkId, title, state }) => (
        <Command.Item
          key={checkId}
          value={`monitor ${checkId}`}
          keywords={[title, t(`monitor.${state}`)]}
          onSelect={then(() => ui.openMonitor(checkId))}
        >
          <span className="cut">{title}</span>
          <span className="dim">{t(`monitor.${state}`)}</span>
        </Command.Item>
      ))}
    </Command.Group>
  )
}
