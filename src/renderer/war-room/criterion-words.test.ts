import { expect, it } from 'vitest'

import { formatEntry } from '../../shared/messages/format.ts'
import type { CriterionEvaluation, WindowCriterion } from '../../shared/model/gate.ts'
import { translator } from '../text/translate.ts'
import { holdOf, readingWords, shareOfTime } from './criterion-words.ts'

const criterion: WindowCriterion = {
  id: 'api',
  kind: 'window',
  title: 'The API answers',
  itemId: 'api',
  checkId: 'api#1',
  blocking: true,
  require: 'p95_ms <= 2000',
  windowSeconds: 1800,
  minSamples: 1,
  minCoverage: 0.9,
  maxStaleSeconds: 15,
  warmUpSeconds: 0,
  noData: 'unknown',
  holdSeconds: 600,
}
const found = (
  verdict: CriterionEvaluation['verdict'],
  read: Record<string, number>,
  holdingSince?: string,
): CriterionEvaluation => ({
  criterionId: 'api',
  verdict,
  reason: { id: 'gate.stale' },
  holdingSince,
  window: {
    from: '',
    to: '',
    counts: { passed: 0, failed: 0, unknown: 0, firstLooks: 0, maintenance: 0 },
    samples: 10,
    coverage: 1,
    timed: 10,
    resolution: 'raw',
    quantileError: 0,
    read,
    arithmetic: { id: 'gate.stale' },
  },
})
const words = {
  t: translator('en'),
  say: () => formatEntry({ en: 'why', fr: 'pourquoi' }, 'en'),
  locale: 'en' as const,
}
const say = (verdict: CriterionEvaluation['verdict'], read: Record<string, number>) =>
  readingWords(criterion, found(verdict, read), words)

it('what was read is said with its unit, and with its name where there are several', () => {
  expect(say('go', { p95_ms: 1840 })).toBe('1.8 s · p95_ms <= 2000')
  expect(say('pending', { p95_ms: 212, availability: 0.9995, failed: 2 })).toBe(
    'p95 212 ms, availability 99.95%, failed 2 · p95_ms <= 2000',
  )
})

it('where nothing can be said, why is', () => {
  expect(say('unknown', { p95_ms: 1840 })).toBe('why')
  expect(say('pending', {})).toBe('why')
})

it('a share of time is told in one unit', () => {
  expect(shareOfTime(31.7, 108, 'en')).toBe('31 / 108 s')
  expect(shareOfTime(1020, 1800, 'en')).toBe('17 / 30 min')
  expect(shareOfTime(0, 86_400, 'fr')).toBe('0 / 24 h')
})

it('the hold that is furthest from its end is the one that counts', () => {
  const nowMs = Date.parse('2026-11-21T14:00:00.000Z')
  const gate = {
    id: 'go',
    title: 'Go',
    criteria: [criterion, { ...criterion, id: 'db', holdSeconds: 900 }],
    approvers: [],
    line: 1,
  }
  const since = '2026-11-21T13:55:00.000Z'
  const holding = found('pending', {}, since)
  const evaluation = {
    at: '',
    verdict: 'pending' as const,
    criteria: [holding, { ...holding, criterionId: 'db' }],
  }
  expect(holdOf(gate, evaluation, nowMs)).toEqual({ heldSeconds: 300, neededSeconds: 900 })
  expect(holdOf(gate, { ...evaluation, criteria: [found('go', {}, since)] }, nowMs)).toBeUndefined()
})
