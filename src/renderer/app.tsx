import { useEffect } from 'react'

import { ChecklistScreen } from './checklist/checklist-screen.tsx'
import { DecisionScreen } from './decision/decision-screen.tsx'
import { openDebriefs } from './drill/open-debrief.ts'
import { CrashGuard } from './frame/crash-guard.tsx'
import { Dialogs } from './frame/dialogs.tsx'
import { Frame } from './frame/frame.tsx'
import { useDocumentLook } from './frame/use-document-look.ts'
import { HealthScreen } from './health/health-screen.tsx'
import { HomeScreen } from './home/home-screen.tsx'
import { IncidentScreen } from './incident/incident-screen.tsx'
import { LogsScreen } from './logs/logs-screen.tsx'
import { Palette } from './palette/palette.tsx'
import { Toasts } from './parts/toasts.tsx'
import { isDialogOpen, onDialogsChange } from './parts/use-screen-keys.ts'
import { ProfilesScreen } from './profiles/profiles-screen.tsx'
import { QueuesScreen } from './queues/queues-screen.tsx'
import { RollbackScreen } from './rollback/rollback-screen.tsx'
import { useOpenRollback, useRollbackKey } from './rollback/use-open-rollback.ts'
import { ScenariosScreen } from './scenarios/scenarios-screen.tsx'
import { SettingsScreen } from './settings/settings-screen.tsx'
import { useUi } from './state/hooks.ts'
import { useSession } from './state/session.ts'
import { railKey, railScreens } from './state/ui.ts'
import type { Screen } from './state/ui.ts'
import { TimelineScreen } from './timeline/timeline-screen.tsx'
import { WarRoomScreen } from './war-room/war-room-screen.tsx'

const screenOf: Record<Screen, () => React.ReactNode> = {
  home: HomeScreen,
  'war-room': WarRoomScreen,
  checklist: ChecklistScreen,
  health: HealthScreen,
  queues: QueuesScreen,
  logs: LogsScreen,
  scenarios: ScenariosScreen,
  decision: DecisionScreen,
  rollback: RollbackScreen,
  incident: IncidentScreen,
  timeline: TimelineScreen,
  profiles: ProfilesScreen,
  settings: SettingsScreen,
}

export function App() {
  const name = useUi((state) => state.screen)
  const Screen = screenOf[name]
  useDocumentLook()
  useGlobalKeys()
  useRollbackKey()
  useOpenRollback()
  const session = useSession()
  useEffect(
    () => openDebriefs(session, { isOpen: isDialogOpen, onChange: onDialogsChange }),
    [session],
  )
  return (
    <>
      <Frame>
        <CrashGuard key={name}>
          <Screen />
        </CrashGuard>
      </Frame>
      <Dialogs />
      <Palette />
      <Toasts />
    </>
  )
}

function useGlobalKeys(): void {
  const { ui } = useSession()
  useEffect(() => {
    const isAsking = () => ui.getState().dialog !== undefined || isDialogOpen()
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        const { paletteOpen } = ui.getState()
        // What a dialog asks is answered before anything else begins.
        if (!event.repeat && (paletteOpen || !isAsking()))
          ui.setState({ paletteOpen: !paletteOpen })
        return
      }
      const { runId } = ui.getState()
      const rail = railScreens(runId !== undefined)
      const pressed = rail.find((_, index) => railKey(index) === event.key)
      const screen = event.altKey ? pressed : undefined
      if (screen !== undefined && !isAsking()) {
        event.preventDefault()
        ui.go(screen)
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [ui])
}
