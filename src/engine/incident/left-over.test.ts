import { expect, test } from 'vitest'

import type { RunEventBody } from '../../shared/model/run.ts'
import type { Runbook } from '../../shared/model/runbook.ts'
import { projectRun } from '../run/projection.ts'
import { runbookOfText } from '../run/runs.fixture.ts'
import { created } from '../store/temporary-store.fixture.ts'
import { leftOver } from './left-over.ts'

const hour = 3_600_000
const t0 = '2026-11-21T08:00:00.000Z'
const t0Ms = Date.parse(t0)
const days = (count: number) => ({ fromSeconds: count * 86_400, source: `T+${count}d` })
const later: Record<string, Runbook['items'][number]['due']> = {
  'after-review': days(7),
  'after-lessons': days(30),
}

function runbook(): Runbook {
  const base = runbookOfText(`ready 0 health/ready answers
after-lessons 0 Lessons are learned
after-review 0 The week was reviewed
`)
  return { ...base, items: base.items.map((item) => ({ ...item, due: later[item.id] })) }
}

function runOf(bodies: readonly RunEventBody[], imported = false) {
  const run = projectRun([], { runbookOf: runbook, imported, isLive: () => false })
  const all = [{ ...created, t0 }, ...bodies]
  for (const [index, body] of all.entries())
    run.apply({
      runId: 'run',
      seq: index + 1,
      at: new Date(t0Ms).toISOString(),
      actor: { kind: 'engine' },
      body,
      previousHash: '',
      hash: '',
    })
  return run
}

const opened: RunEventBody = {
  type: 'incident.opened',
  incidentId: 'one',
  title: 'Nobody can log in',
  severity: 'critical',
  cause: { kind: 'hand' },
  escalation: [],
}
const action = (actionId: string, due?: string): RunEventBody => ({
  type: 'incident.action',
  incidentId: 'one',
  actionId,
  text: actionId,
  owner: 'Ada',
  ...(due === undefined ? {} : { due }),
})
const titles = (bodies: readonly RunEventBody[], nowMs = t0Ms + hour, imported = false) =>
  leftOver([runOf(bodies, imported)], nowMs).map(({ title }) => title)

test('once T0 has passed, steps that are due after it and not done, the first due first', () => {
  expect(titles([], t0Ms - 1)).toEqual([])
  expect(titles([])).toEqual(['The week was reviewed', 'Lessons are learned'])
  expect(titles([{ type: 'item.set', itemId: 'after-review', state: 'passed' }])).toEqual([
    'Lessons are learned',
  ])
  // T0 put off: nobody owes anything yet.
  expect(titles([{ type: 'run.t0', t0: '2026-12-01T08:00:00.000Z' }])).toEqual([])
})

test('actions of incidents until they are done, in a closed run too; those without a date last', () => {
  const bodies = [opened, action('whenever'), action('soon', '2026-11-25'), action('done')]
  const done: RunEventBody = {
    type: 'incident.action-done',
    incidentId: 'one',
    actionId: 'done',
    text: 'done',
  }
  expect(titles([...bodies, done])).toEqual([
    'soon',
    'The week was reviewed',
    'Lessons are learned',
    'whenever',
  ])
  // Whoever closes a run asks for none of its steps any more.
  expect(titles([...bodies, done, { type: 'run.closed', note: '' }])).toEqual(['soon', 'whenever'])
})

test('nothing of an imported run: it is somebody else’s', () => {
  expect(titles([opened, action('soon')], t0Ms + hour, true)).toEqual([])
})
