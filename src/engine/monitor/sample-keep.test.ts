import { expect, test } from 'vitest'

import type { Budget } from '../../shared/model/budget.ts'
import { gateOf, windowCriterion } from '../gate/gate.fixture.ts'
import { keepFor } from './sample-keep.ts'

const hourMs = 3_600_000
const budget = (days: number): Budget => ({
  id: 'b',
  title: 'Errors',
  itemId: 'api',
  checkId: 'api#1',
  source: { kind: 'looks' },
  target: 0.999,
  windowSeconds: days * 86_400,
  line: 1,
})

test('samples are kept for a day and a bit, or as long as an open run looks back', () => {
  expect(keepFor([])).toEqual({ rawMs: 26 * hourMs, quartersMs: 26 * hourMs })
  const short = { gates: [gateOf(windowCriterion())], budgets: [] }
  expect(keepFor([short])).toEqual(keepFor([]))
  const week = windowCriterion({ windowSeconds: 168 * 3600, warmUpSeconds: 3600 })
  const keep = keepFor([short, { gates: [gateOf(windowCriterion(), week)], budgets: [] }])
  expect(keep.rawMs).toBeGreaterThanOrEqual(169 * hourMs)
  expect(keep.quartersMs).toBe(keep.rawMs)
})

test('a budget over a month takes sums, not samples', () => {
  const keep = keepFor([{ gates: [], budgets: [budget(30)] }])
  expect(keep.rawMs).toBe(26 * hourMs)
  expect(keep.quartersMs).toBeGreaterThanOrEqual(30 * 24 * hourMs)
})
