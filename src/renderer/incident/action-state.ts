import type { IncidentAction } from '../../shared/model/incident.ts'

export type ActionState = 'open' | 'late' | 'done'

/** Due on a day: late from the next one on, by this machine's calendar. */
export function actionState({ due, doneAt }: IncidentAction, nowMs: number): ActionState {
  if (doneAt !== undefined) return 'done'
  if (due === undefined) return 'open'
  const [year = 0, month = 1, day = 1] = due.split('-').map(Number)
  return nowMs >= new Date(year, month - 1, day + 1).getTime() ? 'late' : 'open'
}
