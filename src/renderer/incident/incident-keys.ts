import type { EntryKind } from '../../shared/model/incident.ts'
import type { KeyPress } from '../logic/keys.ts'

/** What a key asks for on the Incident screen. */
export type IncidentCommand =
  | { do: 'say'; kind: EntryKind }
  | { do: 'open' | 'action' | 'resolve' | 'keys' }

const commands: Record<string, IncidentCommand> = {
  n: { do: 'say', kind: 'note' },
  d: { do: 'say', kind: 'decision' },
  h: { do: 'say', kind: 'hypothesis' },
  a: { do: 'action' },
  o: { do: 'open' },
  r: { do: 'resolve' },
  '?': { do: 'keys' },
}

/** The command of a key press; with Ctrl, Alt or Command it is the system's. */
export function incidentCommand(press: KeyPress): IncidentCommand | undefined {
  if (press.altKey || press.ctrlKey || press.metaKey) return undefined
  if (press.shiftKey && press.key !== '?') return undefined
  return commands[press.key.toLowerCase()]
}
