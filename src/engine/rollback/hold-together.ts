import type { Verification } from '../../shared/model/rollback.ts'

/** Passes without a break, up to the last look. */
export interface Hold {
  readonly passes: number
  /** When the first of them began, and when the last of them ended. */
  readonly sinceMs: number
  readonly untilMs: number
}

export const noHold: Hold = { passes: 0, sinceMs: 0, untilMs: 0 }

export function addLook(
  hold: Hold,
  { isPassed, startedMs, endedMs }: { isPassed: boolean; startedMs: number; endedMs: number },
): Hold {
  if (!isPassed) return noHold
  const sinceMs = hold.passes === 0 ? startedMs : hold.sinceMs
  return { passes: hold.passes + 1, sinceMs, untilMs: endedMs }
}

export const timesOf = (verification: Verification) =>
  verification.kind === 'check' ? verification.times : 1

export const holdsNow = (verification: Verification, { passes }: Hold) =>
  passes >= timesOf(verification)

/**
 * All hold, and there was a moment at which each was seen to: the last look at none of them was over
 * before the first pass of another began.
 */
export function holdTogether(all: readonly { verification: Verification; hold: Hold }[]): boolean {
  if (!all.every(({ verification, hold }) => holdsNow(verification, hold))) return false
  const latestBegin = Math.max(...all.map(({ hold }) => hold.sinceMs))
  return all.every(({ hold }) => hold.untilMs >= latestBegin)
}
