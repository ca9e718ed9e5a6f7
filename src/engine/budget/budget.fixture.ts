import type { Budget } from '../../shared/model/budget.ts'
import type { Verdict } from '../../shared/model/check.ts'
import type { Sample } from '../monitor/tally.ts'

export const startMs = Date.parse('2026-11-21T08:00:00.000Z')

export const budgetOf = (changes: Partial<Budget> = {}): Budget => ({
  id: 'api',
  title: 'API availability',
  itemId: 'ready',
  checkId: 'ready#1',
  source: { kind: 'looks' },
  target: 0.999,
  windowSeconds: 30 * 86_400,
  line: 1,
  ...changes,
})

/** Numbers from 0 to 1 that are the same in every run. */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

/** Looks every so often; what each shows is up to the caller. `undefined`: nobody looked. */
export function looksEvery(
  everyMs: number,
  count: number,
  show: (n: number) => { verdict: Verdict; latencyMs?: number } | undefined,
): Sample[] {
  return Array.from({ length: count }, (_, n) => n).flatMap((n): Sample[] => {
    const shown = show(n)
    if (!shown) return []
    const { verdict, latencyMs = 20 } = shown
    const coverMs = verdict === 'unknown' ? 0 : everyMs
    return [{ atMs: startMs + (n + 1) * everyMs, verdict, latencyMs, coverMs }]
  })
}
