import { expect, it } from 'vitest'

import type { DrillOutcome, DrillResult } from '../../shared/model/drill.ts'
import type { Environment } from '../../shared/model/profile.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import { lookRehearsal } from '../readiness/look-people.ts'
import { planHash } from '../rollback/plan-hash.ts'
import { projectRun } from '../run/projection.ts'
import { at, created, history, way, type Moment } from './drill-history.fixture.ts'
import { judgeDrill } from './judge-drill.ts'

const day = 24 * 60 * 60
const [, begun] = way('release').begun(0)
if (begun.type !== 'rollback.started') throw new Error('a way back begins with its start')
const plan = { ...begun.plan, budgetMs: 60_000 }
const hash = planHash(plan)
/** Of a plan that is another than the one that is looked at. */
const other = { planHash: 'b'.repeat(64) }

/** A drill that took so many seconds from the decision to its verified end. */
function drill(
  seconds: number,
  options: {
    from?: number
    by?: string
    outcome?: DrillOutcome
    environment?: Environment
    isSkipping?: boolean
    isSkippingAfter?: boolean
    of?: { planHash: string }
  } = {},
): RunEvent[] {
  const {
    from = 0,
    by = 'Ada',
    outcome = 'solved',
    isSkipping = false,
    isSkippingAfter = false,
    of = other,
  } = options
  const back = way('release', of)
  const [, birth] = created(options.environment)
  const moments: Moment[] = [
    [from, birth],
    [from + 1, { type: 'drill.started', drillId: 'drill', by }],
    back.begun(from + 20),
    back.acting(from + 21),
    ...(isSkipping ? [back.moved(from + 22, 'skip')] : []),
    back.ended(from + 20 + seconds),
  ]
  const result: DrillResult = {
    outcome,
    kind: 'bad-release',
    ...judgeDrill({
      events: history(moments),
      brokenAt: at(from + 10),
      whole: [{ from: at(from + 20 + seconds) }],
      overAt: at(from + 20 + seconds),
      outcome,
    }),
  }
  const ended: Moment = [from + 21 + seconds, { type: 'drill.ended', drillId: 'drill', by, result }]
  // The same way again, for fun, in the run that is still open.
  const again = way('again', of)
  const after = isSkippingAfter
    ? [
        again.begun(from + 30 + seconds),
        again.moved(from + 31 + seconds, 'skip'),
        again.ended(from + 32 + seconds),
      ]
    : []
  return history([...moments, ended, ...after])
}

/** What the line says ten days later, in a run with Ada. */
function look(...histories: RunEvent[][]) {
  const run = projectRun(history([created('staging')]), {
    runbookOf: () => undefined,
    imported: false,
    isLive: () => false,
  })
  const context = { run, histories: () => histories, now: () => at(10 * day) }
  return lookRehearsal(context, plan)
}
const none = { state: 'not-ready', reason: { id: 'readiness.rehearsal.none' } }

it('counts a drill of somebody of the run, and says what it was', () => {
  expect(look(drill(30))).toEqual({
    state: 'ready',
    reason: {
      id: 'readiness.rehearsal.drill',
      values: { by: 'Ada', at: '2026-11-20', minutes: 0.5, budget: 1 },
    },
    facts: {
      drill_id: 'drill',
      by: 'Ada',
      kind: 'bad-release',
      at: at(50),
      drilled_plan: 'The plan release',
      duration_ms: 30_000,
      budget_ms: 60_000,
      plan_commands_run: false,
    },
  })
  expect(look(drill(30, { by: ' ada ' }))).toMatchObject({ state: 'ready' })
})

it('is not ready where it took longer than this plan may', () => {
  expect(look(drill(61))).toMatchObject({
    state: 'not-ready',
    reason: { id: 'readiness.rehearsal.drill-long' },
  })
  // The last one says what can be relied on.
  expect(look(drill(30), drill(61, { from: 200 }))).toMatchObject({ state: 'not-ready' })
  expect(look(drill(30, { from: 200 }), drill(61))).toMatchObject({ state: 'ready' })
})

it.each([
  ['somebody else’s', drill(30, { by: 'Bob' })],
  ['one that was given up', drill(30, { outcome: 'given-up' })],
  ['one that was broken off', drill(30, { outcome: 'broken-off' })],
  ['one that left a step out', drill(30, { isSkipping: true })],
  ['one of another environment', drill(30, { environment: 'staging' })],
  ['one from more than thirty days ago', drill(30, { from: -21 * day })],
  ['one that is yet to come', drill(30, { from: 11 * day })],
])('does not count %s', (_, events) => {
  expect(look(events)).toMatchObject(none)
})

it('counts a drill that went through this very plan as its rehearsal, whoever led it, and for good', () => {
  const same = { of: { planHash: hash } }
  const fine = { state: 'ready', reason: { id: 'readiness.rehearsal.fine' } }
  expect(look(drill(30, { ...same, by: 'Bob', from: -100 * day }))).toMatchObject(fine)
  expect(look(drill(61, same))).toMatchObject({
    state: 'not-ready',
    reason: { id: 'readiness.rehearsal.long' },
  })
  expect(look(drill(30, { ...same, isSkipping: true }))).toMatchObject(none)
  expect(look(drill(30, { ...same, isSkippingAfter: true }))).toMatchObject(fine)
})

it('takes what says more of the plan itself: its own rehearsal, also where that took too long', () => {
  const own = way('release', { mode: 'rehearsal', planHash: hash })
  const rehearsal = history([created(), own.begun(0), own.ended(90, 'rehearsed')])
  const long = { state: 'not-ready', reason: { id: 'readiness.rehearsal.long' } }
  expect(look(rehearsal, drill(30, { from: 200 }))).toMatchObject(long)
  // What went through it later counts, either way.
  const same = { of: { planHash: hash } }
  expect(look(rehearsal, drill(30, { ...same, from: 200 }))).toMatchObject({ state: 'ready' })
  expect(look(rehearsal, drill(30, { ...same, from: -200 }))).toMatchObject(long)
})
