import { expect, test } from 'vitest'

import type { RollbackStatus } from '../../shared/model/rollback.ts'
import { turnOf } from './turn.ts'

const status = (more: object) =>
  ({
    state: 'running',
    driver: 'Ada',
    at: 'a',
    steps: [
      { stepId: 'a', state: 'ready' },
      { stepId: 'b', state: 'ahead' },
    ],
    ...more,
  }) as RollbackStatus

test('says the step, its state, who leads, and the end', () => {
  const first = status({})
  expect(turnOf(undefined, first)).toMatchObject({ kind: 'step', step: { stepId: 'a' } })
  const acting = status({ steps: [{ stepId: 'a', state: 'acting' }] })
  expect(turnOf(first, acting)).toMatchObject({ kind: 'state', step: { state: 'acting' } })
  expect(turnOf(first, status({ driver: 'Bob' }))).toEqual({ kind: 'driver', driver: 'Bob' })
  const atEnd = status({ at: undefined })
  expect(turnOf(first, atEnd)).toEqual({ kind: 'final' })
  expect(turnOf(atEnd, status({ at: undefined, state: 'not-back' }))).toEqual({ kind: 'final' })
  expect(turnOf(atEnd, status({ at: undefined, state: 'back' }))).toEqual({ kind: 'over' })
})

test('is quiet while only output and time go on, and of what was over before', () => {
  const acting = status({ steps: [{ stepId: 'a', state: 'acting', output: '1' }] })
  expect(
    turnOf(acting, status({ steps: [{ stepId: 'a', state: 'acting', output: '2' }] })),
  ).toBeUndefined()
  const over = status({ state: 'back', at: undefined })
  expect(turnOf(undefined, over)).toBeUndefined()
  expect(turnOf(over, status({ state: 'back', at: undefined }))).toBeUndefined()
})
