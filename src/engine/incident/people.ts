import type { IncidentStatus } from '../../shared/model/incident.ts'
import { lessonsOf } from '../lesson/lesson-book.ts'
import type { Projection } from '../run/projection.ts'
import { nameOf } from './incident-book.ts'

/** Names as they are, or never a name where a role will do. */
export type Anonymised = 'names' | 'roles'

/** How texts name people. In `roles` a name that has none becomes `somebody`. */
export function peopleAs(
  people: Anonymised,
  run: Projection,
  incident: IncidentStatus,
  somebody: string,
): (text: string) => string {
  if (people === 'names') return (text) => text
  const roles = new Map<string, string>()
  for (const { actor } of run.events)
    if (actor.kind === 'person') roles.set(nameOf(actor), somebody)
  for (const name of [incident.commander, incident.scribe, incident.openedBy])
    if (name !== undefined && name !== 'Warroom') roles.set(name, somebody)
  for (const { owner } of incident.actions) if (!roles.has(owner)) roles.set(owner, somebody)
  for (const { owner } of lessonsOf(run))
    if (owner !== undefined && !roles.has(owner)) roles.set(owner, somebody)
  for (const { name, level, role } of incident.escalation) roles.set(name, role ?? level)
  for (const { name, role } of run.head().people) roles.set(name, role || somebody)
  // A role named as such, L1 or “DevOps on-call”, stays what it is.
  const byLength = [...roles]
    .filter(([name]) => name !== '')
    .toSorted(([one], [other]) => other.length - one.length)
  if (byLength.length === 0) return (text) => text
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${byLength.map(([name]) => literal(name)).join('|')})(?![\\p{L}\\p{N}])`,
    'giu',
  )
  const lower = new Map(byLength.map(([name, role]) => [name.toLowerCase(), role]))
  return (text) => text.replaceAll(pattern, (name) => lower.get(name.toLowerCase()) ?? somebody)
}

const literal = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
