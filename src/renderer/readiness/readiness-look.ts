import {
  readinessStates,
  type ReadinessState,
  type ReadinessStatus,
} from '../../shared/model/readiness.ts'
import type { Tone } from '../logic/tone.ts'

export const toneOfReadiness: Record<ReadinessState, Tone> = {
  ready: 'go',
  'not-ready': 'nogo',
  unknown: 'unknown',
  'not-applicable': 'idle',
}

/** What was ready when it was last heard of is not known to be ready now; what was not stays so. */
const stateNow = (state: ReadinessState, isStale: boolean): ReadinessState =>
  isStale && state === 'ready' ? 'unknown' : state

/** How a line, or a detail of one, reads; nobody knows that it is checked where nothing is heard. */
export function lookOfReadiness(
  { state, isChecking }: { state: ReadinessState; isChecking?: boolean },
  isStale: boolean,
) {
  if (isChecking && !isStale) return { tone: 'pending', word: 'readiness.state.checking' } as const
  const now = stateNow(state, isStale)
  return { tone: toneOfReadiness[now], word: `readiness.state.${now}` } as const
}

/** As bad as its worst line; what does not apply says nothing. */
export function worstOf(
  lines: readonly Pick<ReadinessStatus, 'state'>[],
  isStale: boolean,
): ReadinessState | undefined {
  const states = new Set(lines.map(({ state }) => stateNow(state, isStale)))
  return [...readinessStates].reverse().find((state) => states.has(state))
}

/** What one plan relies on: its own lines, and those of the whole run. */
export const linesOfPlan = <L extends Pick<ReadinessStatus, 'id'>>(
  lines: readonly L[],
  planId: string,
): L[] =>
  lines.filter(({ id }) => {
    const at = id.indexOf(':')
    return at === -1 || id.slice(at + 1) === planId
  })
