import { expect, it } from 'vitest'

import { windowCriterion } from '../gate/gate.fixture.ts'
import { depthLimit } from './depth-limit.ts'

const limitOf = (expectation: string, name = '') =>
  depthLimit({ expect: expectation, checkId: 'q#1', criteria: [], name })

it.each([
  ['depth <= 100', 100, 'depth'],
  ["error == '' && waiting < 20 && workers > 0", 20, 'waiting'],
  ['100 >= depth', 100, 'depth'],
])('%s is a limit', (expectation, value, of) => {
  expect(limitOf(expectation)).toEqual({ value, of, from: 'check' })
})

it.each([
  'depth > 100',
  'depth < 100 || workers > 0',
  '!(depth < 100)',
  'oldest_age_s < 60',
  'depth < waiting',
  'depth <',
  'changes.depth < 5',
])('%s is none', (expectation) => {
  expect(limitOf(expectation)).toBeUndefined()
})

it('what holds for all queues together is no limit of one of them', () => {
  expect(limitOf('depth < 100', 'mail')).toBeUndefined()
  expect(limitOf('queues.all(q, q.depth < 50.5)', 'mail')?.value).toBe(50.5)
  expect(limitOf('queues.exists(q, q.depth < 50)', 'mail')).toBeUndefined()
})

it('a gate’s criterion is asked where the check says nothing', () => {
  const criteria = [
    windowCriterion({ checkId: 'other#1', require: 'max.depth < 5' }),
    windowCriterion({ checkId: 'q#1', require: 'coverage > 0.5 && p95.depth <= 80' }),
    windowCriterion({ checkId: 'q#1', require: 'max.queues.mail.depth <= 30' }),
    windowCriterion({ checkId: 'q#1', require: 'max.queues["a.b"].depth <= 20' }),
  ]
  const sought = { expect: 'found', checkId: 'q#1', criteria }
  expect(depthLimit({ ...sought, name: '' })).toEqual({ value: 80, of: 'depth', from: 'gate' })
  expect(depthLimit({ ...sought, name: 'mail' })?.value).toBe(30)
  expect(depthLimit({ ...sought, name: 'a.b' })?.value).toBe(20)
  expect(depthLimit({ ...sought, name: 'other' })).toBeUndefined()
  expect(depthLimit({ ...sought, expect: 'depth < 7', name: '' })?.from).toBe('check')
})
