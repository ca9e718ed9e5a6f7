import { expect, test } from 'vitest'

import type { ScenarioStatus, StepState, StepStatus } from '../../shared/model/scenario.ts'
import { compareAttempts, likelyPair } from './compare.ts'

const step = (number: string, state: StepState, rest: Partial<StepStatus> = {}): StepStatus => ({
  part: 'steps',
  step: number,
  title: `Step ${number}`,
  kind: 'check',
  state,
  ...rest,
})
const attempt = (
  attemptId: string,
  state: ScenarioStatus['state'],
  steps: StepStatus[] = [],
): ScenarioStatus => ({ scenarioId: 'a', itemId: 'i', title: 'A', state, attemptId, steps })

test('the first step that came out otherwise is marked, and only that one', () => {
  const left = attempt('1', 'passed', [
    step('1', 'passed', { durationMs: 100 }),
    step('2', 'passed', { durationMs: 50 }),
    step('3', 'passed', { durationMs: 10 }),
  ])
  const right = attempt('2', 'failed', [
    step('1', 'passed', { durationMs: 40 }),
    step('2', 'failed', { durationMs: 1050 }),
    step('3', 'skipped'),
  ])
  expect(
    compareAttempts(left, right).map(({ isDifferent, isFirst, longerMs }) => ({
      isDifferent,
      isFirst,
      longerMs,
    })),
  ).toEqual([
    { isDifferent: false, isFirst: false, longerMs: -60 },
    { isDifferent: true, isFirst: true, longerMs: 1000 },
    { isDifferent: true, isFirst: false, longerMs: undefined },
  ])
})

test('a step that only one of them had, or that became another, is a difference', () => {
  const left = attempt('1', 'passed', [step('1', 'passed'), step('2', 'passed')])
  const renamed = attempt('2', 'passed', [step('1', 'passed', { title: 'Other' })])
  const pairs = compareAttempts(left, renamed)
  expect(pairs.map(({ isDifferent }) => isDifferent)).toEqual([true, true])
  expect(pairs[1]?.right).toBeUndefined()
  const longer = compareAttempts(renamed, left)
  expect(longer.map(({ key }) => key)).toEqual(['steps 1', 'steps 2'])
  expect(longer[1]).toMatchObject({ isDifferent: true, isFirst: false })
  expect(longer[1]?.left).toBeUndefined()
})

test('two that came out the same have no difference', () => {
  const steps = [step('1', 'passed', { durationMs: 5 })]
  expect(compareAttempts(attempt('1', 'passed', steps), attempt('2', 'passed', steps))).toEqual([
    {
      key: 'steps 1',
      left: steps[0],
      right: steps[0],
      isDifferent: false,
      isFirst: false,
      longerMs: 0,
    },
  ])
})

test('offered side by side: the newest, and the newest before it that ended otherwise', () => {
  expect(likelyPair([])).toBeUndefined()
  expect(likelyPair([attempt('1', 'passed')])).toBeUndefined()
  expect(likelyPair([attempt('3', 'passed'), attempt('2', 'passed')])).toEqual({
    left: '2',
    right: '3',
  })
  expect(
    likelyPair([
      attempt('4', 'failed'),
      attempt('3', 'failed'),
      attempt('2', 'passed'),
      attempt('1', 'passed'),
    ]),
  ).toEqual({ left: '2', right: '4' })
})
