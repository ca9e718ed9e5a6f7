import { expect, test } from 'vitest'

import type { RollbackEventBody } from '../../shared/model/rollback-event.ts'
import type { RollbackMove } from '../../shared/model/rollback.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import { lastRehearsal } from './rehearsed.ts'

const hash = 'a'.repeat(64)
const eventOf = (minute: number, body: RollbackEventBody): RunEvent => ({
  runId: 'run',
  seq: minute,
  at: `2026-11-20T08:0${minute}:00.000Z`,
  actor: { kind: 'engine' },
  body,
  previousHash: '',
  hash: '',
})
const rehearsal = (rollbackId: string, from: number, how: RollbackMove) => [
  eventOf(from, {
    type: 'rollback.started',
    rollbackId,
    plan: {
      id: 'back',
      title: 'Back',
      when: [],
      budgetMs: 60_000,
      safeState: 'Stopped.',
      variables: {},
      steps: [],
      done: [],
      line: 1,
    },
    planHash: hash,
    mode: 'rehearsal',
    environment: 'staging',
    runbookHash: hash,
    profileHash: hash,
    by: 'Ada',
    answers: [],
  }),
  eventOf(from + 1, {
    type: 'rollback.moved',
    rollbackId,
    stepId: 'one',
    title: 'One',
    how,
    to: 'end',
    ...(how === 'skip' ? { reason: 'No time.' } : {}),
  }),
  eventOf(from + 2, { type: 'rollback.ended', rollbackId, title: 'Back', as: 'rehearsed' }),
]
const before = '2026-11-21T08:00:00.000Z'

test('a rehearsal that left a step out does not count, and the one before it still does', () => {
  const whole = rehearsal('whole', 1, 'on')
  const partly = rehearsal('partly', 4, 'skip')
  const counted = { at: '2026-11-20T08:03:00.000Z', ms: 120_000 }
  expect(lastRehearsal([partly], hash, before)).toBeUndefined()
  expect(lastRehearsal([[...whole, ...partly]], hash, before)).toEqual(counted)
  expect(lastRehearsal([partly, whole], hash, before)).toEqual(counted)
})
