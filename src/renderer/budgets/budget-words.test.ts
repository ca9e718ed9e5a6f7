import { describe, expect, test } from 'vitest'

import type { Budget, BudgetReading, BudgetStatus } from '../../shared/model/budget.ts'
import { translator } from '../text/translate.ts'
import {
  basisWords,
  budgetWord,
  burnWords,
  formatPercent,
  leftWords,
  outlookWords,
  remainingWords,
  worstBudgetsFirst,
} from './budget-words.ts'

const readingOf = (changes: Partial<BudgetReading> = {}): BudgetReading => ({
  at: '2026-11-21T12:00:00.000Z',
  from: '2026-11-21T08:00:00.000Z',
  partial: true,
  bad: 1,
  total: 2880,
  unknown: 0,
  coverage: 1,
  spent: 0.35,
  remaining: 0.65,
  left: 1,
  needed: 1000,
  precision: 'exact',
  burns: [],
  alerts: [],
  arithmetic: { id: 'budget.arithmetic.none' },
  ...changes,
})
const budgetOf = (): Budget => ({
  id: 'api',
  title: 'API',
  itemId: 'api',
  checkId: 'api#1',
  source: { kind: 'looks' },
  target: 0.99,
  windowSeconds: 3600,
  line: 1,
})
const fast = { alert: 'fast' as const, since: '2026-11-21T11:00:00.000Z' }
const leak = { alert: 'leak' as const, since: '2026-11-21T11:00:00.000Z' }
const nothing = { remaining: undefined, spent: undefined, total: 0, bad: 0 }

test.each<[string, BudgetReading | undefined, boolean, string]>([
  ['nobody evaluates it', undefined, false, 'off'],
  ['nothing was counted', readingOf(nothing), false, 'unknown'],
  ['some is left', readingOf(), false, 'ok'],
  ['some was left when it was last seen', readingOf(), true, 'stale'],
  ['it burns', readingOf({ alerts: [fast, leak] }), false, 'fast'],
  ['it burnt when it was last seen', readingOf({ alerts: [fast] }), true, 'fast'],
  ['it leaks', readingOf({ alerts: [leak] }), false, 'leak'],
  ['nothing is left, and it leaks', readingOf({ alerts: [leak], remaining: 0 }), false, 'spent'],
  ['one failure in a few looks', readingOf({ total: 120, remaining: -7 }), false, 'early'],
  ['no failure in a few looks', readingOf({ total: 120, remaining: 1, bad: 0 }), false, 'early'],
])('one word: %s', (_, reading, isStale, word) => {
  expect(budgetWord(reading, isStale)).toBe(word)
})

test('the worst comes first, and those alike stay in the runbook’s order', () => {
  const budget = budgetOf()
  const statuses: [string, BudgetStatus][] = [
    ['a', { budget, reading: readingOf() }],
    ['b', { budget, reading: readingOf({ alerts: [fast] }) }],
    ['c', { budget, reading: readingOf(nothing) }],
    ['d', { budget, reading: readingOf() }],
    ['e', { budget }],
    ['f', { budget, reading: readingOf({ remaining: -1 }) }],
  ]
  const order = worstBudgetsFirst(statuses, () => false).map(([id]) => id)
  expect(order.join('')).toBe('bfcade')
})

test('a share is never rounded up', () => {
  expect(formatPercent(0.9999, 'en')).toBe('99.9%')
  expect(formatPercent(1, 'en')).toBe('100%')
  expect(formatPercent(0, 'en')).toBe('0%')
  expect(formatPercent(0.0009, 'fr')).toBe('0\u202f%')
})

describe('in plain words', () => {
  const [en, fr] = (['en', 'fr'] as const).map((locale) => ({ t: translator(locale), locale }))
  if (!en || !fr) throw new Error('two locales')

  test('how many failures are left', () => {
    expect(leftWords(readingOf({ left: 2 }), en.t)).toBe('2 more failures are tolerated')
    expect(leftWords(readingOf({ left: 0 }), fr.t)).toBe('Plus aucun échec toléré')
    expect(leftWords(readingOf({ left: -3 }), en.t)).toBe('3 failures too many')
    expect(leftWords(readingOf({ total: 120, left: -1 }), en.t)).toBe(
      '120 of the 1,000 that it takes to tolerate one failure; one was seen',
    )
  })

  test('what was counted, where that is less than was asked', () => {
    const asked = { target: 0.9995, windowSeconds: 7 * 86_400, latencyMs: 300 }
    expect(basisWords(asked, readingOf({ coverage: 0.521, precision: 'estimated' }), en)).toEqual([
      '99.95% over 7 d',
      'within 300 ms',
      'watched for 4 h',
      '52.1% of it measured',
      'older slow answers estimated',
    ])
    expect(basisWords(asked, readingOf({ partial: false }), fr)).toEqual([
      '99,95\u202f% sur 7 j',
      'en moins de 300 ms',
    ])
  })

  test('what is left, and by how much it is overspent', () => {
    const words = (spent: number) => remainingWords(readingOf({ spent, remaining: 1 - spent }), en)
    expect([0, 0.3504, 1, 1.25, 7.43, 24.7].map(words)).toEqual([
      '100% left',
      '64.9% left',
      '0% left',
      '25% over',
      '7.4 times the budget',
      '25 times the budget',
    ])
    expect(remainingWords(readingOf(nothing), fr)).toBe('rien de compté')
  })

  test('how fast it goes, and a stretch in which nothing was counted', () => {
    const burn = { bad: 0, total: 0, coverage: 0, partial: false }
    const burns = [
      { ...burn, span: 'burn_5m' as const },
      { ...burn, span: 'burn_1h' as const, rate: 2.34 },
    ]
    expect(burnWords(readingOf({ burns }), en)).toBe('burn — over 5 min, ×2.3 over 1 h')
    expect(outlookWords(readingOf(), en)).toEqual([])
    expect(outlookWords(readingOf({ alerts: [fast] }), en)[0]).toMatch(/^since /)
  })
})
