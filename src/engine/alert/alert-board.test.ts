import { expect, test } from 'vitest'

import type { AlertEntry } from '../../shared/model/alert.ts'
import type { Facts } from '../../shared/model/check.ts'
import { openTestMonitors } from '../monitor/monitors.fixture.ts'
import { collectRun, verifyRun } from '../run/run-file.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { createAlertBoard } from './alert-board.ts'
import { createAlertService } from './alert-service.ts'

const checkId = 'ready#1'
const alert = (name: string, severity: string, more: Record<string, string | string[]> = {}) => ({
  name,
  state: 'active',
  severity,
  source: 'prometheus',
  since: '2026-11-21T07:59:00.123456789Z',
  summary: `${name} of prod-1`,
  labels: { alertname: name, severity, token: 'hunter2' },
  silenced_by: [],
  ...more,
})
const facts = (alerts: ReturnType<typeof alert>[], more: Facts = {}): Facts => ({
  status: 200,
  error: '',
  firing: alerts.length,
  alerts,
  rules: 6,
  rules_failing: 0,
  silences: [],
  ...more,
})
const quiet = facts([])
const down = alert('DatabaseDown', 'critical')
const slow = alert('SlowQueries', 'warning')

async function openTestBoard(dir: string) {
  const engine = openTestMonitors(dir, {
    kind: 'alerts',
    everySeconds: (id) => (id === checkId ? 5 : undefined),
    answers: () => quiet,
  })
  const { store, monitors, time, runs } = engine
  const { registry } = runs
  const open = () => createAlertBoard({ store, registry, monitors, timer: time.timer })
  const board = { now: open() }
  const runId = await engine.startRun()
  const entries = () => [...board.now.entries(runId)].map(([, entry]) => entry)
  return {
    ...engine,
    runId,
    /** A new life of Warroom's board over the same history. */
    reopen() {
      board.now[Symbol.dispose]()
      board.now = open()
    },
    get board() {
      return board.now
    },
    source: () => entries().find((entry) => entry.kind === 'source'),
    alerts: () => entries().filter((entry) => entry.kind === 'alert'),
    news: () =>
      store.events
        .read(runId)
        .flatMap(({ body }) =>
          body.type === 'alert.changed' ? [`${body.name} ${body.from ?? '-'} ${body.to}`] : [],
        ),
    async [Symbol.asyncDispose]() {
      board.now[Symbol.dispose]()
      await engine[Symbol.asyncDispose]()
    },
  }
}

test('a source says nothing until it is asked, and its alerts are what it last said', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestBoard(folder.dir)
  const { answering, time } = engine
  expect(engine.source()).toMatchObject({ kind: 'source', state: 'waiting', checkId })
  await time.advance(6000)
  expect(engine.source()).toMatchObject({ state: 'heard', rules: 6, rulesFailing: 0 })
  expect(engine.alerts()).toEqual([])

  const silence = { id: 's1', by: 'Camille', comment: 'ticket 42', until: '2026-11-21T10:00:00Z' }
  const longer = { ...silence, id: 's2', by: 'Noé', until: '2026-11-21T12:00:00Z' }
  const known = alert('DiskFull', 'page', { state: 'silenced', silenced_by: ['s1', 's2', 'gone'] })
  answering.now = () => facts([down, known], { silences: [silence, longer] })
  await time.advance(6000)
  expect(engine.alerts()).toEqual([
    expect.objectContaining({
      name: 'DatabaseDown',
      severity: 'critical',
      state: 'firing',
      since: '2026-11-21T07:59:00.123Z',
      labels: { alertname: 'DatabaseDown', severity: 'critical', token: '«secret»' },
      silence: undefined,
      stale: false,
    }),
    expect.objectContaining({
      name: 'DiskFull',
      state: 'silenced',
      silence: { by: 'Noé', comment: 'ticket 42', until: '2026-11-21T12:00:00.000Z' },
    }),
  ])
})

