import { describe, expect, it } from 'vitest'

import { countStates, settledOf, toneOfCounts, totalOf } from './counts.ts'

describe('toneOfCounts', () => {
  it.each([
    [[], 'idle'],
    [['todo', 'passed'], 'pending'],
    [['passed', 'waived', 'not-applicable'], 'go'],
    [['passed', 'unknown'], 'unknown'],
    [['passed', 'unknown', 'failed'], 'nogo'],
  ] as const)('of %j is %s: a run is as bad as its worst item', (states, tone) => {
    expect(toneOfCounts(countStates(states))).toBe(tone)
  })
  it('counts what asks nothing more of anybody', () => {
    const counts = countStates(['passed', 'waived', 'not-applicable', 'failed', 'running'])
    expect([settledOf(counts), totalOf(counts)]).toEqual([3, 5])
  })
})
