/** From the worst: users cannot work; much is broken; something is, and there is a way around. */
export const severities = ['critical', 'major', 'minor'] as const
export type Severity = (typeof severities)[number]

/** What made somebody, or a rollback, open it. */
export type IncidentCause =
  | { kind: 'hand' }
  | { kind: 'rollback'; rollbackId: string; title: string }
  | { kind: 'gate'; gateId: string; title: string }

/** Whom to call, and how long after the incident was opened. */
export interface EscalationLevel {
  /** Unique in its incident: `L1`, else its place among the contacts. */
  level: string
  name: string
  role?: string
  reach?: string
  /** Absent where the runbook does not say: a person decides when. */
  afterMinutes?: number
}

export interface EscalationStatus extends EscalationLevel {
  /** When it is to be called if nothing is solved by then. */
  dueAt?: string
  reached?: { by: string; at: string; note?: string }
}

export const entryKinds = ['note', 'decision', 'hypothesis'] as const
export type EntryKind = (typeof entryKinds)[number]

export interface IncidentEntry {
  id: string
  kind: EntryKind
  text: string
  by: string
  at: string
  /** Of a hypothesis: what showed that it is not so. */
  ruledOut?: { because: string; by: string; at: string }
}

/** Something to be done so that it does not come back. */
export interface IncidentAction {
  id: string
  text: string
  owner: string
  /** `2026-12-01`. */
  due?: string
  doneAt?: string
}

export interface IncidentStatus {
  id: string
  title: string
  severity: Severity
  cause: IncidentCause
  openedAt: string
  openedBy: string
  commander?: string
  scribe?: string
  /** In the order in which they are called. */
  escalation: EscalationStatus[]
  /** Oldest first. */
  entries: IncidentEntry[]
  actions: IncidentAction[]
  resolved?: { at: string; by: string; text: string }
}

/** A text that is ready to be copied. */
export interface IncidentText {
  id: 'team' | 'escalation' | 'status-open' | 'status-update' | 'status-resolved'
  title: string
  text: string
}

/** Something of a go-live that is still to be done after it. */
export type LeftOver = { runId: string; run: string } & (
  | { kind: 'item'; itemId: string; title: string; dueAt: string }
  | {
      kind: 'action'
      incidentId: string
      actionId: string
      title: string
      owner: string
      due?: string
    }
  | { kind: 'lesson'; lessonId: string; title: string; owner: string; due?: string }
)
