import type { RunEvent, RunEventType } from '../../shared/model/run.ts'

/** A person's acts can be taken back; what happened, and what a machine saw, cannot. */
export const undoable: Record<RunEventType, boolean> = {
  'run.created': false,
  'run.t0': true,
  'run.closed': false,
  'run.reopened': false,
  'run.taken-over': false,
  'run.noted': true,
  'item.set': true,
  'item.waived': true,
  'item.noted': true,
  'check.started': false,
  'check.finished': false,
  'check.orphaned': false,
  'scenario.acting': false,
  'scenario.left': false,
  'scenario.step': false,
  'rollback.started': false,
  'rollback.acting': false,
  'rollback.acted': false,
  'rollback.verified': false,
  'rollback.moved': false,
  'rollback.handed-over': false,
  'rollback.orphaned': false,
  'rollback.ended': false,
  'incident.opened': false,
  'incident.changed': false,
  'incident.reached': false,
  'incident.said': false,
  'incident.ruled-out': false,
  'incident.action': false,
  'incident.action-done': false,
  'incident.resolved': false,
  'incident.reopened': false,
  'drill.started': false,
  'drill.ended': false,
  'lesson.learned': true,
  'lesson.done': true,
  'readiness.checked': false,
  'readiness.restoring': false,
  'readiness.restored': false,
  'monitor.changed': false,
  'monitor.paused': false,
  'monitor.resumed': false,
  'monitor.maintenance': false,
  'alert.changed': false,
  'gate.changed': false,
  'budget.burning': false,
  'gate.decided': false,
  'notice.acknowledged': false,
  'queue.alarm': false,
  'log.alert': false,
  'log.scanned': false,
  'tail.added': false,
  'tail.removed': false,
  'phase.signed': true,
  'event.undone': true,
  'runbook.adopted': false,
  'profile.adopted': false,
  'engine.note': false,
}

/**
 * The events that are as if they had never been. An undo names an earlier event, and an undo that
 * is itself undone undoes nothing: so, from the last to the first, each undo is known to hold or
 * not before it is applied.
 */
export function undoneEvents(events: readonly RunEvent[]): ReadonlySet<number> {
  const undone = new Set<number>()
  for (const { seq, body } of events.toReversed())
    if (body.type === 'event.undone' && body.seq < seq && !undone.has(seq)) undone.add(body.seq)
  return undone
}
