import type { EntryKind, EscalationLevel, IncidentCause, Severity } from './incident.ts'

/** What happens to an incident, in a run's history. Who did it is the event's actor. */
export type IncidentEventBody =
  | {
      type: 'incident.opened'
      incidentId: string
      title: string
      severity: Severity
      cause: IncidentCause
      /** Of the runbook as it stood then. */
      escalation: EscalationLevel[]
    }
  /** Only what changed. */
  | {
      type: 'incident.changed'
      incidentId: string
      title?: string
      severity?: Severity
      commander?: string
      scribe?: string
    }
  | { type: 'incident.reached'; incidentId: string; level: string; name: string; note?: string }
  | { type: 'incident.said'; incidentId: string; entryId: string; kind: EntryKind; text: string }
  | {
      type: 'incident.ruled-out'
      incidentId: string
      entryId: string
      hypothesis: string
      because: string
    }
  | {
      type: 'incident.action'
      incidentId: string
      actionId: string
      text: string
      owner: string
      due?: string
    }
  | { type: 'incident.action-done'; incidentId: string; actionId: string; text: string }
  | { type: 'incident.resolved'; incidentId: string; text: string }
  | { type: 'incident.reopened'; incidentId: string; text: string }
