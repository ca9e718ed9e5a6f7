import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { formatMessage } from '../../shared/messages/format.ts'
import type { GateVerdict, WindowCriterion } from '../../shared/model/gate.ts'
import { sumOfPoints } from '../monitor/measure-sum.ts'
import type { MeasurePoint } from '../monitor/measures.ts'
import { evaluateWindow } from './evaluate-window.ts'
import { everyMs, looks, startMs, windowCriterion, windowSamples } from './gate.fixture.ts'
import type { CriterionState } from './hold.ts'
import type { MeasureSource } from './window-measures.ts'

/** What one look gave: its numbers; `?` could not measure; `no` was measured without a number. */
type Given = Record<string, number> | number | '?' | 'no' | 'none'

function samplesOf(given: readonly Given[]) {
  const points = new Map<string, MeasurePoint[]>()
  for (const [index, one] of given.entries()) {
    const atMs = startMs + (index + 1) * everyMs
    const numbers = typeof one === 'number' ? { depth: one } : typeof one === 'object' ? one : {}
    for (const [name, value] of Object.entries(numbers))
      points.set(name, [...(points.get(name) ?? []), { atMs, value }])
  }
  const within = (name: string, fromMs: number, toMs: number) =>
    (points.get(name) ?? []).filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
  const measures: MeasureSource = {
    sum: (name, fromMs, toMs) => sumOfPoints(within(name, fromMs, toMs)),
    values: (name, fromMs, toMs) => within(name, fromMs, toMs).map(({ value }) => value),
  }
  const marks = given.map((one) => (one === '?' ? '?' : one === 'none' ? ' ' : '.')).join('')
  return { ...windowSamples(looks(marks)), measures }
}

/** The verdict a second after the last look of a window of a minute. */
function evaluate(
  given: readonly Given[],
  require: string,
  changes: Partial<WindowCriterion> = {},
  { afterMs = 1000, before }: { afterMs?: number; before?: CriterionState } = {},
) {
  const nowMs = startMs + given.length * everyMs + afterMs
  const criterion = windowCriterion({ require, ...changes })
  const { evaluation, state } = evaluateWindow(criterion, samplesOf(given), nowMs, before)
  return { ...evaluation, says: formatMessage(evaluation.reason, 'en'), nowMs, state }
}

const minute = <T>(value: T): T[] => Array.from({ length: 12 }, () => value)

describe('what a measure came to over the window', () => {
  const upAndDown = [5, 1, 2, 3, 4, 9, 7, 8, 6, 10, 11, 12]
  test.each([
    ['max.depth', 12],
    ['min.depth', 1],
    ['mean.depth', 6.5],
    ['last.depth', 12],
    ['p50.depth', 6],
    ['p90.depth', 10],
    ['changes.depth', 11],
    ['since.depth', 1],
    // 5 → 1 is a reset: what it reads after it is growth.
    ['increase.depth', 1 + 1 + 1 + 1 + 5 + 7 + 1 + 6 + 4 + 1 + 1],
  ])('%s is %d', (term, value) => {
    const { window, verdict } = evaluate(upAndDown, `${term} == ${value.toFixed(1)}`)
    expect(window?.read).toEqual({ [term]: value })
    expect(verdict).toBe('go')
  })

  test('a rate is by the second, between the first number and the last', () => {
    const { window } = evaluate(
      minute(0).map((_, n) => 100 + n * 10),
      'rate.depth <= 2.0',
    )
    expect(window?.read).toEqual({ 'rate.depth': 2 })
  })

  test('names with several parts are shown as they are written', () => {
    const given = minute({ 'ratios.errors': 0.25, 'queues.mail-out.depth': 7 })
    const { window, verdict } = evaluate(
      given,
      'max.ratios.errors < 0.5 && last.queues["mail-out"].depth < 10.0 && availability == 1.0',
    )
    expect(window?.read).toEqual({
      'max.ratios.errors': 0.25,
      'last.queues.mail-out.depth': 7,
      availability: 1,
    })
    expect(verdict).toBe('go')
  })

  test('the ratio of two counters, over their resets', () => {
    const given = minute(0).map((_, n) => ({ requests: (n % 6) * 100, errors: n % 6 }))
    const { verdict, says } = evaluate(given, 'increase.errors / increase.requests < 0.001')
    expect(verdict).toBe('no-go')
    expect(says).toContain('increase.errors = 10, increase.requests = 1000')
  })
})

