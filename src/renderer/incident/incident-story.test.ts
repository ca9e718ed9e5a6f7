import { expect, test } from 'vitest'

import type { IncidentStatus } from '../../shared/model/incident.ts'
import type { RunEvent, RunEventBody } from '../../shared/model/run.ts'
import { incidentToShow, storyOf } from './incident-story.ts'

const minute = 60_000
const startMs = Date.parse('2026-11-21T08:00:00.000Z')
const at = (minutes: number) => new Date(startMs + minutes * minute).toISOString()
const noted: RunEventBody = { type: 'run.noted', text: 'a note' }
const event = (seq: number, minutes: number, body: RunEventBody = noted): RunEvent => ({
  runId: 'run',
  seq,
  at: at(minutes),
  actor: { kind: 'engine' },
  body,
  previousHash: '',
  hash: '',
})
const incident = (id: string, resolvedAt?: string): IncidentStatus => ({
  id,
  title: id,
  severity: 'major',
  cause: { kind: 'hand' },
  openedAt: at(0),
  openedBy: 'Ada',
  escalation: [],
  entries: [],
  actions: [],
  ...(resolvedAt === undefined ? {} : { resolved: { at: resolvedAt, by: 'Ada', text: '' } }),
})

test('its story begins a quarter of an hour before, ends with it, and has its own events after', () => {
  const done: RunEventBody = {
    type: 'incident.action-done',
    incidentId: 'one',
    actionId: 'a',
    text: 'Buy a disk',
  }
  const events = [
    event(1, -16),
    event(2, -15),
    event(3, 5),
    event(4, 9, { ...done, incidentId: 'another' }),
    event(5, 10),
    event(6, 11),
    event(7, 600, done),
    event(8, 601, { ...done, incidentId: 'another' }),
  ]
  const seqs = (one: IncidentStatus) => storyOf(events, one).map(({ seq }) => seq)
  expect(seqs(incident('one', at(10)))).toEqual([7, 5, 3, 2])
  expect(seqs(incident('one'))).toEqual([7, 6, 5, 3, 2])
})

test('the open one is shown, else the last', () => {
  const [first, open, last] = [incident('a', at(1)), incident('b'), incident('c', at(2))]
  expect(incidentToShow([first, open, last])?.id).toBe('b')
  expect(incidentToShow([first, last])?.id).toBe('c')
  expect(incidentToShow([])).toBeUndefined()
})
