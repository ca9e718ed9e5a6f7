import { expect, test } from 'vitest'

import type { RollbackStep, VerificationStatus } from '../../shared/model/rollback.ts'
import { endOf, lookOfStep } from './rollback-tone.ts'

const held: VerificationStatus = { id: 'v', title: 'v', state: 'passed' }
const decide: Pick<RollbackStep, 'action'> = {
  action: { kind: 'decide', question: 'Which?', options: [] },
}

test('only what was looked at is said to hold', () => {
  expect(lookOfStep({ state: 'passed', verify: [held] })).toEqual({
    tone: 'go',
    word: 'rollback.step-state.passed',
  })
  expect(lookOfStep({ state: 'passed', verify: [] })).toEqual({
    tone: 'pending',
    word: 'rollback.unverified-step',
  })
  expect(lookOfStep({ state: 'passed', verify: [] }, decide).word).toBe('rollback.decided')
  expect(lookOfStep({ state: 'outcome-unknown', verify: [held] }).tone).toBe('unknown')
})

test('where it is over nothing waits for anybody any more', () => {
  expect(lookOfStep({ state: 'ready', verify: [held] }, undefined, true)).toEqual({
    tone: 'idle',
    word: 'rollback.not-reached',
  })
  expect(lookOfStep({ state: 'failed', verify: [held] }, undefined, true).tone).toBe('nogo')
})

test('what was only shown was not rehearsed', () => {
  expect(endOf({ state: 'rehearsed', mode: 'shown' })).toBe('shown')
  expect(endOf({ state: 'rehearsed', mode: 'rehearsal' })).toBe('rehearsed')
  expect(endOf({ state: 'aborted', mode: 'shown' })).toBe('aborted')
})
