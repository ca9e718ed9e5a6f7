import { expect, test } from 'vitest'

import type { RollbackPlan, RollbackStatus } from '../../shared/model/rollback.ts'
import {
  answersTo,
  likelyMode,
  mayBegin,
  propose,
  refusedHere,
  rehearsedHereMs,
} from './propose.ts'

const plan = (id: string, when: string[], more: Partial<RollbackPlan> = {}): RollbackPlan => ({
  id,
  title: id,
  when,
  budgetMs: 60_000,
  safeState: 'stopped',
  variables: {},
  steps: [],
  done: [],
  line: 1,
  ...more,
})
const now = plan('now', ['In use?', 'Data intact?'])
const code = plan('code', ['Data intact?'])
const data = plan('data', [])

test('asks in the order of the plans, each question once, and no more than it takes', () => {
  const plans = [now, code, data]
  expect(propose(plans, {}).next).toEqual({ question: 'In use?', plan: now })
  expect(propose(plans, { 'In use?': true }).next?.question).toBe('Data intact?')
  expect(propose(plans, { 'In use?': true, 'Data intact?': true }).proposed).toBe(now)
  expect(propose(plans, { 'In use?': false, 'Data intact?': true }).proposed).toBe(code)
})

test('a plan is out with one no; one without questions stands for all the rest', () => {
  const found = propose([now, code, data], { 'Data intact?': false })
  expect(found.proposed).toBe(data)
  expect([...found.ruledOut]).toEqual(['now', 'code'])
  expect(propose([now, code], { 'Data intact?': false })).toEqual({
    ruledOut: new Set(['now', 'code']),
  })
})

test('what an answer ruled out is begun only where somebody chose it', () => {
  const proposal = propose([now, code], { 'Data intact?': false })
  expect(mayBegin(now, proposal, false)).toBe(false)
  expect(mayBegin(now, proposal, true)).toBe(true)
  expect(mayBegin(now, propose([now, code], {}), false)).toBe(true)
})

test('gives the answers up to the first that is missing: nothing unasked is told as no', () => {
  expect(answersTo(now, {})).toEqual([])
  expect(answersTo(now, { 'Data intact?': true })).toEqual([])
  expect(answersTo(now, { 'In use?': true, 'Data intact?': false })).toEqual([true, false])
})

test('nothing is rehearsed in production, and nothing run where the plan does not allow it', () => {
  const staged = plan('staged', [], { environments: ['staging'] })
  expect(refusedHere(data, 'rehearsal', 'production')).toBe('production')
  expect(refusedHere(data, 'real', 'production')).toBeUndefined()
  expect(refusedHere(staged, 'real', 'production')).toBe('environment')
  expect(refusedHere(staged, 'shown', 'production')).toBeUndefined()
  expect(likelyMode(data, 'production')).toBe('real')
  expect(likelyMode(data, 'practice')).toBe('rehearsal')
  expect(likelyMode(data, 'practice', true)).toBe('real')
  expect(likelyMode(staged, 'practice')).toBe('shown')
})

test('only a rehearsal that ended well says how long it takes', () => {
  const status = (more: Partial<RollbackStatus>) =>
    ({
      planId: 'code',
      mode: 'rehearsal',
      state: 'rehearsed',
      startedAt: '2026-11-21T14:00:00.000Z',
      endedAt: '2026-11-21T14:03:40.000Z',
      ...more,
    }) as RollbackStatus
  expect(rehearsedHereMs([status({})], 'code')).toBe(220_000)
  expect(rehearsedHereMs([status({})], 'data')).toBeUndefined()
  expect(rehearsedHereMs([status({ state: 'aborted' })], 'code')).toBeUndefined()
  expect(rehearsedHereMs([status({ mode: 'shown' })], 'code')).toBeUndefined()
})
