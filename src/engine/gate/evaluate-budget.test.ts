import { describe, expect, test } from 'vitest'

import { formatMessage } from '../../shared/messages/format.ts'
import type { BudgetReading } from '../../shared/model/budget.ts'
import type { BudgetCriterion } from '../../shared/model/gate.ts'
import { budgetOf, looksEvery, startMs } from '../budget/budget.fixture.ts'
import { evaluateBudget, type BudgetCounts } from '../budget/evaluate-budget.ts'
import { countSample, noLooks } from '../budget/slow-looks.ts'
import { evaluateBudgetCriterion } from './evaluate-budget.ts'
import type { CriterionState } from './hold.ts'

const everyMs = 5000
const minute = 60_000

const criterionOf = (changes: Partial<BudgetCriterion> = {}): BudgetCriterion => ({
  id: 'api',
  kind: 'budget',
  title: 'API availability',
  itemId: 'ready',
  checkId: 'ready#1',
  budgetId: 'api',
  target: 0.99,
  budgetSeconds: 30 * 86_400,
  blocking: true,
  require: 'remaining > 0.0 && !burning',
  minSamples: 100,
  maxStaleSeconds: 15,
  noData: 'unknown',
  holdSeconds: 0,
  ...changes,
})

/** `.` passed, `x` failed, `?` could not measure, one every five seconds, read right after the last. */
function readingOf(pattern: string, laterMs = 0): { reading: BudgetReading; nowMs: number } {
  const samples = looksEvery(everyMs, pattern.length, (n) => {
    const mark = pattern[n]
    return mark === ' '
      ? undefined
      : { verdict: mark === 'x' ? 'failed' : mark === '?' ? 'unknown' : 'passed' }
  })
  const counts: BudgetCounts = {
    watchedSinceMs: samples[0] && samples[0].atMs - samples[0].coverMs,
    count(fromMs, toMs) {
      const count = noLooks()
      for (const sample of samples)
        if (sample.atMs >= fromMs && sample.atMs < toMs) countSample(count, sample, undefined)
      return count
    },
  }
  const nowMs = startMs + pattern.length * everyMs + 1 + laterMs
  return { reading: evaluateBudget(budgetOf({ target: 0.99 }), counts, nowMs, {}).reading, nowMs }
}

const verdictOf = (pattern: string, changes: Partial<BudgetCriterion> = {}, laterMs = 0) => {
  const { reading, nowMs } = readingOf(pattern, laterMs)
  const { evaluation } = evaluateBudgetCriterion(criterionOf(changes), reading, nowMs, undefined)
  return { ...evaluation, says: formatMessage(evaluation.reason, 'en') }
}
const many = (count: number) => '.'.repeat(count)

describe('what a budget says to a gate', () => {
  test.each<[string, string, Partial<BudgetCriterion>, string, string]>([
    ['nothing was seen', '', {}, 'unknown', 'not been measured yet'],
    ['nothing could be measured', '?'.repeat(40), {}, 'unknown', 'Nothing could be measured'],
    ['nothing, where that is NO-GO', '', { noData: 'no-go' }, 'no-go', 'not been measured yet'],
    ['all well, too little of it', many(60), {}, 'pending', '60 of 100'],
    ['all well', many(120), {}, 'go', 'remaining = 1'],
    [
      'one failure early, which the minimum makes good',
      `${many(50)}x`,
      { minSamples: 200 },
      'pending',
      '51 of 200',
    ],
    ['as many as the minimum allows', `x${many(99)}`, {}, 'no-go', 'remaining = 0'],
    ['more than the minimum could make good', `${many(20)}xx`, {}, 'no-go', 'remaining'],
    ['some is left', `${many(50)}x${many(150)}`, {}, 'go', ''],
    ['a condition of its own', many(120), { require: 'total > 500.0' }, 'no-go', 'total = 120'],
    ['a stretch longer than any that is told', many(120), { require: 'burn_3d < 1.0' }, 'go', ''],
  ])('%s', (_, pattern, changes, verdict, says) => {
    const found = verdictOf(pattern, changes)
    expect(found.verdict).toBe(verdict)
    expect(found.says).toContain(says)
  })

  test('a burn is NO-GO although most of the budget is left', () => {
    // Ten hours well, then ten minutes of nothing but failures.
    const { verdict, says, budget } = verdictOf(`${many(7200)}${'x'.repeat(120)}`, {
      require: '!burning',
    })
    expect(budget?.alerts.map(({ alert }) => alert)).toContain('fast')
    expect(verdict).toBe('no-go')
    expect(says).toContain('burning = true')
  })

  test('what is stale is not known; what is broken stays broken', () => {
    expect(verdictOf(many(120), {}, minute)).toMatchObject({
      verdict: 'unknown',
      reason: { id: 'gate.stale' },
    })
    expect(verdictOf(`xx${many(110)}`, {}, minute).verdict).toBe('no-go')
  })

  test('nothing evaluates it: unknown', () => {
    const { evaluation } = evaluateBudgetCriterion(criterionOf(), undefined, startMs, undefined)
    expect(evaluation).toMatchObject({ verdict: 'unknown', reason: { id: 'budget.gone' } })
  })
})

test('GO takes a hold; when it could come is said, and comes true', () => {
  const criterion = criterionOf({ holdSeconds: 60 })
  let state: CriterionState | undefined
  let said: number | undefined
  let goMs: number | undefined
  for (let count = 60; count <= 140 && goMs === undefined; count++) {
    const { reading, nowMs } = readingOf(many(count))
    const evaluated = evaluateBudgetCriterion(criterion, reading, nowMs, state)
    const { verdict, earliestGoAt, holdingSince } = evaluated.evaluation
    state = evaluated.state
    if (verdict === 'go') goMs = nowMs
    expect(verdict).toBe(goMs === undefined ? 'pending' : 'go')
    if (count === 60) said = Date.parse(earliestGoAt ?? '')
    expect(holdingSince !== undefined).toBe(count >= 100)
  }
  expect(goMs).toBeDefined()
  expect(Math.abs((goMs ?? 0) - (said ?? 0))).toBeLessThanOrEqual(2 * everyMs)
})
