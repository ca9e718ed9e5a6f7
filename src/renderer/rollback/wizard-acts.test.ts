import { expect, test } from 'vitest'

import type {
  RollbackChoice,
  RollbackStatus,
  RollbackStepState,
} from '../../shared/model/rollback.ts'
import { actsOf, keyOfAct, momentOf, nameToLead, wizardCommand } from './wizard-acts.ts'

const status = (state: RollbackStepState, choices: RollbackChoice[]) =>
  ({ at: 'a', steps: [{ stepId: 'a', state }], choices }) as unknown as RollbackStatus
const press = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  ...more,
})

test('Enter runs what is ready, once: a key held down does nothing', () => {
  const acts = actsOf(status('ready', ['act', 'skip', 'hand-over', 'abort']))
  expect(acts).toEqual({ main: 'act', others: ['skip', 'hand-over', 'abort'], isChoosing: false })
  expect(wizardCommand(press('Enter'), acts)).toEqual({ kind: 'main' })
  expect(wizardCommand(press('Enter', { repeat: true }), acts)).toBeUndefined()
  expect(wizardCommand(press('Enter', { ctrlKey: true }), acts)).toBeUndefined()
})

test('a step that would run something else is another moment: it is read and typed anew', () => {
  const ready = status('ready', ['act'])
  const moments = [
    momentOf(ready, 'one'),
    momentOf(ready, 'other'),
    momentOf(ready, undefined),
    momentOf(status('failed', ['retry']), 'one'),
  ]
  expect(new Set(moments).size).toBe(moments.length)
  expect(momentOf(status('ready', []), 'one')).toBe(moments[0])
})

test('of an unknown outcome Enter looks, and never runs', () => {
  const before = actsOf(status('outcome-unknown', ['verify', 'wait', 'skip']))
  expect(before.main).toBe('verify')
  expect(before.others).not.toContain('verify')
})

test('where something did not hold Enter does nothing, and each way has its key', () => {
  const acts = actsOf(status('failed', ['verify', 'wait', 'retry', 'alternative', 'skip']))
  expect(acts.main).toBeUndefined()
  expect(wizardCommand(press('Enter'), acts)).toBeUndefined()
  expect(wizardCommand(press('r'), acts)).toEqual({ kind: 'other', act: 'retry' })
  expect(wizardCommand(press('A'), acts)).toEqual({ kind: 'other', act: 'alternative' })
})

test('what is taken over is offered to whoever sits here, not to who was awaited', () => {
  const awaiting = { ...status('ready', ['take-over', 'abort']), awaits: 'Bob' }
  expect(nameToLead(awaiting, 'Ada')).toBe('Ada')
  expect(nameToLead(awaiting, '')).toBe('Bob')
  expect(nameToLead(status('ready', ['take-over']), '')).toBe('')
  expect(wizardCommand(press('x'), actsOf(awaiting))).toEqual({ kind: 'other', act: 'abort' })
})

test('a key of what may not be done now is none', () => {
  const acts = actsOf(status('acting', ['hand-over', 'abort']))
  expect(wizardCommand(press('s'), acts)).toBeUndefined()
  expect(wizardCommand(press('1'), acts)).toBeUndefined()
  expect(wizardCommand(press('x'), acts)).toEqual({ kind: 'other', act: 'abort' })
})

test('digits choose the way only where one is asked for', () => {
  const acts = actsOf(status('ready', ['choose', 'skip']))
  expect(wizardCommand(press('2'), acts)).toEqual({ kind: 'choose', option: 1 })
})

test('no two acts have one key', () => {
  const keys = Object.values(keyOfAct)
  expect(new Set(keys).size).toBe(keys.length)
})
