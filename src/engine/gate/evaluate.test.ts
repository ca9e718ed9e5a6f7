import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { formatMessage } from '../../shared/messages/format.ts'
import type { GateVerdict, WindowCriterion } from '../../shared/model/gate.ts'
import type { ItemState } from '../../shared/model/run.ts'
import { evaluateGate, type GateInputs, type GateState } from './evaluate.ts'
import { everyMs, gateOf, looks, startMs, windowCriterion, windowSamples } from './gate.fixture.ts'
import { arithmeticOf, samplesToTolerateOne, toleratedFailures } from './sample-arithmetic.ts'

const inputsOf = (pattern: string, latencyMs?: number | null): GateInputs => ({
  samples: () => windowSamples(looks(pattern, latencyMs)),
  itemState: () => undefined,
  budget: () => undefined,
  readiness: () => [],
})

const noState: GateState = new Map()

/** The verdict after the pattern, as if it had been evaluated once, `afterSeconds` after its last mark. */
function verdictOf(
  pattern: string,
  changes: Partial<WindowCriterion> = {},
  { afterSeconds = 1, before = noState } = {},
) {
  const nowMs = startMs + pattern.length * everyMs + afterSeconds * 1000
  const gate = gateOf(windowCriterion(changes))
  const { evaluation, state } = evaluateGate(gate, inputsOf(pattern), nowMs, before)
  const [criterion] = evaluation.criteria
  if (!criterion) throw new Error('one criterion gives one evaluation')
  expect(evaluation.verdict).toBe(criterion.verdict)
  return { ...criterion, nowMs, state }
}

/** A verdict for each mark of the pattern, evaluated right after it, state carried along. */
function verdictsAlong(pattern: string, changes: Partial<WindowCriterion>): GateVerdict[] {
  const gate = gateOf(windowCriterion(changes))
  let state: GateState = new Map()
  return Array.from(pattern).map((_, index) => {
    const nowMs = startMs + (index + 1) * everyMs + 1000
    const inputs = inputsOf(pattern.slice(0, index + 1))
    const evaluated = evaluateGate(gate, inputs, nowMs, state)
    state = evaluated.state
    return evaluated.evaluation.verdict
  })
}

const full = '.'.repeat(12)

describe('traps', () => {
  const cases: [name: string, pattern: string, verdict: GateVerdict, Partial<WindowCriterion>?][] =
    [
      ['zero measurements', '            ', 'unknown'],
      ['zero measurements, where no data is NO-GO', '            ', 'no-go', { noData: 'no-go' }],
      ['all unknown', '????????????', 'unknown'],
      [
        'all unknown, and no failure asked for',
        '????????????',
        'unknown',
        { require: 'failed == 0' },
      ],
      ['a full, good window', full, 'go'],
      ['a full, bad window', '..xx..xx..xx', 'no-go'],
      ['a late first sample', '           .', 'pending'],
      ['a window that is filling', '......', 'pending'],
      ['half of the window lost', '....      ..', 'unknown'],
      ['half of the window not measurable', '....??????..', 'unknown'],
      ['a breach that this window cannot make good', 'xx..', 'no-go'],
      ['a breach that it still can', 'x...', 'pending'],
      ['the first failure, where none is tolerated', '.x', 'no-go', { require: 'failed == 0' }],
      ['0 / 0', full, 'unknown', { require: 'mean_ms / (failure_ratio - failure_ratio) < 1.0' }],
      ['not enough samples', full, 'pending', { minSamples: 13 }],
      ['warm-up', full, 'pending', { warmUpSeconds: 120 }],
      ['failures of the warm-up', `xxxx${full}`, 'go', { warmUpSeconds: 20 }],
      ['exactly at the limit', 'x.........', 'go', { windowSeconds: 50 }],
      ['a hair below the limit', 'x........', 'no-go', { windowSeconds: 45, minSamples: 9 }],
      ['old failures outside of the window', `xxxx${full}..`, 'go'],
    ]
  test.each(cases)('%s', (_name, pattern, verdict, changes) => {
    expect(verdictOf(pattern, changes).verdict).toBe(verdict)
  })

  test('no answer was timed: a percentile of nothing, or of NaN, is no number', () => {
    const gate = gateOf(windowCriterion({ require: 'p95_ms < 100.0' }))
    for (const latencyMs of [null, NaN]) {
      const nowMs = startMs + 61_000
      const inputs = inputsOf(full, latencyMs)
      expect(evaluateGate(gate, inputs, nowMs, new Map()).evaluation.verdict).toBe('unknown')
    }
  })

  test('the source gone: GO turns UNKNOWN when it is stale, NO-GO stays', () => {
    expect(verdictOf(full, {}, { afterSeconds: 14 }).verdict).toBe('go')
    expect(verdictOf(full, {}, { afterSeconds: 16 }).verdict).toBe('unknown')
    expect(verdictOf('..xx..xx..xx', {}, { afterSeconds: 16 }).verdict).toBe('no-go')
    expect(verdictOf(full, {}, { afterSeconds: 3600 }).verdict).toBe('unknown')
  })

  test('nobody watches the check', () => {
    const inputs = { ...inputsOf(''), samples: () => undefined }
    const { evaluation } = evaluateGate(gateOf(windowCriterion()), inputs, startMs, new Map())
    expect(evaluation.verdict).toBe('unknown')
  })

  test('a gate of advisory criteria only, or of none, is no GO', () => {
    for (const gate of [gateOf(windowCriterion({ blocking: false })), gateOf()]) {
      const nowMs = startMs + 61_000
      expect(evaluateGate(gate, inputsOf(full), nowMs, new Map()).evaluation.verdict).toBe(
        'unknown',
      )
    }
  })
})

