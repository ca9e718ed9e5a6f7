import type { EntryKind } from '../../shared/model/incident.ts'

/** What somebody is asked about an incident. */
export type IncidentDialog =
  /** With the gate that broke, if that is why. */
  | { ask: 'open'; gate?: { id: string; title: string } }
  | { ask: 'change'; incidentId: string }
  | { ask: 'reach'; incidentId: string; level: string; name: string }
  | { ask: 'say'; incidentId: string; kind: EntryKind }
  | { ask: 'rule-out'; incidentId: string; entryId: string; hypothesis: string }
  | { ask: 'action'; incidentId: string }
  | { ask: 'resolve'; incidentId: string }
  | { ask: 'reopen'; incidentId: string }
