import { message } from '../../shared/messages/message.ts'
import type { BackupStatus } from '../../shared/model/readiness.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import { restoreOf } from './plan-actions.ts'

/**
 * What came last of a backup that was put back into a database of its own. What was begun and has no
 * end was cut short with Warroom, unless it is `underWay`: its database may still be there.
 */
export function lastRestored(
  events: readonly RunEvent[],
  backupId: string,
  underWay?: string,
): BackupStatus['last'] {
  let last: BackupStatus['last']
  for (const { body, at } of events) {
    if (body.type === 'readiness.restoring') {
      const { scratch, target } = body
      if (body.backupId !== backupId || scratch === underWay) continue
      const reason = message('readiness.restore.cut')
      last = { at, outcome: 'unknown', reason, left: { state: 'unknown', scratch, target } }
    } else if (body.type === 'readiness.restored' && body.backupId === backupId) {
      const { outcome, reason, left, scratch, target } = body
      last = {
        at,
        outcome,
        reason,
        ...(left === 'dropped' ? {} : { left: { state: left, scratch, target } }),
      }
    }
  }
  return last
}

/** When a backup of that name was last put back well, in any run, and whether it since could not be. */
export function lastRestore(
  histories: Iterable<readonly RunEvent[]>,
  file: string,
): { at?: string; failedAt?: string } {
  let [at, failedAt] = ['', '']
  for (const events of histories) {
    for (const { body, at: when } of events) {
      if (body.type !== 'readiness.restored' || body.file !== file) continue
      if (body.outcome === 'restored' && when > at) at = when
      if (body.outcome === 'failed' && when > failedAt) failedAt = when
    }
    for (const when of restoredBySteps(events, file)) if (when > at) at = when
  }
  return { ...(at === '' ? {} : { at }), ...(failedAt > at ? { failedAt } : {}) }
}

/** When steps of plans put it back, and that was well. */
function* restoredBySteps(events: readonly RunEvent[], file: string): Generator<string> {
  const restoring = new Map<string, Set<string>>()
  /** By rollback and step. */
  const restored = new Map<string, { at: string; isDone: boolean; isWell: boolean }>()
  for (const { body, at } of events) {
    if (body.type === 'rollback.started') {
      const steps = body.plan.steps.filter((step) => restoreOf(step)?.file === file)
      if (body.mode !== 'shown') restoring.set(body.rollbackId, new Set(steps.map(({ id }) => id)))
      continue
    }
    if (body.type !== 'rollback.acted' && body.type !== 'rollback.verified') continue
    const { rollbackId, stepId = '' } = body
    if (!restoring.get(rollbackId)?.has(stepId)) continue
    const key = JSON.stringify([rollbackId, stepId])
    if (body.type === 'rollback.acted') {
      const isDone = body.outcome === 'done'
      restored.set(key, { at, isDone, isWell: isDone })
    } else {
      // What was put back and then did not hold was not put back well.
      const own = restored.get(key)
      if (own) own.isWell = own.isDone && body.verdict === 'passed'
    }
  }
  for (const { at, isWell } of restored.values()) if (isWell) yield at
}
