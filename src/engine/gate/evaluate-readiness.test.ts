import { expect, test } from 'vitest'

import { message } from '../../shared/messages/message.ts'
import type { ReadinessCriterion } from '../../shared/model/gate.ts'
import {
  readinessStates,
  type ReadinessKind,
  type ReadinessState,
  type ReadinessStatus,
} from '../../shared/model/readiness.ts'
import { evaluateReadiness } from './evaluate-readiness.ts'

const criterion = (...lines: ReadinessKind[]): ReadinessCriterion => ({
  id: 'readiness',
  kind: 'readiness',
  title: 'Readiness',
  itemId: '',
  blocking: true,
  lines,
})
const line = (kind: ReadinessKind, state: ReadinessState, checked = true): ReadinessStatus => ({
  id: kind,
  kind,
  state,
  reason: message('readiness.never'),
  parts: [],
  isChecking: false,
  ...(checked ? { checkedAt: '2026-11-21T08:00:00.000Z' } : {}),
})
const verdictOf = (of: ReadinessCriterion, ...lines: ReadinessStatus[]) =>
  evaluateReadiness(of, lines).verdict

test('only where every line is ready, or does not apply, it is GO', () => {
  const verdicts = readinessStates.map((one) =>
    readinessStates.map((other) =>
      verdictOf(criterion(), line('plan', one), line('backup', other)),
    ),
  )
  expect(readinessStates).toEqual(['not-applicable', 'ready', 'unknown', 'not-ready'])
  expect(verdicts).toEqual([
    ['unknown', 'go', 'unknown', 'no-go'],
    ['go', 'go', 'unknown', 'no-go'],
    ['unknown', 'unknown', 'unknown', 'no-go'],
    ['no-go', 'no-go', 'no-go', 'no-go'],
  ])
})

test('what was never looked at is unknown, and so is nothing at all', () => {
  expect(verdictOf(criterion(), line('plan', 'unknown', false))).toBe('unknown')
  expect(verdictOf(criterion())).toBe('unknown')
  expect(verdictOf(criterion('backup'), line('plan', 'ready'))).toBe('unknown')
})

test('only the lines that are asked for count', () => {
  const all = [line('plan', 'ready'), line('backup', 'not-ready')]
  expect(verdictOf(criterion('plan'), ...all)).toBe('go')
  expect(verdictOf(criterion('plan', 'backup'), ...all)).toBe('no-go')
})

test('a line that is asked for and does not exist is not good', () => {
  const asked = criterion('plan', 'rehearsal')
  expect(verdictOf(asked, line('plan', 'ready'))).toBe('unknown')
  expect(verdictOf(asked, line('plan', 'not-ready'))).toBe('no-go')
  expect(verdictOf(asked, line('plan', 'ready'), line('rehearsal', 'ready'))).toBe('go')
})
