import type { IncidentStatus } from '../../shared/model/incident.ts'
import { useScreenKeys } from '../parts/use-screen-keys.ts'
import { useSession } from '../state/session.ts'
import type { IncidentDialog } from './incident-dialog.ts'
import { incidentCommand } from './incident-keys.ts'
import { useIncidentBlocked, useOpenIncident } from './use-incident.ts'

/** Keys of the screen, wherever the focus is but in a field or a dialog. */
export function useIncidentKeys(shown: IncidentStatus | undefined): void {
  const { ui } = useSession()
  const blocked = useIncidentBlocked()
  const open = useOpenIncident()
  const asked = (event: KeyboardEvent): IncidentDialog | 'keys' | undefined => {
    const command = incidentCommand(event)
    if (command?.do === 'keys') return 'keys'
    if (command === undefined || blocked) return undefined
    if (command.do === 'open') return open ? undefined : { ask: 'open' }
    if (!shown) return undefined
    const incidentId = shown.id
    if (command.do === 'action') return { ask: 'action', incidentId }
    if (shown.resolved) return undefined
    return command.do === 'say'
      ? { ask: 'say', incidentId, kind: command.kind }
      : { ask: 'resolve', incidentId }
  }
  useScreenKeys((event) => {
    const about = asked(event)
    if (about === undefined) return undefined
    return {
      perform: () => ui.open(about === 'keys' ? { kind: 'keys' } : { kind: 'incident', about }),
    }
  })
}
