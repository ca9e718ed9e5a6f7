import type { EscalationStatus, IncidentStatus } from '../../shared/model/incident.ts'
import type { Tone } from '../logic/tone.ts'

/**
 * Where a level stands. `by-hand`: the runbook names no time for it. `not-needed`: it was solved
 * before anybody had to be called.
 */
export type LevelState = 'reached' | 'due' | 'waiting' | 'by-hand' | 'not-needed'

export interface LevelReading {
  level: EscalationStatus
  state: LevelState
  /** How long it is due, or until it is; absent where time plays no part. */
  milliseconds?: number
}

export const toneOfLevel: Record<LevelState, Tone> = {
  reached: 'go',
  due: 'nogo',
  waiting: 'pending',
  'by-hand': 'idle',
  'not-needed': 'idle',
}

/** The levels of an incident at a moment, in the order in which they are called. */
export function readEscalation(
  { escalation, resolved }: Pick<IncidentStatus, 'escalation' | 'resolved'>,
  nowMs: number,
): LevelReading[] {
  return escalation.map((level): LevelReading => {
    if (level.reached) return { level, state: 'reached' }
    if (resolved) return { level, state: 'not-needed' }
    if (level.dueAt === undefined) return { level, state: 'by-hand' }
    const dueMs = Date.parse(level.dueAt)
    return dueMs > nowMs
      ? { level, state: 'waiting', milliseconds: dueMs - nowMs }
      : { level, state: 'due', milliseconds: nowMs - dueMs }
  })
}

/** The next one that will be called if nothing is solved by then. */
export function nextLevel(levels: readonly LevelReading[]): LevelReading | undefined {
  let next: LevelReading | undefined
  for (const one of levels)
    if (one.state === 'waiting' && (one.milliseconds ?? 0) < (next?.milliseconds ?? Infinity))
      next = one
  return next
}
