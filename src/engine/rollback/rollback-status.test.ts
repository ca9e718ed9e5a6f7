import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Verdict } from '../../shared/model/check.ts'
import type { RollbackEventBody } from '../../shared/model/rollback-event.ts'
import type {
  RollbackNext,
  RollbackPlan,
  RollbackStep,
  Verification,
} from '../../shared/model/rollback.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import { choicesOf } from './choices.ts'
import { statusOf, type LiveRollback } from './rollback-status.ts'
import { traceOf } from './rollback-trace.ts'

const verification = (id: string): Verification => ({
  id,
  title: id,
  withinMs: 1000,
  kind: 'check',
  times: 1,
  everyMs: 100,
  check: {
    id,
    itemId: 'rollback.back',
    kind: 'command',
    config: { run: 'true' },
    timeoutMs: 1000,
    origin: 'fence',
    line: 1,
    column: 1,
  },
})
const step = (id: string, next: RollbackStep['next'], verify = [verification(`${id}.1`)]) =>
  ({
    id,
    title: id,
    why: '',
    action: { kind: 'check', check: { ...verification(id), ...baseCheck, id } },
    verify,
    ifFails: { next: { step: 'a' } },
    next,
    isPointOfNoReturn: false,
    line: 1,
  }) satisfies RollbackStep
const baseCheck = {
  itemId: 'rollback.back',
  kind: 'command' as const,
  config: { run: 'true' },
  timeoutMs: 1000,
  origin: 'fence' as const,
  line: 1,
  column: 1,
}
const plan: RollbackPlan = {
  id: 'back',
  title: 'Back',
  when: [],
  budgetMs: 60_000,
  safeState: 'Stopped.',
  variables: {},
  steps: [step('a', { step: 'b' }), step('b', { step: 'c' }, []), step('c', 'end')],
  done: [verification('done')],
  line: 1,
}
const ids = plan.steps.map(({ id }) => id)
const notLive: LiveRollback = { isElsewhere: false }
const reason = { id: 'run.unknown' } as const

const started: RollbackEventBody = {
  type: 'rollback.started',
  rollbackId: 'r',
  plan,
  planHash: 'h',
  mode: 'real',
  environment: 'staging',
  runbookHash: 'h',
  profileHash: 'h',
  by: 'Ada',
  answers: [],
}
const historyOf = (bodies: readonly RollbackEventBody[]): RunEvent[] =>
  [started, ...bodies].map((body, index) => ({
    runId: 'run',
    seq: index + 1,
    at: new Date(Date.parse('2026-11-21T20:00:00.000Z') + index * 1000).toISOString(),
    actor: { kind: 'person', name: 'Ada' },
    body,
    previousHash: '',
    hash: '',
  }))
const traceAfter = (bodies: readonly RollbackEventBody[]) => {
  const trace = traceOf(historyOf(bodies))
  if (!trace) throw new Error('it was begun')
  return trace
}
const statusAfter = (bodies: readonly RollbackEventBody[], live = notLive) =>
  statusOf(traceAfter(bodies), live)

/** Anything that could ever stand in a history, in any order. */
const anyBody: fc.Arbitrary<RollbackEventBody> = fc
  .record({
    stepId: fc.constantFrom(...ids),
    attempt: fc.integer({ min: 1, max: 3 }),
    outcome: fc.constantFrom('done', 'failed', 'not-done', 'unknown'),
    verdict: fc.constantFrom('passed', 'failed', 'unknown'),
    how: fc.constantFrom('on', 'retry', 'skip', 'alternative', 'chose', 'shown'),
    to: fc.constantFrom<RollbackNext[]>({ step: 'a' }, { step: 'b' }, { step: 'c' }, 'end', 'stop'),
    said: fc.boolean(),
    isEnd: fc.boolean(),
    type: fc.constantFrom('acting', 'acted', 'verified', 'moved', 'orphaned', 'handed-over'),
  } as const)
  .map(({ stepId, attempt, outcome, verdict, how, to, said, isEnd, type }): RollbackEventBody => {
    const place = { rollbackId: 'r', stepId, title: stepId }
    switch (type) {
      case 'acting':
        return {
          type: 'rollback.acting',
          ...place,
          attempt,
          danger: 'change',
          target: '',
          command: '',
        }
      case 'acted':
        return { type: 'rollback.acted', ...place, attempt, outcome, reason, durationMs: 1 }
      case 'verified': {
        const parts = [{ id: `${stepId}.1`, title: '', verdict, reason }]
        const { stepId: at, ...end } = place
        const where = isEnd ? end : { ...end, stepId: at }
        return { type: 'rollback.verified', ...where, attempt, verdict, parts }
      }
      case 'moved':
        return {
          type: 'rollback.moved',
          ...place,
          how,
          to,
          ...(said ? { reason: 'So.', because: reason } : {}),
        }
      case 'orphaned':
        return { type: 'rollback.orphaned', ...place, attempt }
      default:
        return { type: 'rollback.handed-over', rollbackId: 'r', from: 'Ada', to: 'Bob' }
    }
  })

const histories = fc.array(anyBody, { maxLength: 40 })

