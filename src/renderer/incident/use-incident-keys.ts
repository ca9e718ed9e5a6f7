import { useEffect } from 'react'

import type { IncidentStatus } from '../../shared/model/incident.ts'
import { isTyping } from '../logic/keys.ts'
import { useSession } from '../state/session.ts'
import type { IncidentDialog } from './incident-dialog.ts'
import { incidentCommand } from './incident-keys.ts'
import { useIncidentBlocked, useOpenIncident } from './use-incident.ts'

/** Keys of the screen, wherever the focus is but in a field or a dialog. */
export function useIncidentKeys(shown: IncidentStatus | undefined): void {
  const { ui } = useSession()
  const blocked = useIncidentBlocked()
  const open = useOpenIncident()
  useEffect(() => {
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
    const onKeyDown = (event: KeyboardEvent) => {
      const { dialog, paletteOpen } = ui.getState()
      if (event.defaultPrevented || dialog !== undefined || paletteOpen) return
      if (isTyping(event.target)) return
      if (event.target instanceof Element && event.target.closest('[role="menu"], .popover')) return
      const about = asked(event)
      if (about === undefined) return
      event.preventDefault()
      ui.open(about === 'keys' ? { kind: 'keys' } : { kind: 'incident', about })
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
}