describe('traps', () => {
  const cases: [string, Given[], string, GateVerdict, Partial<WindowCriterion>?][] = [
    ['no number at all', minute('no'), 'max.depth <= 100.0', 'unknown'],
    [
      'no number, where no data is NO-GO',
      minute('no'),
      'max.depth <= 100.0',
      'no-go',
      { noData: 'no-go' },
    ],
    [
      'no number, and a condition that any number fails',
      minute('no'),
      'max.depth > 100.0',
      'unknown',
    ],
    ['no number of a count asked to be nothing', minute('no'), 'increase.errors == 0.0', 'unknown'],
    [
      'zero by zero',
      minute({ errors: 0, requests: 0 }),
      'increase.errors / increase.requests < 0.01',
      'unknown',
    ],
    [
      'errors by zero',
      minute({ errors: 5, requests: 0 }),
      'increase.requests / 0.0 >= 0.0',
      'unknown',
    ],
    [
      'zero by zero, the other way round',
      minute({ errors: 0, requests: 0 }),
      '!(increase.errors / increase.requests >= 0.01)',
      'unknown',
    ],
    ['all unmeasurable', minute('?'), 'max.depth <= 100.0', 'unknown'],
    ['a full window of good numbers', minute<Given>(3), 'max.depth <= 100.0', 'go'],
    ['the limit itself', minute(100), 'max.depth <= 100.0', 'go'],
    [
      'one number over the limit',
      [...minute<Given>(3).slice(1), 101],
      'max.depth <= 100.0',
      'no-go',
    ],
    [
      'a number over the limit, and then silence',
      [...minute<Given>(101).slice(6), ...minute<Given>('no').slice(6)],
      'max.depth <= 100.0',
      'no-go',
    ],
    [
      'good numbers, and then a target that answers without them',
      [...minute<Given>(3).slice(6), ...minute<Given>('no').slice(6)],
      'max.depth <= 100.0',
      'unknown',
    ],
    [
      'the same, where the condition holds without',
      [...minute<Given>(3).slice(6), ...minute<Given>('no').slice(6)],
      'max.depth <= 100.0 || passed > 1',
      'go',
    ],
    [
      'a last number that is old',
      [...minute<Given>(3).slice(1), 'no'],
      'max.depth <= 100.0',
      'unknown',
      { maxStaleSeconds: 4 },
    ],
    [
      'a window half full of good numbers',
      minute<Given>(3).slice(6),
      'max.depth <= 100.0',
      'pending',
    ],
    [
      'a breach in a window half full',
      [...minute<Given>(3).slice(7), 101],
      'max.depth <= 100.0',
      'no-go',
    ],
    [
      'a bad last number in a window half full',
      [...minute<Given>(3).slice(7), 101],
      'last.depth <= 100.0',
      'no-go',
    ],
    ['a bad mean that may still come right', [101, 0, 0], 'mean.depth <= 30.0', 'pending'],
    ['an increase that cannot be taken back', [0, 50, 50, 50], 'increase.depth <= 10.0', 'no-go'],
    [
      'a reset is no decrease',
      [900, 950, 1000, 0, 1, 2, 3, 4, 5, 6, 7, 8],
      'increase.depth == 108.0',
      'go',
    ],
    [
      'holes in the window',
      [3, 3, 3, 'none', 'none', 'none', 'none', 3, 3, 3, 3, 3],
      'max.depth <= 100.0',
      'unknown',
      { minSamples: 5 },
    ],
    [
      'one look says nothing of an increase',
      minute<Given>('no').map((given, n) => (n === 11 ? 4 : given)),
      'increase.depth == 0.0',
      'unknown',
    ],
  ]
  test.each(cases)('%s', (_name, given, require, verdict, changes = {}) => {
    expect(evaluate(given, require, changes).verdict).toBe(verdict)
  })

  test('it says which number is missing, and of how many looks', () => {
    const given = [...minute<Given>(3).slice(6), ...minute<Given>('no').slice(6)]
    expect(evaluate(given, 'max.depth <= 100.0').says).toBe(
      'depth is known of 6 of 12 looks only, or was last seen too long ago.',
    )
    expect(evaluate(minute('no'), 'max.depth <= 100.0').says).toBe('No look gave depth.')
  })

  test('a clock set back starts the hold anew', () => {
    const holding = {
      verdict: 'pending' as const,
      atMs: startMs + 3_600_000,
      holdingSinceMs: startMs,
    }
    const { verdict } = evaluate(
      minute<Given>(3),
      'max.depth <= 100.0',
      { holdSeconds: 30 },
      { before: holding },
    )
    expect(verdict).toBe('pending')
  })

  test('a warm-up keeps its numbers out', () => {
    const given = [900, 900, ...minute<Given>(3)]
    expect(evaluate(given, 'max.depth <= 100.0', { warmUpSeconds: 11 }).verdict).toBe('go')
    expect(evaluate(given, 'max.depth <= 100.0', { windowSeconds: 70 }).verdict).toBe('no-go')
  })
})

describe('when GO could come', () => {
  test('is when the bad number has left the window, if it stays as it is now', () => {
    const given = [...minute<Given>(3).slice(1), 101, 3]
    const { earliestGoAt } = evaluate(given, 'max.depth <= 100.0')
    const badMs = startMs + 12 * everyMs
    expect(Date.parse(earliestGoAt ?? '')).toBeGreaterThan(badMs + 60_000)
    expect(Date.parse(earliestGoAt ?? '')).toBeLessThan(badMs + 63_000)
  })

  test('is never while the number stays beyond its limit', () => {
    expect(evaluate(minute<Given>(101), 'last.depth <= 100.0').earliestGoAt).toBeUndefined()
  })
})

test('no numbers at all ever make a GO, whatever the condition asks of them', () => {
  const functions = fc.constantFrom(
    'max',
    'min',
    'mean',
    'last',
    'p95',
    'increase',
    'rate',
    'changes',
    'since',
  )
  const operators = fc.constantFrom('<', '<=', '>', '>=', '==', '!=')
  const given = fc.array(fc.constantFrom<Given>('no', '?', 'none'), {
    minLength: 12,
    maxLength: 24,
  })
  fc.assert(
    fc.property(functions, operators, given, (name, operator, marks) => {
      expect(evaluate(marks, `${name}.depth ${operator} 1.0`, { minSamples: 1 }).verdict).not.toBe(
        'go',
      )
    }),
  )
})
