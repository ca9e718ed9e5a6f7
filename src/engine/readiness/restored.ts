import { message } from '../../shared/messages/message.ts'
import type { BackupStatus, LeftScratch } from '../../shared/model/readiness.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import { isSamePlace, placeOfCommand, profileOf, type BackupPlace } from './backup-place.ts'
import { restoreOf } from './plan-actions.ts'

/**
 * What came last of a backup that was put back into a database of its own. What was begun and has no
 * end was cut short with Warroom, unless it is `underWay`.
 */
export function lastRestored(
  events: readonly RunEvent[],
  backupId: string,
  underWay?: string,
): BackupStatus['last'] {
  let last: BackupStatus['last']
  for (const { body, at } of events) {
    if (body.type === 'readiness.restoring') {
      if (body.backupId !== backupId || body.scratch === underWay) continue
      last = { at, outcome: 'unknown', reason: message('readiness.restore.cut') }
    } else if (body.type === 'readiness.restored' && body.backupId === backupId) {
      last = { at, outcome: body.outcome, reason: body.reason }
    }
  }
  return last
}

/** Every database of a run's that is not known to be gone, whatever became of its backup since. */
export function leftScratches(events: readonly RunEvent[], underWay?: string): LeftScratch[] {
  const left = new Map<string, LeftScratch>()
  for (const { body, at } of events) {
    if (body.type !== 'readiness.restoring' && body.type !== 'readiness.restored') continue
    const { scratch, target } = body
    const state = body.type === 'readiness.restored' ? body.left : 'unknown'
    if (state === 'dropped' || scratch === underWay) left.delete(scratch)
    else left.set(scratch, { scratch, target, state, at })
  }
  return [...left.values()]
}

/** A backup as a run has it, and whether a plan puts it over a database that is full. */
export interface WantedBackup extends BackupPlace {
  profile: string
  isOver: boolean
}

/** When that very backup was last put back well, in any run, and whether it since could not be. */
export function lastRestore(
  histories: Iterable<readonly RunEvent[]>,
  wanted: WantedBackup,
): { at?: string; failedAt?: string } {
  let [at, failedAt] = ['', '']
  for (const events of histories) {
    if (profileOf(events) !== wanted.profile) continue
    for (const { body, at: when } of events) {
      if (body.type !== 'readiness.restored') continue
      const { target, path, database, outcome } = body
      // Those of before these were written say of which backup they were by its name only.
      if (path === undefined || database === undefined) continue
      if (!isSamePlace({ target, path, database }, wanted)) continue
      const isEnough = body.isOver === true || !wanted.isOver
      if (outcome === 'restored' && isEnough && when > at) at = when
      const isFailed = body.reason.id !== 'readiness.restore.empty-only' || wanted.isOver
      if (outcome === 'failed' && isFailed && when > failedAt) failedAt = when
    }
    for (const when of restoredBySteps(events, wanted)) if (when > at) at = when
  }
  return { ...(at === '' ? {} : { at }), ...(failedAt > at ? { failedAt } : {}) }
}

/** When steps of plans put it back, and that was well. */
function* restoredBySteps(events: readonly RunEvent[], wanted: BackupPlace): Generator<string> {
  const restoring = new Map<string, Set<string>>()
  /** By rollback and step. */
  const restored = new Map<string, { at: string; isDone: boolean; isWell: boolean }>()
  const ofWanted = new Set<string>()
  for (const { body, at } of events) {
    if (body.type === 'rollback.started') {
      const steps = body.plan.steps.filter((step) => restoreOf(step) !== undefined)
      if (body.mode !== 'shown') restoring.set(body.rollbackId, new Set(steps.map(({ id }) => id)))
      continue
    }
    const isOfStep =
      body.type === 'rollback.acting' ||
      body.type === 'rollback.acted' ||
      body.type === 'rollback.verified'
    if (!isOfStep) continue
    const { rollbackId, stepId = '' } = body
    if (!restoring.get(rollbackId)?.has(stepId)) continue
    const key = JSON.stringify([rollbackId, stepId])
    if (body.type === 'rollback.acting') {
      if (isSamePlace(placeOfCommand(body.target, body.command), wanted)) ofWanted.add(key)
      else ofWanted.delete(key)
    } else if (body.type === 'rollback.acted') {
      const isDone = body.outcome === 'done'
      if (ofWanted.has(key)) restored.set(key, { at, isDone, isWell: isDone })
      else restored.delete(key)
    } else {
      // What was put back and then did not hold was not put back well.
      const own = restored.get(key)
      if (own) own.isWell = own.isDone && body.verdict === 'passed'
    }
  }
  for (const { at, isWell } of restored.values()) if (isWell) yield at
}