describe('from any history', () => {
  it('no step has passed that was not done in that attempt, and then verified', () => {
    fc.assert(
      fc.property(histories, (bodies) => {
        for (const { stepId, state, attempts } of statusAfter(bodies).steps) {
          if (state !== 'passed') continue
          const acted = bodies.findLastIndex(
            (body) =>
              body.type === 'rollback.acted' && body.stepId === stepId && body.attempt === attempts,
          )
          const begun = bodies.findLastIndex(
            (body) => body.type === 'rollback.acting' && body.stepId === stepId,
          )
          const orphaned = bodies.findLastIndex(
            (body) => body.type === 'rollback.orphaned' && body.stepId === stepId,
          )
          expect(begun).toBeGreaterThanOrEqual(0)
          expect(Math.max(acted, orphaned)).toBeGreaterThan(begun)
          if (stepId === 'b') continue
          const seen = bodies.findLastIndex(
            (body) =>
              body.type === 'rollback.verified' &&
              body.stepId === stepId &&
              body.verdict === 'passed' &&
              body.attempt === attempts,
          )
          expect(seen).toBeGreaterThan(begun)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('nothing is left behind that did not hold, without a reason', () => {
    fc.assert(
      fc.property(histories, (bodies) => {
        for (let length = 1; length <= bodies.length; length++) {
          const last = bodies[length - 1]
          const before = statusAfter(bodies.slice(0, length - 1))
          const after = statusAfter(bodies.slice(0, length))
          if (before.at === undefined || before.at === after.at || after.endedAt) continue
          const left = before.steps.find(({ stepId }) => stepId === before.at)
          const held = left?.state === 'passed'
          const isSaid =
            last?.type === 'rollback.moved' &&
            (last.reason !== undefined || last.because !== undefined || last.option !== undefined)
          expect(held || isSaid).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('what was begun and has no outcome is unknown, unless it is done here and now', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...ids), (bodies, stepId) => {
        const begun: RollbackEventBody = {
          type: 'rollback.acting',
          rollbackId: 'r',
          stepId,
          title: stepId,
          attempt: 9,
          danger: 'change',
          target: '',
          command: '',
        }
        const stateOf = (live: LiveRollback) =>
          statusAfter([...bodies, begun], live).steps.find((one) => one.stepId === stepId)
        expect(stateOf(notLive)).toMatchObject({ state: 'outcome-unknown', mayStillRun: true })
        expect(stateOf({ isElsewhere: false, acting: { stepId } })?.state).toBe('acting')
      }),
    )
  })

  it('what is offered agrees with the state: nothing is done again before somebody has seen', () => {
    fc.assert(
      fc.property(histories, (bodies) => {
        const trace = traceAfter(bodies)
        const { at, steps, choices } = statusAfter(bodies)
        expect(choices).toEqual(choicesOf(trace, notLive))
        const state = steps.find(({ stepId }) => stepId === at)?.state
        const own = at === undefined ? undefined : trace.steps.get(at)
        const isBlind = own?.step.verify.length === 0
        const wasSeen = isBlind || own?.parts?.some(({ verdict }) => verdict !== 'unknown') === true
        expect([
          choices.includes('act') && state !== 'ready',
          choices.includes('go-on') && state !== 'passed',
          choices.includes('retry') && state === 'outcome-unknown' && !wasSeen,
          choices.includes('alternative') && state === 'outcome-unknown' && !wasSeen,
        ]).toEqual([false, false, false, false])
        expect(choicesOf(trace, { isElsewhere: true })).toEqual(['take-over'])
      }),
      { numRuns: 1000 },
    )
  })

  it('a look that could not see unlocks nothing; one that saw does, whatever it saw', () => {
    const place = { rollbackId: 'r', stepId: 'a', title: 'a', attempt: 1 }
    const cut: RollbackEventBody[] = [
      { type: 'rollback.acting', ...place, danger: 'change', target: '', command: '' },
      { type: 'rollback.orphaned', ...place },
    ]
    const after = (verdict: Verdict) => {
      const parts = [{ id: 'a.1', title: '', verdict, reason }]
      return statusAfter([...cut, { type: 'rollback.verified', ...place, verdict, parts }])
    }
    const blind = ['verify', 'wait', 'skip', 'hand-over', 'abort']
    expect(statusAfter(cut).choices).toEqual(blind)
    expect(after('unknown').steps[0]?.state).toBe('outcome-unknown')
    expect(after('unknown').choices).toEqual(blind)
    expect(after('failed').choices).toContain('retry')
    expect(after('failed').choices).toContain('alternative')
  })

  it('doing a step again stays at that step', () => {
    const place = { rollbackId: 'r', stepId: 'a', title: 'a' }
    const failed: RollbackEventBody[] = [
      {
        type: 'rollback.acting',
        ...place,
        attempt: 1,
        danger: 'change',
        target: '',
        command: '',
      },
      {
        type: 'rollback.acted',
        ...place,
        attempt: 1,
        outcome: 'failed',
        reason,
        durationMs: 1,
      },
    ]
    const after = (to: RollbackNext) =>
      statusAfter([...failed, { type: 'rollback.moved', ...place, how: 'retry', to }])
    expect(after({ step: 'c' })).toMatchObject({ at: 'a', steps: [{ state: 'failed' }, {}, {}] })
    expect(after('end').at).toBe('a')
    expect(after({ step: 'a' })).toMatchObject({ at: 'a', steps: [{ state: 'ready' }, {}, {}] })
  })
})
