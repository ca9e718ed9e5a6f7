import {
  Crosshair,
  HeartPulse,
  House,
  Layers,
  ListChecks,
  Logs,
  Scale,
  ScrollText,
  Server,
  Siren,
  SlidersHorizontal,
  Undo2,
  Workflow,
} from 'lucide-react'

import { useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { railKey, railScreens } from '../state/ui.ts'
import type { Screen } from '../state/ui.ts'

const icons: Record<Screen, typeof House> = {
  home: House,
  'war-room': Crosshair,
  checklist: ListChecks,
  health: HeartPulse,
  queues: Layers,
  logs: Logs,
  scenarios: Workflow,
  decision: Scale,
  rollback: Undo2,
  incident: Siren,
  timeline: ScrollText,
  profiles: Server,
  settings: SlidersHorizontal,
}

export function Rail() {
  const t = useText()
  const { ui } = useSession()
  const current = useUi((state) => state.screen)
  const runOpen = useUi((state) => state.runId !== undefined)
  return (
    <nav className="rail" aria-label={t('frame.screens')}>
      {railScreens(runOpen).map((screen, index) => {
        const Icon = icons[screen]
        return (
          <button
            key={screen}
            type="button"
            aria-current={screen === current ? 'page' : undefined}
            title={[t(`screen.${screen}`), keyOf(index)].filter(Boolean).join(' · ')}
            onClick={() => {
              if (screen === 'home') ui.inspect(undefined)
              ui.go(screen)
            }}
          >
            <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
            <span>{t(`screen.${screen}`)}</span>
          </button>
        )
      })}
    </nav>
  )
}

function keyOf(index: number): string | undefined {
  const key = railKey(index)
  return key && `Alt+${key}`
}
