import type { Verdict } from '../../shared/model/check.ts'
import type {
  Actor,
  CheckResult,
  ItemState,
  ItemStatus,
  ManualState,
  RunEvent,
} from '../../shared/model/run.ts'

/**
 * What is remembered of one item, and how its state is read from it. The rules, first match wins:
 *
 * 1. Waived or not applicable: a person's word that no machine takes back. It ends when a person
 *    sets the item, or undoes the word.
 * 2. An attempt is under way in this process: **running**.
 * 3. An attempt was started and its outcome is not known (a crash, a full disk): **unknown**, until
 *    a later attempt of that check ends, or a person sets the item.
 * 4. A check ended after the person's last word, or there is none: **failed** if the latest result
 *    of any check failed, else **unknown** if any is, else **passed** if each of the item's checks
 *    has passed. Some passed and some never run: not decided, so the next rule.
 * 5. What the person set by hand, else **todo**.
 *
 * Setting an item to `todo` starts it over: its results no longer count (the history keeps them).
 * Results of checks that the runbook no longer has do not count either.
 */
export interface ItemRecord {
  readonly itemId: string
  manual: { seq: number; state: ManualState; note?: string } | undefined
  waiver: { seq: number; by: string; reason: string; at: string } | undefined
  notes: ItemStatus['notes']
  results: Map<string, { seq: number; result: CheckResult }>
  attempts: Map<string, Attempt>
  /** The event that last decided anything about it. */
  last: { seq: number; at: string; by: Actor } | undefined
}

/** A check that was started and has no outcome yet. */
export interface Attempt {
  readonly attemptId: string
  readonly checkId: string
  /** Found after a crash, or no longer of interest: it is not under way. */
  orphaned: boolean
  /** A person has set the item since: its unknown outcome needs no more attention. */
  answered: boolean
}

/** Whether an attempt is under way in this process. */
export type IsLive = (attemptId: string) => boolean

export function createItemRecord(itemId: string): ItemRecord {
  return {
    itemId,
    manual: undefined,
    waiver: undefined,
    notes: [],
    results: new Map(),
    attempts: new Map(),
    last: undefined,
  }
}

/** Takes in one effective event about the item. */
export function applyToItem(record: ItemRecord, { seq, at, actor: by, body }: RunEvent): void {
  switch (body.type) {
    case 'item.noted':
      record.notes.push({ seq, at, by, text: body.text })
      return
    case 'item.set':
      record.manual = { seq, state: body.state, note: body.note }
      record.waiver = undefined
      if (body.state === 'todo') record.results.clear()
      answerAttempts(record)
      break
    case 'item.waived':
      record.waiver = { seq, by: body.by, reason: body.reason, at }
      answerAttempts(record)
      break
    case 'check.started': {
      const { attemptId, checkId } = body
      record.attempts.set(attemptId, { attemptId, checkId, orphaned: false, answered: false })
      break
    }
    case 'check.finished': {
      const { attemptId, checkId, verdict, reason, durationMs, evidenceHash } = body
      // What this check did before no longer matters: it has been looked at again.
      for (const attempt of record.attempts.values())
        if (attempt.checkId === checkId) record.attempts.delete(attempt.attemptId)
      const result = { checkId, attemptId, verdict, reason, at, durationMs, evidenceHash }
      record.results.set(checkId, { seq, result })
      break
    }
    case 'check.orphaned': {
      const attempt = record.attempts.get(body.attemptId)
      if (attempt) attempt.orphaned = true
      break
    }
    default:
      return
  }
  record.last = { seq, at, by }
}

function answerAttempts(record: ItemRecord) {
  for (const attempt of record.attempts.values()) attempt.answered = true
}

/** The item as screens and reports show it. `checkIds`: the checks that the runbook gives it now. */
export function statusOf(
  record: ItemRecord,
  checkIds: readonly string[],
  isLive: IsLive,
): ItemStatus {
  const { itemId, manual, waiver, notes, last } = record
  return {
    itemId,
    state: stateOf(record, checkIds, isLive),
    seq: last?.seq ?? 0,
    at: last?.at,
    by: last?.by,
    note: manual?.note,
    waiver: waiver && { by: waiver.by, reason: waiver.reason, at: waiver.at },
    notes: [...notes],
    results: countedResults(record, checkIds).map(({ result }) => result),
    outcomeUnknown: hasUnknownOutcome(record, isLive),
  }
}

function stateOf(record: ItemRecord, checkIds: readonly string[], isLive: IsLive): ItemState {
  const { manual, waiver, attempts } = record
  if (waiver) return 'waived'
  if (manual?.state === 'not-applicable') return 'not-applicable'
  for (const attempt of attempts.values()) if (isUnderWay(attempt, isLive)) return 'running'
  if (hasUnknownOutcome(record, isLive)) return 'unknown'
  return earnedState(record, checkIds) ?? manual?.state ?? 'todo'
}

/**
 * True when nothing more is needed of the item: passed, waived or not applicable, and no attempt
 * is open. Does not depend on what runs in this process, so that a history always reads the same.
 */
export function isSettled(record: ItemRecord, checkIds: readonly string[]): boolean {
  const state = stateOf(record, checkIds, () => false)
  return state === 'passed' || state === 'waived' || state === 'not-applicable'
}

function earnedState(record: ItemRecord, checkIds: readonly string[]): Verdict | undefined {
  const results = countedResults(record, checkIds)
  const manualSeq = record.manual?.seq ?? 0
  if (!results.some(({ seq }) => seq > manualSeq)) return undefined
  const verdicts = new Set(results.map(({ result }) => result.verdict))
  if (verdicts.has('failed')) return 'failed'
  if (verdicts.has('unknown')) return 'unknown'
  return results.length === checkIds.length ? 'passed' : undefined
}

function countedResults(record: ItemRecord, checkIds: readonly string[]) {
  return checkIds.flatMap((checkId) => record.results.get(checkId) ?? [])
}

function isUnderWay(attempt: Attempt, isLive: IsLive): boolean {
  return !attempt.orphaned && isLive(attempt.attemptId)
}

function hasUnknownOutcome(record: ItemRecord, isLive: IsLive): boolean {
  return [...record.attempts.values()].some(
    (attempt) => !attempt.answered && !isUnderWay(attempt, isLive),
  )
}
