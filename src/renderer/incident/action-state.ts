import type { IncidentAction } from '../../shared/model/incident.ts'
import type { Tone } from '../logic/tone.ts'

export type ActionState = 'open' | 'late' | 'done'
export const actionTones: Record<ActionState, Tone> = { done: 'go', late: 'nogo', open: 'pending' }

export function actionState(
  { due, doneAt }: Pick<IncidentAction, 'due' | 'doneAt'>,
  nowMs: number,
): ActionState {
  if (doneAt !== undefined) return 'done'
  return isLate(due, nowMs) ? 'late' : 'open'
}

/** Due on a day: late from the next one on, by this machine's calendar. */
export function isLate(due: string | undefined, nowMs: number): boolean {
  if (due === undefined) return false
  const [year = 0, month = 1, day = 1] = due.split('-').map(Number)
  return nowMs >= new Date(year, month - 1, day + 1).getTime()
}
