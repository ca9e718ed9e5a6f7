import { expect, test } from 'vitest'

import { message } from '../../shared/messages/message.ts'
import type {
  Scenario,
  ScenarioPart,
  ScenarioStatus,
  StepState,
  StepStatus,
} from '../../shared/model/scenario.ts'
import { firstBroken, inListOrder, layOutSequence, tookMs, turnOf } from './sequence.ts'

const begin = '2026-11-21T14:00:00.000Z'
const after = (ms: number) => new Date(Date.parse(begin) + ms).toISOString()

const step = (place: string, state: StepState, rest: Partial<StepStatus> = {}): StepStatus => {
  const [part, number] = place.split(' ') as [ScenarioPart, string]
  return { part, step: number, title: `Step ${number}`, kind: 'check', state, ...rest }
}
const status = (rest: Partial<ScenarioStatus>): ScenarioStatus => ({
  scenarioId: 'a',
  itemId: 'item',
  title: 'A',
  state: 'passed',
  attemptId: 'one',
  startedAt: begin,
  steps: [],
  ...rest,
})

test('a step’s bar stands where it was in the time of the whole', () => {
  const laidOut = layOutSequence(
    status({
      steps: [
        step('before 1', 'passed', { startedAt: after(0), durationMs: 100 }),
        step('steps 1', 'passed', { startedAt: after(200), durationMs: 600 }),
        step('steps 2', 'skipped'),
        step('after 1', 'passed', { startedAt: after(900), durationMs: 100 }),
      ],
    }),
    undefined,
    undefined,
    0,
  )
  expect(laidOut.map(({ part }) => part)).toEqual(['before', 'steps', 'after'])
  const bars = laidOut.flatMap(({ steps }) => steps.map(({ bar }) => bar))
  expect(bars).toEqual([
    { from: 0, width: 0.1 },
    { from: 0.2, width: 0.6 },
    undefined,
    { from: 0.9, width: 0.1 },
  ])
})

test('what runs grows by the clock, and the others give way', () => {
  const running = status({
    state: 'running',
    steps: [
      step('steps 1', 'passed', { startedAt: after(0), durationMs: 1000 }),
      step('steps 2', 'running', { startedAt: after(1000) }),
    ],
  })
  const at = (ms: number) =>
    layOutSequence(running, undefined, undefined, Date.parse(begin) + ms)[0]?.steps.map(
      ({ bar, durationMs }) => ({ bar, durationMs }),
    )
  expect(at(2000)).toEqual([
    { bar: { from: 0, width: 0.5 }, durationMs: 1000 },
    { bar: { from: 0.5, width: 0.5 }, durationMs: 1000 },
  ])
  expect(at(4000)?.[1]).toEqual({ bar: { from: 0.25, width: 0.75 }, durationMs: 3000 })
})

test('steps without a beginning on record stand one after the other', () => {
  const [part] = layOutSequence(
    status({
      steps: [
        step('steps 1', 'passed', { durationMs: 250 }),
        step('steps 2', 'failed', { durationMs: 750 }),
      ],
    }),
    undefined,
    undefined,
    0,
  )
  expect(part?.steps.map(({ bar }) => bar)).toEqual([
    { from: 0, width: 0.25 },
    { from: 0.25, width: 0.75 },
  ])
})

test('each step finds what its author wrote and what it would do', () => {
  const wait = { kind: 'wait', title: 'Wait', line: 3, ms: 10 } as const
  const spec: Scenario = {
    id: 'a',
    itemId: 'item',
    checkId: 'check',
    title: 'A',
    variables: {},
    before: [],
    steps: [wait, { ...wait, title: 'Wait more' }],
    after: [],
    line: 1,
  }
  const preview = { part: 'steps', step: '2', title: '', target: 'api', command: '' } as const
  const [part] = layOutSequence(
    status({ steps: [step('steps 1', 'waiting'), step('steps 2', 'waiting')] }),
    spec,
    {
      scenarioId: 'a',
      title: 'A',
      environment: 'staging',
      danger: 'read',
      token: 't',
      steps: [{ ...preview, danger: 'read' }],
    },
    0,
  )
  expect(part?.steps.map(({ spec: written }) => written?.title)).toEqual(['Wait', 'Wait more'])
  expect(part?.steps.map((one) => one.preview?.target)).toEqual([undefined, 'api'])
})

test('the step that decided it is the first that broke, and the clean-up’s only then', () => {
  const cleanUp = step('after 1', 'unknown')
  const held = step('steps 1', 'passed')
  expect(firstBroken(status({ steps: [held, cleanUp] }))).toBe(cleanUp)
  const broken = step('steps 2', 'failed')
  expect(firstBroken(status({ steps: [held, broken, cleanUp] }))).toBe(broken)
  expect(firstBroken(status({ steps: [held, step('steps 2', 'running')] }))).toBeUndefined()
})

test('how long it took is not known of one that was interrupted', () => {
  expect(tookMs(status({ finishedAt: after(1500) }), 0)).toBe(1500)
  expect(tookMs(status({ state: 'running' }), Date.parse(after(700)))).toBe(700)
  expect(tookMs(status({ state: 'interrupted' }), Date.parse(after(700)))).toBeUndefined()
})

test('what runs is on top, the rest in the runbook’s order', () => {
  const one = status({ scenarioId: '1' })
  const two = status({ scenarioId: '2', state: 'failed' })
  const three = status({ scenarioId: '3', state: 'running' })
  expect(inListOrder([one, two, three])).toEqual([three, one, two])
})

test('what turned is told once: a step, a stop, a question, the end', () => {
  const running = (steps: StepStatus[], rest: Partial<ScenarioStatus> = {}) =>
    status({ state: 'running', steps, ...rest })
  const at = running([step('steps 1', 'running'), step('steps 2', 'waiting')])
  const done = step('steps 1', 'passed', { reason: message('scenario.cancelled') })
  const next = running([done, step('steps 2', 'running')])
  expect(turnOf(at, next)).toEqual({ kind: 'step', step: done })
  expect(turnOf(next, { ...next })).toBeUndefined()

  const second = step('steps 2', 'waiting')
  const stops = running([done, second], { waitsAt: { part: 'steps', step: '2' } })
  expect(turnOf(at, stops)).toEqual({ kind: 'waits', step: second })
  expect(turnOf(stops, { ...stops })).toBeUndefined()

  const asks = running([done, step('steps 2', 'running')], { asking: 'Is it blue?' })
  expect(turnOf(stops, asks)).toEqual({ kind: 'asks', question: 'Is it blue?' })
  expect(turnOf(asks, { ...asks })).toBeUndefined()
  expect(turnOf(asks, status({ steps: [done] }))).toEqual({ kind: 'ended' })
  // The first look at a screen is no news.
  expect(turnOf(undefined, asks)).toBeUndefined()
})

test('one that ended between two looks is told too', () => {
  expect(turnOf(status({ attemptId: 'one' }), status({ attemptId: 'two' }))).toEqual({
    kind: 'ended',
  })
  expect(turnOf(status({}), status({}))).toBeUndefined()
})
