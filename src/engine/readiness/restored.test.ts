import { expect, test } from 'vitest'

import type { RestoreEventBody } from '../../shared/model/readiness.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import { lastRestored, leftScratches } from './restored.ts'

const about = (scratch: string, backupId = 'b') => ({
  restoreId: scratch,
  backupId,
  file: '/b/all.sql',
  scratch,
  target: 'box',
})
const begun = (scratch: string, backupId?: string): RestoreEventBody => ({
  type: 'readiness.restoring',
  ...about(scratch, backupId),
  command: '',
})
const ended = (scratch: string, left: 'dropped' | 'left-behind' | 'unknown'): RestoreEventBody => ({
  type: 'readiness.restored',
  ...about(scratch),
  outcome: 'restored',
  reason: { id: 'readiness.restore.fine' },
  left,
  durationMs: 1,
  evidenceHash: '0'.repeat(64),
})
const history = (...bodies: RestoreEventBody[]) =>
  bodies.map((body, index): RunEvent => ({
    runId: 'r',
    seq: index + 1,
    at: `2026-11-20T08:0${index}:00.000Z`,
    actor: { kind: 'engine' },
    body,
    previousHash: '',
    hash: '',
  }))
const left = (events: RunEvent[], underWay?: string) =>
  leftScratches(events, underWay).map(({ scratch, state }) => `${scratch} ${state}`)

test('what Warroom did not live to drop may be there, until it is known not to be', () => {
  const killed = history(begun('one'))
  expect(lastRestored(killed, 'b')).toMatchObject({ outcome: 'unknown' })
  expect(left(killed)).toEqual(['one unknown'])
  expect(left(killed, 'one')).toEqual([])
  expect(lastRestored(killed, 'b', 'one')).toBeUndefined()
})

test('a restore that went well says nothing of those before it, nor does another backup', () => {
  const events = history(
    begun('one', 'of-an-older-runbook'),
    begun('two'),
    ended('two', 'left-behind'),
    begun('three'),
    ended('three', 'dropped'),
  )
  expect(lastRestored(events, 'b')).toMatchObject({ outcome: 'restored' })
  expect(left(events)).toEqual(['one unknown', 'two left-behind'])
})
