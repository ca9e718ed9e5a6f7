import type { ItemState, RunHead } from './run.ts'
import type { Due, Item, Phase } from './runbook.ts'

/** States that ask nothing more of anybody. */
export const settledStates: readonly ItemState[] = ['passed', 'waived', 'not-applicable']

export const isSettled = (state: ItemState): boolean => settledStates.includes(state)

/** When an item is due: its own time, else that of the nearest phase above it. */
export function dueOf(
  item: Pick<Item, 'id' | 'phaseId' | 'due'>,
  phases: ReadonlyMap<string, Phase>,
  dues: RunHead['dues'] = {},
): Due | undefined {
  const own = dues[item.id] ?? item.due
  if (own) return own
  for (
    let phase = phases.get(item.phaseId);
    phase;
    phase = phase.parentId === undefined ? undefined : phases.get(phase.parentId)
  ) {
    const due = dues[phase.id] ?? phase.due
    if (due) return due
  }
  return undefined
}

/** The last moment to have it done, in epoch milliseconds; undefined while T0 is not set. */
export function dueAtMs(due: Due, t0: string | undefined): number | undefined {
  if (t0 === undefined) return undefined
  return Date.parse(t0) + (due.untilSeconds ?? due.fromSeconds) * 1000
}

/** Milliseconds past its moment; undefined when it is not late or no longer matters. */
export function lateByMs(
  state: ItemState,
  due: Due | undefined,
  t0: string | undefined,
  nowMs: number,
): number | undefined {
  if (!due || isSettled(state)) return undefined
  const at = dueAtMs(due, t0)
  return at !== undefined && nowMs > at ? nowMs - at : undefined
}
