import { settledStates } from '../../shared/model/due.ts'
import type { ItemState } from '../../shared/model/run.ts'
import type { Tone } from './tone.ts'

export type Counts = Record<ItemState, number>

export { isSettled } from '../../shared/model/due.ts'

export function totalOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

export function settledOf(counts: Counts): number {
  return settledStates.reduce((sum, state) => sum + counts[state], 0)
}

export function countStates(states: Iterable<ItemState>): Counts {
  const counts: Counts = {
    todo: 0,
    running: 0,
    passed: 0,
    failed: 0,
    unknown: 0,
    waived: 0,
    'not-applicable': 0,
  }
  for (const state of states) counts[state] += 1
  return counts
}

/** A run is as bad as its worst item; with nothing bad and something open it is pending. */
export function toneOfCounts(counts: Counts): Tone {
  if (counts.failed > 0) return 'nogo'
  if (counts.unknown > 0) return 'unknown'
  const total = totalOf(counts)
  if (total === 0) return 'idle'
  return settledOf(counts) === total ? 'go' : 'pending'
}
