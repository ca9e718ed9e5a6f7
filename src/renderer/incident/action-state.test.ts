import { expect, test } from 'vitest'

import type { IncidentAction } from '../../shared/model/incident.ts'
import { actionState } from './action-state.ts'

const action: IncidentAction = { id: 'a', text: 'Buy a disk', owner: 'Ada' }

test('late only once its day is over, and never when it is done', () => {
  const due = '2026-11-30'
  expect(actionState(action, Date.now())).toBe('open')
  expect(actionState({ ...action, due }, new Date(2026, 10, 30, 23, 59, 59).getTime())).toBe('open')
  expect(actionState({ ...action, due }, new Date(2026, 11, 1).getTime())).toBe('late')
  const doneAt = '2026-12-24T08:00:00.000Z'
  expect(actionState({ ...action, due, doneAt }, new Date(2027, 0, 1).getTime())).toBe('done')
})
