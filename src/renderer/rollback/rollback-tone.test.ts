import { expect, test } from 'vitest'

import type { RollbackStep, VerificationStatus } from '../../shared/model/rollback.ts'
import { endOf, lookOfStep, lookOfVerification } from './rollback-tone.ts'

const held: VerificationStatus = { id: 'v', title: 'v', state: 'passed' }
const decide: Pick<RollbackStep, 'action'> = {
  action: { kind: 'decide', question: 'Which?', options: [] },
}

test('only what was looked at is said to hold', () => {
  expect(lookOfStep({ state: 'passed', verify: [held] })).toEqual({
    tone: 'go',
    word: 'rollback.step-state.passed',
  })
  expect(lookOfStep({ state: 'passed', verify: [held], outcome: 'done' }).tone).toBe('go')
  expect(lookOfStep({ state: 'passed', verify: [held], outcome: 'failed' })).toEqual({
    tone: 'pending',
    word: 'rollback.held-though.failed',
  })
  expect(lookOfStep({ state: 'passed', verify: [] })).toEqual({
    tone: 'pending',
    word: 'rollback.unverified-step',
  })
  expect(lookOfStep({ state: 'passed', verify: [] }, decide).word).toBe('rollback.decided')
  expect(lookOfStep({ state: 'outcome-unknown', verify: [held] }).tone).toBe('unknown')
})

test('where it is over nothing waits for anybody any more', () => {
  expect(lookOfStep({ state: 'ready', verify: [held] }, undefined, 'over')).toEqual({
    tone: 'idle',
    word: 'rollback.not-reached',
  })
  expect(lookOfStep({ state: 'failed', verify: [held] }, undefined, 'over').tone).toBe('nogo')
})

test('what goes on is not known to while nothing is heard of it, and was left with its run', () => {
  const acting = { state: 'acting' as const, verify: [held] }
  expect(lookOfStep(acting, undefined, 'lost')).toEqual({
    tone: 'unknown',
    word: 'rollback.no-news',
  })
  expect(lookOfStep(acting, undefined, 'left').word).toBe('rollback.unfinished')
  expect(lookOfStep({ state: 'ready', verify: [] }, undefined, 'left').word).toBe(
    'rollback.not-reached',
  )
  expect(lookOfStep({ state: 'passed', verify: [held] }, undefined, 'lost').tone).toBe('go')
  expect(lookOfVerification('looking', 'lost').word).toBe('rollback.no-news')
  expect(lookOfVerification('looking', 'live').tone).toBe('pending')
  expect(lookOfVerification('passed', 'lost').tone).toBe('go')
  expect(endOf({ state: 'running', mode: 'real' }, 'lost')).toBe('lost')
  expect(endOf({ state: 'not-back', mode: 'real' }, 'left')).toBe('left')
  expect(endOf({ state: 'back', mode: 'real' }, 'left')).toBe('back')
})

test('what was only shown was not rehearsed', () => {
  expect(endOf({ state: 'rehearsed', mode: 'shown' })).toBe('shown')
  expect(endOf({ state: 'rehearsed', mode: 'rehearsal' })).toBe('rehearsed')
  expect(endOf({ state: 'aborted', mode: 'shown' })).toBe('aborted')
})
