import type { IncidentStatus } from '../../shared/model/incident.ts'
import type { RunEvent } from '../../shared/model/run.ts'

/** So much of what happened before it was opened belongs to its story. */
const leadMs = 15 * 60_000

/** What happened around an incident, newest first: of the time that it was open, and of itself after that. */
export function storyOf(
  events: readonly RunEvent[],
  { id, openedAt, resolved }: Pick<IncidentStatus, 'id' | 'openedAt' | 'resolved'>,
): RunEvent[] {
  const fromMs = Date.parse(openedAt) - leadMs
  const toMs = resolved ? Date.parse(resolved.at) : Number.POSITIVE_INFINITY
  const story = events.filter(({ at, body }) => {
    if ('incidentId' in body) return body.incidentId === id
    const atMs = Date.parse(at)
    return atMs >= fromMs && atMs <= toMs
  })
  return story.reverse()
}

/** The one that is open, else the one that was opened last. */
export function incidentToShow(incidents: Iterable<IncidentStatus>): IncidentStatus | undefined {
  const all = [...incidents]
  return openOne(all) ?? all[all.length - 1]
}

export function openOne(incidents: Iterable<IncidentStatus>): IncidentStatus | undefined {
  for (const incident of incidents) if (!incident.resolved) return incident
  return undefined
}
