import { useStore } from 'zustand'

import type { IncidentStatus, Severity } from '../../shared/model/incident.ts'
import type { Tone } from '../logic/tone.ts'
import { useEngineStatus, useEvents, useLive, useRun } from '../state/hooks.ts'
import { useNow } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { openOne } from './incident-story.ts'

/** Its words are the engine's: `incident.severity.…`. */
export const toneOfSeverity: Record<Severity, Tone> = {
  critical: 'nogo',
  major: 'pending',
  minor: 'idle',
}

/** The incident of the open run that is not resolved. One of an imported run is not ours to solve. */
export function useOpenIncident(): IncidentStatus | undefined {
  const imported = useRun((state) => state.head?.imported ?? false)
  const incident = useStore(useSession().incidents, ({ entries }) => openOne(entries.values()))
  return imported ? undefined : incident
}

/** Up to when an incident is known: now, and in an imported run its last event. */
export function useIncidentNow(): { nowMs: number; imported: boolean } {
  const nowMs = useNow()
  const events = useEvents()
  const imported = useRun((state) => state.head?.imported ?? false)
  const last = events[events.length - 1]
  return { nowMs: imported && last ? Date.parse(last.at) : nowMs, imported }
}

/** By what acts on an incident are prevented. A closed run prevents none: its story goes on. */
export function useIncidentBlocked(): 'imported' | 'read-only' | 'engine' | undefined {
  const imported = useRun((state) => state.head?.imported ?? false)
  const readOnly = useEngineStatus()?.readOnly ?? false
  const live = useLive()
  if (imported) return 'imported'
  if (!live) return 'engine'
  return readOnly ? 'read-only' : undefined
}
