import type { RollbackStatus } from '../../shared/model/rollback.ts'
import type { RunHead } from '../../shared/model/run.ts'
import type { Tone } from '../logic/tone.ts'

export interface BudgetReading {
  elapsedMs: number
  /** From 0 to 1. */
  share: number
  tone: Tone
  /** By how much the budget is exceeded. */
  overMs?: number
  /** Where in the budget the last rehearsal ended, from 0 to 1. */
  rehearsedShare?: number
}

const nearlySpent = 0.8

/** What of the budget is spent, now or when it was over. */
export function readBudget(
  status: Pick<RollbackStatus, 'startedAt' | 'endedAt' | 'budgetMs' | 'rehearsedMs'>,
  nowMs: number,
): BudgetReading {
  const { startedAt, endedAt, budgetMs, rehearsedMs } = status
  const untilMs = endedAt === undefined ? nowMs : Date.parse(endedAt)
  const elapsedMs = Math.max(0, untilMs - Date.parse(startedAt))
  const share = elapsedMs / budgetMs
  return {
    elapsedMs,
    share: Math.min(1, share),
    tone: share > 1 ? 'nogo' : share >= nearlySpent ? 'pending' : 'go',
    ...(share > 1 ? { overMs: elapsedMs - budgetMs } : {}),
    ...(rehearsedMs === undefined ? {} : { rehearsedShare: Math.min(1, rehearsedMs / budgetMs) }),
  }
}

/** Up to when an unfinished rollback counts: now, and in a run that is over, or a file, its last moment. */
export function countsUntilMs(
  head: Pick<RunHead, 'imported' | 'closedAt'> | undefined,
  lastEventAt: string | undefined,
  nowMs: number,
): number {
  if (head?.closedAt !== undefined) return Date.parse(head.closedAt)
  return head?.imported && lastEventAt !== undefined ? Date.parse(lastEventAt) : nowMs
}

/** `1:34`, `1:02:03`: as a clock that counts shows it. */
export function clockText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  const tail = two(seconds % 60)
  return minutes < 60
    ? `${minutes}:${tail}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${tail}`
}

/** `0:54`: what is left until a moment, in whole seconds that are not over yet. */
export const leftText = (until: string, nowMs: number): string =>
  leftClockText(Date.parse(until) - nowMs)

export const leftClockText = (milliseconds: number): string =>
  clockText(Math.ceil(milliseconds / 1000) * 1000)
