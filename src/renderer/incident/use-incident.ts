import { useStore } from 'zustand'

import type { IncidentStatus, Severity } from '../../shared/model/incident.ts'
import type { Tone } from '../logic/tone.ts'
import { useEngineStatus, useLive, useRun } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { openOne } from './incident-story.ts'

/** Its words are the engine's: `incident.severity.…`. */
export const toneOfSeverity: Record<Severity, Tone> = {
  critical: 'nogo',
  major: 'pending',
  minor: 'idle',
}

/** The incident of the open run that is not resolved. */
export const useOpenIncident = (): IncidentStatus | undefined =>
  useStore(useSession().incidents, ({ entries }) => openOne(entries.values()))

/** By what acts on an incident are prevented. A closed run prevents none: its story goes on. */
export function useIncidentBlocked(): 'imported' | 'read-only' | 'engine' | undefined {
  const imported = useRun((state) => state.head?.imported ?? false)
  const readOnly = useEngineStatus()?.readOnly ?? false
  const live = useLive()
  if (imported) return 'imported'
  if (!live) return 'engine'
  return readOnly ? 'read-only' : undefined
}
