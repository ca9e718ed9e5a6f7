import type { RunEvent, RunEventBody } from '../../shared/model/run.ts'

/** Events that a person made and may take back; what a machine measured stays measured. */
const undoable: readonly RunEventBody['type'][] = [
  'item.set',
  'item.waived',
  'item.noted',
  'phase.signed',
  'run.noted',
  'run.t0',
]

/** Which events no longer count: undone, unless the undoing was itself undone. */
export function undoneSeqs(events: readonly RunEvent[]): Set<number> {
  const undone = new Set<number>()
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index]
    if (event?.body.type === 'event.undone' && !undone.has(event.seq)) undone.add(event.body.seq)
  }
  return undone
}

export const canUndo = (event: RunEvent, undone: ReadonlySet<number>): boolean =>
  undoable.includes(event.body.type) && !undone.has(event.seq)

/** What `u` takes back: the newest act that still counts and can be taken back. */
export function lastUndoable(events: readonly RunEvent[]): RunEvent | undefined {
  const undone = undoneSeqs(events)
  return events.findLast((event) => canUndo(event, undone))
}

/** The item an event is about, if it is about one. */
export function itemOfEvent(event: RunEvent): string | undefined {
  return 'itemId' in event.body ? event.body.itemId : undefined
}
