import type { IncidentStatus } from '../../shared/model/incident.ts'
import type { Actor, RunEvent } from '../../shared/model/run.ts'

/** The incidents of a run as its history says they stand, oldest first. */
export function incidentsOf(events: readonly RunEvent[]): IncidentStatus[] {
  const incidents = new Map<string, IncidentStatus>()
  for (const event of events) applyToIncidents(incidents, event)
  return [...incidents.values()]
}

function applyToIncidents(incidents: Map<string, IncidentStatus>, event: RunEvent): void {
  const { body, at } = event
  if (!('incidentId' in body)) return
  const by = nameOf(event.actor)
  if (body.type === 'incident.opened') {
    const { incidentId: id, title, severity, cause } = body
    const dueAt = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString()
    const escalation = body.escalation.map((level) => ({
      ...level,
      ...(level.afterMinutes === undefined ? {} : { dueAt: dueAt(level.afterMinutes) }),
    }))
    incidents.set(id, {
      id,
      title,
      severity,
      cause,
      openedAt: at,
      openedBy: by,
      escalation,
      entries: [],
      actions: [],
    })
    return
  }
  const incident = incidents.get(body.incidentId)
  if (!incident) return
  switch (body.type) {
    case 'incident.changed': {
      const { type: _type, incidentId: _id, ...changes } = body
      Object.assign(incident, changes)
      break
    }
    case 'incident.reached': {
      const level = incident.escalation.find((one) => one.level === body.level)
      if (level) level.reached = { by, at, ...(body.note === undefined ? {} : { note: body.note }) }
      break
    }
    case 'incident.said':
      incident.entries.push({ id: body.entryId, kind: body.kind, text: body.text, by, at })
      break
    case 'incident.ruled-out': {
      const entry = incident.entries.find(({ id }) => id === body.entryId)
      if (entry) entry.ruledOut = { because: body.because, by, at }
      break
    }
    case 'incident.action': {
      const { actionId: id, text, owner, due } = body
      incident.actions.push({ id, text, owner, ...(due === undefined ? {} : { due }) })
      break
    }
    case 'incident.action-done': {
      const action = incident.actions.find(({ id }) => id === body.actionId)
      if (action) action.doneAt = at
      break
    }
    case 'incident.resolved':
      incident.resolved = { at, by, text: body.text }
      break
    case 'incident.reopened':
      delete incident.resolved
      break
  }
}

export const nameOf = (actor: Actor): string => (actor.kind === 'person' ? actor.name : 'Warroom')