describe('hold', () => {
  const held = { holdSeconds: 20 }
  test('GO needs a continuous hold, and says when it could come', () => {
    const verdicts = verdictsAlong(`${full}${full}`, held)
    expect(verdicts.slice(0, 10).every((verdict) => verdict === 'pending')).toBe(true)
    const first = verdicts.indexOf('go')
    // The window is full enough at 0.9; four more looks are 20 s.
    expect(first).toBe(10 + 4)
    expect(verdicts.slice(first).every((verdict) => verdict === 'go')).toBe(true)
  })

  test('flapping at the limit: NO-GO at once, and no blinking on the way back', () => {
    const flapping = `${'.'.repeat(20)}xx${'.'.repeat(10)}x.x.x.${'.'.repeat(30)}`
    const verdicts = verdictsAlong(flapping, { ...held, require: 'availability >= 0.91' })
    const changes = verdicts.filter(
      (verdict, index) => index > 0 && verdict !== verdicts[index - 1],
    )
    expect(changes).toEqual(['go', 'no-go', 'go'])
  })

  test('a hold is broken where the clock went back, or nobody evaluated', () => {
    const changes = { ...held, windowSeconds: 60 }
    const state = (atMs: number): GateState =>
      new Map([['api', { verdict: 'go' as const, atMs, holdingSinceMs: startMs }]])
    const nowMs = startMs + full.length * everyMs + 1000
    expect(verdictOf(full, changes, { before: state(nowMs - 5000) }).verdict).toBe('go')
    expect(verdictOf(full, changes, { before: state(nowMs + 5000) }).verdict).toBe('pending')
    expect(verdictOf(full, changes, { before: state(nowMs - 60_000) }).verdict).toBe('pending')
  })
})

describe('earliest GO', () => {
  const seconds = (pattern: string, changes: Partial<WindowCriterion>) => {
    const { earliestGoAt, nowMs } = verdictOf(pattern, changes)
    return earliestGoAt === undefined ? undefined : (Date.parse(earliestGoAt) - nowMs) / 1000
  }
  test('a window that is filling: when it is full enough, and has held', () => {
    // 30 of 60 s are seen at 31 s; at 54 s the window is full enough.
    const left = seconds('......', { holdSeconds: 30 })
    expect(left).toBeGreaterThanOrEqual(53)
    expect(left).toBeLessThanOrEqual(58)
  })
  test('a breach: when enough of it has left the window', () => {
    const left = seconds('..........xx', { require: 'failed == 0' })
    expect(left).toBeGreaterThanOrEqual(58)
    expect(left).toBeLessThanOrEqual(61)
  })
  test('none is promised where a window can never hold so many looks', () => {
    expect(seconds(full, { minSamples: 100 })).toBeUndefined()
  })

  test('what was said comes true if every look passes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('.', 'x', '?', ' '), minLength: 1, maxLength: 30 }),
        fc.constantFrom('failed == 0', 'availability >= 0.9', 'p95_ms < 100.0 && changes <= 2'),
        fc.constantFrom(0, 20),
        (pattern, require, holdSeconds) => {
          const changes = { require, holdSeconds }
          const { earliestGoAt, verdict, nowMs } = verdictOf(pattern, changes)
          if (verdict === 'go' || earliestGoAt === undefined) return
          const more = Math.ceil((Date.parse(earliestGoAt) - nowMs) / everyMs) + 3
          const along = verdictsAlong(`${pattern}${'.'.repeat(more)}`, changes)
          expect(along.slice(-4)).toContain('go')
        },
      ),
      { numRuns: 150, examples: [['....? .', 'failed == 0', 0]] },
    )
  })
})

