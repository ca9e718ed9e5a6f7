import { expect, test } from 'vitest'

import type {
  RollbackNext,
  RollbackPlan,
  RollbackStatus,
  RollbackStepState,
} from '../../shared/model/rollback.ts'
import { runningOf, sightOf, wayOf } from './way.ts'

const step = (
  id: string,
  next: RollbackNext,
  expectedMs?: number,
): RollbackPlan['steps'][number] => ({
  id,
  title: id,
  why: '',
  action: { kind: 'wait' },
  verify: [],
  ifFails: {},
  next,
  isPointOfNoReturn: false,
  line: 1,
  ...(expectedMs === undefined ? {} : { expectedMs }),
})
const plan: RollbackPlan = {
  id: 'code',
  title: 'Back',
  when: [],
  budgetMs: 60_000,
  safeState: '',
  variables: {},
  done: [],
  line: 1,
  steps: [
    step('halt', { step: 'back' }, 1000),
    step('by-hand', { step: 'back' }),
    step('back', 'end', 2000),
  ],
}
const status = (at: string | undefined, states: RollbackStepState[]): RollbackStatus => ({
  rollbackId: 'r',
  planId: 'code',
  title: 'Back',
  mode: 'real',
  environment: 'practice',
  startedAt: '2026-11-21T14:00:00.000Z',
  startedBy: 'Ada',
  driver: 'Ada',
  isElsewhere: false,
  budgetMs: 60_000,
  state: 'running',
  ...(at === undefined ? {} : { at }),
  steps: plan.steps.map(({ id, title }, index) => ({
    stepId: id,
    title,
    state: states[index] ?? 'ahead',
    attempts: 0,
    verify: [],
  })),
  done: [],
  choices: [],
})

test('counts the way that is gone if nothing goes wrong, and puts the others aside', () => {
  const way = wayOf(plan, status('halt', ['ready']))
  expect(way).toMatchObject({ behind: 0, total: 2, aheadMs: 3000 })
  expect([...way.aside]).toEqual(['by-hand'])
})

test('a step that was taken after all is one of the way', () => {
  const way = wayOf(plan, status('by-hand', ['failed', 'ready', 'ahead']))
  expect(way).toMatchObject({ behind: 0, total: 2, aheadMs: 2000 })
  expect(way.aside.size).toBe(0)
  expect(wayOf(plan, status('back', ['skipped', 'passed', 'ready']))).toMatchObject({
    behind: 2,
    total: 3,
  })
})

test('at the end everything that was gone through is behind', () => {
  expect(wayOf(plan, status(undefined, ['passed', 'ahead', 'passed']))).toMatchObject({
    behind: 2,
    total: 2,
  })
})

test('a passed step is not behind while it is stood at', () => {
  expect(wayOf(plan, status('halt', ['passed']))).toMatchObject({ behind: 0, total: 2 })
})

test('what is not back yet still goes on', () => {
  const over = { ...status(undefined, []), state: 'aborted' as const }
  const open = { ...status(undefined, []), state: 'not-back' as const }
  const head = { imported: false }
  expect(runningOf([over, open], head)).toBe(open)
  expect(runningOf([over], head)).toBeUndefined()
  expect(sightOf(open, 'lost')).toBe('lost')
  expect(sightOf(over, 'lost')).toBe('over')
})

test('nothing goes on in a run that is closed or imported, or not known yet', () => {
  const open = { ...status('halt', ['acting']), state: 'running' as const }
  expect(runningOf([open], { imported: true })).toBeUndefined()
  expect(
    runningOf([open], { imported: false, closedAt: '2026-11-21T14:00:00.000Z' }),
  ).toBeUndefined()
  expect(runningOf([open], undefined)).toBeUndefined()
})
