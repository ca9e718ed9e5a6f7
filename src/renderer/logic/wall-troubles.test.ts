import { expect, it } from 'vitest'

import type { AlertSource, AlertStatus } from '../../shared/model/alert.ts'
import type { GateStatus, GateVerdict } from '../../shared/model/gate.ts'
import type { MonitorState, MonitorStatus } from '../../shared/model/monitor.ts'
import { summariseAlerts } from './alerts.ts'
import { wallTroubles, type WallFacts } from './wall-troubles.ts'

const monitor = (
  checkId: string,
  state: MonitorState,
  changes: Partial<MonitorStatus> = {},
): MonitorStatus => ({
  checkId,
  itemId: checkId,
  title: checkId,
  kind: 'http',
  target: 'http://secret.internal/',
  everySeconds: 5,
  state,
  since: '2026-11-21T13:00:00.000Z',
  beats: [],
  window: {
    counts: { passed: 0, failed: 0, unknown: 0, firstLooks: 0, maintenance: 0 },
    coverage: 0,
    changes: 0,
    minutes: 15,
  },
  stale: false,
  skipped: 0,
  ...changes,
})
const source = (state: AlertSource['state']): AlertSource => ({
  kind: 'source',
  key: 'source alerts#1',
  checkId: 'alerts#1',
  title: 'Prometheus of http://10.0.0.1:9090/',
  state,
  mutedSince: '2026-11-21T13:30:00.000Z',
  unlisted: 0,
})
const alert: AlertStatus = {
  kind: 'alert',
  key: 'alert alerts#1 x',
  checkId: 'alerts#1',
  source: 'prometheus',
  name: 'DatabaseDown',
  severity: 'critical',
  state: 'firing',
  summary: 'down at db.internal:5432, password hunter2',
  labels: {},
  stale: false,
}
const gate = (checkId: string, verdict: GateVerdict, blocking = true): GateStatus => ({
  gate: {
    id: 'go',
    title: 'Go',
    criteria: [{ kind: 'item', id: checkId, itemId: checkId, title: `no ${checkId}`, blocking }],
    approvers: [],
    line: 1,
  },
  evaluation: {
    at: '',
    verdict,
    criteria: [{ criterionId: checkId, verdict, reason: { id: 'gate.filling' } }],
  },
  signatures: [],
  missing: [],
})
const troubles = (facts: Partial<WallFacts>) =>
  wallTroubles({
    monitors: [],
    gates: [],
    queues: [],
    alerts: undefined,
    failedItems: 0,
    lateItems: 0,
    ...facts,
  })

it('tells what is broken, then what is not known, then what is late', () => {
  const found = troubles({
    monitors: [
      monitor('well', 'up'),
      monitor('blind', 'unknown'),
      monitor('old', 'up', { stale: true }),
      monitor('broken', 'down'),
      monitor('paused', 'paused'),
    ],
    gates: [gate('rehearsal', 'no-go'), gate('advice', 'no-go', false), gate('slow', 'pending')],
    alerts: summariseAlerts([source('muted')]),
    failedItems: 2,
    lateItems: 1,
  })
  expect(found.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
    'down broken',
    'criterion go rehearsal',
    'items-failed failed',
    'alerts-muted source alerts#1',
    'unknown blind',
    'unknown old',
    'items-late late',
  ])
  expect(found.map(({ tone }) => tone)).toEqual([
    'nogo',
    'nogo',
    'nogo',
    'unknown',
    'unknown',
    'unknown',
    'pending',
  ])
})

it('names a thing once, and nothing that its words could hold', () => {
  const alerts = summariseAlerts([source('heard'), alert])
  const found = troubles({ monitors: [monitor('alerts#1', 'down', { kind: 'alerts' })], alerts })
  expect(found).toEqual([
    { kind: 'alert', key: alert.key, tone: 'nogo', name: 'DatabaseDown', since: undefined },
  ])
  const muted = troubles({ alerts: summariseAlerts([source('muted'), { ...alert, stale: true }]) })
  expect(muted).toMatchObject([{ kind: 'alerts-muted', title: 'Prometheus of …' }])
  expect(JSON.stringify([found, muted])).not.toMatch(/hunter2|internal|10\.0/)
})
