import { expect, test } from 'vitest'

import type { RunEvent, RunEventBody } from '../../shared/model/run.ts'
import type { Scenario, WaitStep } from '../../shared/model/scenario.ts'
import { scenarioStatus } from './scenario-status.ts'

const wait = (title: string): WaitStep => ({ kind: 'wait', title, line: 1, ms: 1 })
const scenario: Scenario = {
  id: 'x',
  itemId: 'i',
  checkId: 'i#scenario.x',
  title: 'X',
  variables: {},
  before: [],
  steps: [wait('one'), wait('two')],
  after: [wait('clean')],
  line: 1,
}
const names = { attemptId: 'a', itemId: 'i', checkId: scenario.checkId }
const started: RunEventBody = {
  type: 'check.started',
  ...names,
  danger: 'change',
  target: 't',
  scenario: { correlationId: 'wr-1' },
}
const place = { part: 'steps', step: '1', title: 'one' } as const
const acting: RunEventBody = {
  type: 'scenario.acting',
  ...names,
  ...place,
  danger: 'change',
  target: 't',
  command: 'c',
}
const events = (...bodies: RunEventBody[]) =>
  bodies.map((body, index): RunEvent => ({
    runId: 'r',
    seq: index + 1,
    at: '2026-11-21T20:00:00.000Z',
    actor: { kind: 'engine' },
    body,
    previousHash: '',
    hash: '',
  }))

test('after a crash it is interrupted: what was begun is unknown, and nothing else was done', () => {
  const status = scenarioStatus(scenario, events(started, acting), undefined)
  expect(status.state).toBe('interrupted')
  expect(status.steps.map(({ state }) => state)).toEqual(['unknown', 'skipped', 'skipped'])
})

test('while it runs the step at hand is running; another attempt’s events are not its own', () => {
  const live = {
    attemptId: 'a',
    correlationId: 'wr-1',
    at: { part: 'steps', step: '1', startedAt: '' } as const,
  }
  const status = scenarioStatus(scenario, events(started, acting), live)
  expect(status).toMatchObject({ state: 'running', correlationId: 'wr-1' })
  expect(status.steps.map(({ state }) => state)).toEqual(['running', 'waiting', 'waiting'])
  const again = scenarioStatus(
    scenario,
    events(started, acting, { ...started, attemptId: 'b' }),
    undefined,
  )
  expect(again.steps.map(({ state }) => state)).toEqual(['skipped', 'skipped', 'skipped'])
  expect(scenarioStatus(scenario, [], undefined).state).toBe('never-run')
})
