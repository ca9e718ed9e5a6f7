import { expect, test } from 'vitest'

import { clockText, countsUntilMs, leftText, readBudget } from './budget.ts'

const startedAt = '2026-11-21T14:00:00.000Z'
const at = (seconds: number) => Date.parse(startedAt) + seconds * 1000
const budget = { startedAt, budgetMs: 300_000, rehearsedMs: 220_000 }

test('counts against the budget and the rehearsal', () => {
  expect(readBudget(budget, at(94))).toEqual({
    elapsedMs: 94_000,
    share: 94 / 300,
    tone: 'go',
    rehearsedShare: 220 / 300,
  })
  expect(readBudget(budget, at(240)).tone).toBe('pending')
  expect(readBudget(budget, at(334))).toMatchObject({ share: 1, tone: 'nogo', overMs: 34_000 })
})

test('stands still when it is over, and is never before its start', () => {
  const ended = { ...budget, endedAt: '2026-11-21T14:02:00.000Z' }
  expect(readBudget(ended, at(9999)).elapsedMs).toBe(120_000)
  expect(readBudget(budget, at(-5)).elapsedMs).toBe(0)
})

test('counts no further where a run was closed, or ends with its file', () => {
  const lastAt = '2026-11-21T14:03:00.000Z'
  const closedAt = '2026-11-21T14:02:00.000Z'
  expect(countsUntilMs({ imported: false }, lastAt, at(9999))).toBe(at(9999))
  expect(countsUntilMs({ imported: true }, lastAt, at(9999))).toBe(at(180))
  expect(countsUntilMs({ imported: false, closedAt }, lastAt, at(9999))).toBe(at(120))
})

test('reads as a clock', () => {
  expect(clockText(94_900)).toBe('1:34')
  expect(clockText(3_723_000)).toBe('1:02:03')
  expect(clockText(-1)).toBe('0:00')
  expect(leftText('2026-11-21T14:00:54.000Z', at(0.2))).toBe('0:54')
  expect(leftText('2026-11-21T14:00:54.000Z', at(60))).toBe('0:00')
})
