import { expect, test } from 'vitest'

import { message } from '../../shared/messages/message.ts'
import type { RunEvent, RunEventBody } from '../../shared/model/run.ts'
import type { Scenario, StepPreview } from '../../shared/model/scenario.ts'
import { failure, ok } from '../../shared/result.ts'
import { cleanUpHashOf, leftBehindOf } from './left-behind.ts'

const wait = { kind: 'wait', title: 'one', line: 1, ms: 1 } as const
const scenario = {
  checkId: 'i#scenario.x',
  variables: {},
  before: [],
  steps: [wait],
  after: [wait],
} as unknown as Scenario
const names = { attemptId: 'a', itemId: 'i', checkId: 'i#scenario.x' }
const cleanUp = (command: string): StepPreview[] => [
  { part: 'after', step: '1', title: 'one', target: 't', command, danger: 'change' },
]
const known = { correlationId: 'wr-1', cleanUpHash: cleanUpHashOf(cleanUp('tidy')) }
const started = (more: object = { scenario: known }): RunEventBody => ({
  type: 'check.started',
  ...names,
  danger: 'change',
  target: 't',
  ...more,
})
const verdict = {
  verdict: 'passed',
  reason: message('scenario.cancelled'),
  durationMs: 1,
  evidenceHash: '',
} as const
const step = (part: 'steps' | 'after'): RunEventBody => ({
  type: 'scenario.step',
  ...names,
  ...verdict,
  part,
  step: '1',
  title: 'one',
})
const left: RunEventBody = {
  type: 'scenario.left',
  ...names,
  title: 'X',
  reason: message('scenario.left-old'),
}
const takenOver: RunEventBody = { type: 'run.taken-over', by: 'Claire' }
const finished: RunEventBody = { type: 'check.finished', ...names, ...verdict }
const startedMs = Date.parse('2026-11-21T20:00:00.000Z')
const hourMs = 3600_000
const events = (bodies: readonly RunEventBody[]) =>
  bodies.map((body, index): RunEvent => ({
    runId: 'r',
    seq: index + 1,
    at: new Date(startedMs).toISOString(),
    actor: { kind: 'engine' },
    body,
    previousHash: '',
    hash: '',
  }))
const plan = (command: string) => () =>
  ok({ steps: cleanUp(command), danger: 'change' as const, target: 't', command })
const captured = { ...scenario, variables: { id: '${captured.id}' } }
const denied = () => failure('denied', message('scenario.not-here'))

test.each([
  ['as it was agreed to', [started(), step('steps')], {}, undefined],
  ['it ended', [started(), finished], {}, 'nothing'],
  ['it was told before', [started(), left], {}, 'nothing'],
  ['it was never played', [], {}, 'nothing'],
  ['there is no clean-up', [started()], { of: { ...scenario, after: [] } }, 'nothing'],
  ['begun elsewhere', [started(), step('steps'), takenOver], {}, 'scenario.left-elsewhere'],
  ['begun here, after it was taken over', [takenOver, started()], {}, undefined],
  ['it is not recorded', [started({})], {}, 'scenario.left-unknown'],
  ['it had begun', [started(), step('after')], {}, 'scenario.left-cleaning'],
  [
    'it was a clean-up only',
    [started({ scenario: { correlationId: 'wr-1' } })],
    {},
    'scenario.left-cleaning',
  ],
  ['it needs what was captured', [started()], { of: captured }, 'scenario.left-captured'],
  ['long ago', [started()], { hours: 13 }, 'scenario.left-old'],
  ['another clean-up', [started()], { planNow: plan('rm -rf /') }, 'scenario.left-changed'],
  ['not allowed any more', [started()], { planNow: denied }, 'scenario.not-here'],
] as const)('%s', (_, bodies, more, expected) => {
  const {
    of = scenario,
    hours = 1,
    planNow = plan('tidy'),
  } = more as {
    of?: Scenario
    hours?: number
    planNow?: typeof denied
  }
  const found = leftBehindOf(of, events(bodies), startedMs + hours * hourMs, planNow)
  expect(found ? found.reason?.id : 'nothing').toBe(expected)
})
