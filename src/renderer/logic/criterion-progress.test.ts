import { describe, expect, it } from 'vitest'

import type {
  CriterionEvaluation,
  WindowCriterion,
  WindowReading,
} from '../../shared/model/gate.ts'
import { criterionProgress } from './criterion-progress.ts'

const nowMs = Date.parse('2026-11-21T14:00:00.000Z')
const criterion: WindowCriterion = {
  id: 'api',
  kind: 'window',
  title: 'The API answers',
  itemId: 'api',
  checkId: 'api#1',
  blocking: true,
  require: 'availability >= 0.999',
  windowSeconds: 1800,
  minSamples: 1800,
  minCoverage: 0.9,
  maxStaleSeconds: 15,
  warmUpSeconds: 0,
  noData: 'unknown',
  holdSeconds: 600,
}
const found = (
  verdict: CriterionEvaluation['verdict'],
  window?: Partial<WindowReading>,
  holdingSince?: string,
): CriterionEvaluation => ({
  criterionId: 'api',
  verdict,
  reason: { id: 'gate.filling' },
  holdingSince,
  window: window && {
    from: '',
    to: '',
    counts: { passed: 0, failed: 0, unknown: 0, firstLooks: 0, maintenance: 0 },
    samples: 1800,
    coverage: 1,
    timed: 0,
    resolution: 'raw',
    quantileError: 0,
    read: {},
    arithmetic: { id: 'gate.filling' },
    ...window,
  },
})

describe('the progress of a criterion', () => {
  it('is what is missing most: looks, or how much of the window was seen', () => {
    const few = criterionProgress(criterion, found('pending', { samples: 450 }), nowMs)
    expect(few).toEqual({ by: 'samples', done: 450, needed: 1800, share: 0.25 })
    const seen = criterionProgress(criterion, found('pending', { coverage: 0.45 }), nowMs)
    expect(seen).toMatchObject({ by: 'window', done: 810, needed: 1620, share: 0.5 })
  })

  it('is how long it has held, once all is there', () => {
    const holding = found('pending', {}, '2026-11-21T13:55:00.000Z')
    expect(criterionProgress(criterion, holding, nowMs)).toEqual({
      by: 'hold',
      done: 300,
      needed: 600,
      share: 0.5,
    })
  })

  it('is whole for GO, and not known without a window', () => {
    expect(criterionProgress(criterion, found('go', { coverage: 0.95 }), nowMs)?.share).toBe(1)
    expect(criterionProgress(criterion, found('unknown'), nowMs)).toBeUndefined()
    expect(criterionProgress(criterion, undefined, nowMs)).toBeUndefined()
    const item = { ...criterion, kind: 'item' as const }
    expect(criterionProgress(item, found('no-go'), nowMs)?.share).toBe(0)
  })
})