test('items: passed, waived and not applicable are GO', () => {
  const verdicts: Record<ItemState, GateVerdict> = {
    passed: 'go',
    waived: 'go',
    'not-applicable': 'go',
    todo: 'pending',
    running: 'pending',
    unknown: 'unknown',
    failed: 'no-go',
  }
  const gate = gateOf({ id: 'ready', kind: 'item', title: '', itemId: 'ready', blocking: true })
  for (const [state, verdict] of Object.entries(verdicts)) {
    const inputs = {
      samples: () => undefined,
      itemState: () => state as ItemState,
      budget: () => undefined,
      readiness: () => [],
    }
    expect(evaluateGate(gate, inputs, startMs, new Map()).evaluation.verdict).toBe(verdict)
  }
})

test('overall is the worst blocking criterion; an advisory one is shown and decides nothing', () => {
  const blocking = windowCriterion({ id: 'a', checkId: 'a' })
  const advisory = windowCriterion({ id: 'b', checkId: 'b', blocking: false })
  const inputs: GateInputs = {
    samples: ({ checkId }) => windowSamples(looks(checkId === 'a' ? full : 'x'.repeat(12))),
    itemState: () => undefined,
    budget: () => undefined,
    readiness: () => [],
  }
  const at = startMs + 61_000
  const one = evaluateGate(gateOf(blocking, advisory), inputs, at, new Map()).evaluation
  expect(one.verdict).toBe('go')
  expect(one.criteria.map(({ verdict }) => verdict)).toEqual(['go', 'no-go'])
  const both = gateOf(blocking, { ...advisory, blocking: true })
  const two = evaluateGate(both, inputs, at, new Map()).evaluation
  expect(two).toMatchObject({ verdict: 'no-go', decidedBy: 'b' })
})

test('no run of looks gives GO without a full, fresh window in which the condition holds', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('.', '.', '.', 'x', '?', ' '), maxLength: 40 }),
      fc.integer({ min: 0, max: 30 }),
      (pattern, afterSeconds) => {
        const { verdict, nowMs } = verdictOf(pattern, {}, { afterSeconds })
        const inside = looks(pattern).filter(
          (one) => one.atMs >= nowMs - 60_000 && one.atMs < nowMs,
        )
        const measured = inside.filter((one) => one.verdict !== 'unknown')
        const passed = measured.filter((one) => one.verdict === 'passed')
        if (verdict !== 'go') return
        expect(measured.length).toBeGreaterThanOrEqual(10)
        expect(passed.length / measured.length).toBeGreaterThanOrEqual(0.9)
        expect(nowMs - (measured.at(-1)?.atMs ?? 0)).toBeLessThanOrEqual(15_000)
      },
    ),
  )
})

describe('sample arithmetic', () => {
  test('in words', () => {
    const said = arithmeticOf({ passed: 1040, failed: 1 }, undefined)
    expect(formatMessage(said, 'en')).toBe(
      '1 failure in 1,041 looks: 99.904%. One failure in 1,041 is already 99.904%.',
    )
    const limited = arithmeticOf({ passed: 900, failed: 0 }, 0.999)
    expect(formatMessage(limited, 'en')).toContain('tolerates none here, and takes 1,000 looks')
    expect(formatMessage(limited, 'fr')).toContain('n’en tolère aucun ici')
    expect(
      formatMessage(arithmeticOf({ passed: 99_999_999, failed: 1 }, undefined), 'en'),
    ).toContain('99.999%')
  })
  test('what a limit tolerates is what the comparison itself tolerates', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0.5, max: 0.9999, noNaN: true }),
        (samples, limit) => {
          const tolerated = toleratedFailures(samples, limit)
          expect((samples - tolerated) / samples >= limit).toBe(true)
          expect((samples - tolerated - 1) / samples < limit || tolerated === samples).toBe(true)
          const needed = samplesToTolerateOne(limit) ?? 0
          expect((needed - 1) / needed >= limit).toBe(true)
          expect(needed === 1 || (needed - 2) / (needed - 1) < limit).toBe(true)
        },
      ),
    )
  })
})
