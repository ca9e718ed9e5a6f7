import { expect, test } from 'vitest'

import type { EscalationStatus } from '../../shared/model/incident.ts'
import { nextLevel, readEscalation } from './escalation.ts'

const nowMs = Date.parse('2026-11-21T08:20:00.000Z')
const level = (name: string, more: Partial<EscalationStatus> = {}): EscalationStatus => ({
  level: name,
  name: 'Ada',
  ...more,
})
const at = (minute: number) => `2026-11-21T08:${minute}:00.000Z`
const escalation = [
  level('L1', { dueAt: at(10), reached: { by: 'Bob', at: at(12) } }),
  level('L2', { dueAt: at(15) }),
  level('L3', { dueAt: at(40) }),
  level('L4', { dueAt: at(30) }),
  level('5'),
]

test('each level stands somewhere, and the next is the one that comes first', () => {
  const levels = readEscalation({ escalation }, nowMs)
  expect(levels.map(({ state, milliseconds }) => [state, milliseconds])).toEqual([
    ['reached', undefined],
    ['due', 5 * 60_000],
    ['waiting', 20 * 60_000],
    ['waiting', 10 * 60_000],
    ['by-hand', undefined],
  ])
  expect(nextLevel(levels)?.level.level).toBe('L4')
})

test('a level is due in the very moment that it was to be called at', () => {
  const [reading] = readEscalation({ escalation: [level('L1', { dueAt: at(20) })] }, nowMs)
  expect(reading).toMatchObject({ state: 'due', milliseconds: 0 })
})

test('once it is solved nobody is to be called any more', () => {
  const resolved = { at: at(19), by: 'Ada', text: '' }
  const levels = readEscalation({ escalation, resolved }, nowMs)
  expect(levels.map(({ state }) => state)).toEqual([
    'reached',
    'not-needed',
    'not-needed',
    'not-needed',
    'not-needed',
  ])
  expect(nextLevel(levels)).toBeUndefined()
})
