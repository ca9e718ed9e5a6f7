import { expect, test } from 'vitest'

import { lookOfReadiness, worstOf } from './readiness-look.ts'

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
