import { Siren } from 'lucide-react'
import { useStore } from 'zustand'

import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { useIncidentBlocked, useOpenIncident } from './use-incident.ts'

/** Where a gate broke: the way to an incident with its title, unless one is open. */
export function OfferIncident({ gateId, onOffered }: { gateId: string; onOffered?: () => void }) {
  const t = useText()
  const { ui, gates } = useSession()
  const title = useStore(gates, ({ entries }) => entries.get(gateId)?.gate.title)
  const already = useOpenIncident()
  const blocked = useIncidentBlocked()
  if (already || blocked || title === undefined) return null
  return (
    <button
      type="button"
      className="danger"
      onClick={() => {
        onOffered?.()
        ui.open({ kind: 'incident', about: { ask: 'open', gate: { id: gateId, title } } })
      }}
    >
      <Siren size={14} aria-hidden="true" />
      {t('incident.open-do')}
    </button>
  )
}
