import { expect, test } from 'vitest'

import { linesOfPlan, lookOfReadiness, worstOf } from './readiness-look.ts'

test('what was ready is unknown once nothing is heard of it; what was not stays so', () => {
  expect(lookOfReadiness({ state: 'ready' }, false)).toEqual({
    tone: 'go',
    word: 'readiness.state.ready',
  })
  expect(lookOfReadiness({ state: 'ready' }, true)).toEqual({
    tone: 'unknown',
    word: 'readiness.state.unknown',
  })
  expect(lookOfReadiness({ state: 'not-ready' }, true).tone).toBe('nogo')
  expect(lookOfReadiness({ state: 'ready', isChecking: true }, false).tone).toBe('pending')
  expect(lookOfReadiness({ state: 'ready', isChecking: true }, true).tone).toBe('unknown')
})

test('the whole is as bad as its worst line', () => {
  const lines = [{ state: 'not-applicable' }, { state: 'ready' }] as const
  expect(worstOf(lines, false)).toBe('ready')
  expect(worstOf(lines, true)).toBe('unknown')
  expect(worstOf([...lines, { state: 'not-ready' }], true)).toBe('not-ready')
  expect(worstOf([], true)).toBeUndefined()
})

test('a plan relies on its own lines and on those of the run, and on no other plan’s', () => {
  const ids = ['backup', 'commands:code', 'commands:data', 'rehearsal:code', 'commands:co:de']
  const lines = ids.map((id) => ({ id }))
  expect(linesOfPlan(lines, 'code').map(({ id }) => id)).toEqual([
    'backup',
    'commands:code',
    'rehearsal:code',
  ])
  expect(linesOfPlan(lines, 'co:de').map(({ id }) => id)).toEqual(['backup', 'commands:co:de'])
})