test('a source that is silent is no peace: since when is said, and what it said last is old', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestBoard(folder.dir)
  const { answering, time, runId } = engine
  answering.now = () => facts([down])
  await time.advance(6000)
  const heardAt = engine.source()?.heardAt

  answering.now = () => ({ status: 200, error: 'refused', reachable: false })
  await time.advance(30_000)
  expect(engine.source()).toMatchObject({ state: 'muted', mutedSince: heardAt })
  expect(engine.alerts()).toMatchObject([{ name: 'DatabaseDown', stale: true }])
  answering.now = () => undefined
  await time.advance(30_000)
  expect(engine.source()).toMatchObject({ state: 'muted', mutedSince: heardAt })
  expect(engine.alerts()).toHaveLength(1)

  answering.now = () => quiet
  await time.advance(60_000)
  expect(engine.source()).toMatchObject({ state: 'heard' })
  expect(engine.alerts()).toEqual([])

  valueOf(await engine.call['monitor.pause']({ runId, checkIds: [checkId] }, engine.idle))
  expect(engine.source()).toMatchObject({ state: 'muted', reason: { id: 'alert.paused' } })
  // Three alerts or none: nobody asks in a closed run.
  valueOf(await engine.runs.handlers['run.close']({ runId, note: '' }, engine.idle))
  await engine.monitors.ready()
  expect(engine.source()).toMatchObject({ state: 'muted' })
})

test('every change of a critical alert is an event, once, whatever else happens', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestBoard(folder.dir)
  const { answering, time, store, runId } = engine
  answering.now = () => facts([down, slow])
  await time.advance(20_000)
  expect(engine.news()).toEqual(['DatabaseDown - firing'])

  const silenced = alert('DatabaseDown', 'critical', { state: 'silenced' })
  answering.now = () => facts([silenced])
  await time.advance(20_000)
  expect(engine.news().slice(1)).toEqual(['DatabaseDown firing silenced'])

  // Not heard is not ended, and neither is a list that is cut off; a restart says nothing again.
  answering.now = () => ({ status: 200, error: 'timeout' })
  await time.advance(20_000)
  engine.reopen()
  answering.now = () => facts([silenced])
  await time.advance(60_000)
  answering.now = () => facts([slow], { firing: 300 })
  await time.advance(20_000)
  expect(engine.news()).toHaveLength(2)
  expect(engine.source()).toMatchObject({ unlisted: 299 })

  const waiting = alert('DatabaseDown', 'critical', { state: 'pending' })
  answering.now = () => facts([waiting], { firing: 0, pending: 1 })
  await time.advance(20_000)
  answering.now = () => quiet
  await time.advance(20_000)
  expect(engine.news().slice(2)).toEqual(['DatabaseDown silenced ended'])

  const file = collectRun(store, runId)
  expect(file && verifyRun(file)).toMatchObject({ valid: true })
  const named = store.events
    .read(runId)
    .flatMap(({ body }) => (body.type === 'alert.changed' ? [body.evidenceHash] : []))
  expect(file?.evidence.map(({ hash }) => hash)).toEqual(expect.arrayContaining(named))
})

test('whoever follows the alerts of a run is told of each that comes and goes', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestBoard(folder.dir)
  const { answering, time, board, runs, runId } = engine
  const { sources } = createAlertService({ registry: runs.registry, board })
  const source = valueOf(sources.alerts({ runId }))
  const held = new Map<string, AlertEntry>(source.entries())
  source.onChange((keys) => {
    for (const key of keys) {
      const entry = source.get(key)
      if (entry) held.set(key, entry)
      else held.delete(key)
    }
  })
  const names = () =>
    [...held.values()].flatMap((entry) => (entry.kind === 'alert' ? [entry.name] : []))
  answering.now = () => facts([down, slow])
  await time.advance(6000)
  expect(names()).toEqual(['DatabaseDown', 'SlowQueries'])
  answering.now = () => facts([slow])
  await time.advance(6000)
  expect(names()).toEqual(['SlowQueries'])
  expect([...held]).toEqual([...source.entries()].filter(([key]) => held.has(key)))
  expect(sources.alerts({ runId: 'nobody' })).toMatchObject({ ok: false })
})
