import { expect, it } from 'vitest'

import type { Facts } from '../../shared/model/check.ts'
import { createMeasureStore } from '../monitor/measure-store.ts'
import { openTestMonitors } from '../monitor/monitors.fixture.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { createQueueService } from './queue-service.ts'
import { createQueues } from './queues.ts'

const checkId = 'ready#1'
/** One check that finds its queues: their depths by name. */
const found = (depths: Record<string, number>, more: Facts = {}): Facts => ({
  status: 200,
  error: '',
  queues_complete: true,
  queues: Object.entries(depths).map(([name, depth]) => ({
    name,
    found: true,
    depth,
    waiting: depth,
    workers: 0,
  })),
  ...more,
})

async function openTestQueues(dir: string, first: Facts) {
  const watched = { now: true }
  const engine = openTestMonitors(dir, {
    kind: 'queue',
    everySeconds: (id) => (id === checkId && watched.now ? 5 : undefined),
    answers: () => first,
  })
  const { store, monitors, time, runs, samples } = engine
  const { registry } = runs
  const reading = { judged: new Set<string>(), expectation: [] }
  const onLook = (listener: Parameters<typeof monitors.onLook>[0]) => monitors.onLook(listener)
  const measures = createMeasureStore({ samples, onLook, readBy: () => reading })
  const open = () =>
    createQueues({ store, registry, monitors, measures, clock: time.clock, timer: time.timer })
  let queues = open()
  const runId = await engine.startRun()
  return {
    ...engine,
    runId,
    /** Whether the runbook, as it is read from now on, asks for the check to be watched. */
    watched,
    /** A new life of Warroom's queues over the same history. */
    reopen() {
      queues[Symbol.dispose]()
      queues = open()
    },
    keys: () => [...queues.statuses(runId)].map(([key]) => key),
    status: (name: string) => queues.status(runId, name === '' ? checkId : `${checkId}›${name}`),
    source: () => valueOf(createQueueService({ registry, queues }).sources.queues({ runId })),
    alarms: () =>
      store.events
        .read(runId)
        .flatMap(({ body }) =>
          body.type === 'queue.alarm' ? [`${body.queue} ${body.alarm ?? body.reason.id}`] : [],
        ),
    async [Symbol.asyncDispose]() {
      queues[Symbol.dispose]()
      measures[Symbol.dispose]()
      await engine[Symbol.asyncDispose]()
    },
  }
}

it('a check stands for itself until it has found queues, and each then has its key', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestQueues(folder.dir, found({}))
  expect(engine.keys()).toEqual([checkId])
  expect(engine.status('')).toMatchObject({
    stale: true,
    counts: {},
    forecast: { trend: 'unknown' },
  })
  await engine.time.advance(6000)
  expect(engine.status('')).toMatchObject({ stale: false, found: false })

  const told: string[] = []
  engine.source().onChange((keys) => told.push(...keys))
  engine.answering.now = () => found({ mail: 3, bills: 1 })
  await engine.time.advance(5000)
  expect(engine.keys()).toEqual([`${checkId}›mail`, `${checkId}›bills`])
  // The one that went is told, too: a window takes it away.
  expect(new Set(told)).toEqual(new Set([checkId, `${checkId}›mail`, `${checkId}›bills`]))
  expect(engine.status('mail')).toMatchObject({ name: 'mail', depth: 3, stale: false })
  expect(engine.status('')).toBeUndefined()
})

it('a look that cannot read leaves what was known, says it is old, and draws a gap', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestQueues(folder.dir, found({ mail: 3 }))
  await engine.time.advance(26_000)
  expect(engine.status('mail')).toMatchObject({ stale: false, forecast: { trend: 'steady' } })
  engine.answering.now = () => undefined
  await engine.time.advance(6000)
  const silentSince = engine.status('mail')?.trend.at(-1)?.[0] ?? NaN
  await engine.time.advance(60_000)
  const old = engine.status('mail')
  // The silence is drawn up to the last vain look.
  expect(old?.trend.at(-1)?.[0]).toBeGreaterThan(silentSince + 10_000)
  expect(old).toMatchObject({ depth: 3, stale: true, problem: { id: 'run.unknown' } })
  expect(old?.forecast).toMatchObject({ trend: 'unknown', reason: { id: 'queue.forecast.stale' } })
  expect(old?.rates).toBeUndefined()
  engine.answering.now = () => found({ mail: 9 })
  await engine.time.advance(65_000)
  const depths = engine.status('mail')?.trend.map(([, depth]) => depth)
  expect(depths?.indexOf(null)).toBeGreaterThan(3)
  expect(depths?.filter((depth) => depth === null)).toHaveLength(1)
  expect(engine.status('mail')?.stale).toBe(false)
})

it('an alarm is one event as it begins and one as it ends, in this life or the next', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestQueues(folder.dir, found({ mail: 0 }))
  const { time, answering } = engine
  let depth = 0
  answering.now = () => found({ mail: (depth += 2), calm: 1 })
  await time.advance(60_000)
  expect(engine.alarms()).toEqual(['mail nobody-works'])
  const { since } = engine.status('mail')?.alarm ?? {}
  expect(engine.status('mail')?.alarm?.reason.values).toMatchObject({ depth })

  engine.reopen()
  await time.advance(5000)
  expect(engine.status('mail')?.alarm?.kind).toBe('nobody-works')
  // As the history has it, written a moment after it began.
  const restoredSince = Date.parse(engine.status('mail')?.alarm?.since ?? '')
  expect(restoredSince - Date.parse(since ?? '')).toBeLessThanOrEqual(200)
  // The line goes on where it was, without a look twice.
  const times = engine.status('mail')?.trend.map(([atMs]) => atMs) ?? []
  expect(times.length).toBeGreaterThan(10)
  expect(times).toEqual([...new Set(times)].sort((left, right) => left - right))

  answering.now = () => found({ mail: (depth -= 10), calm: 1 })
  await time.advance(6000)
  expect(engine.alarms()).toEqual(['mail nobody-works', 'mail queue.alarm.worked-on'])
})

it('a queue that is gone takes its alarm along; one that was only not read does not', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestQueues(folder.dir, found({}))
  const { time, answering } = engine
  let depth = 0
  answering.now = () => found({ mail: (depth += 2), calm: 1 })
  await time.advance(31_000)
  answering.now = () => found({ calm: 1 }, { queues_complete: false })
  await time.advance(5000)
  expect(engine.status('mail')).toMatchObject({ stale: true, alarm: { kind: 'nobody-works' } })
  answering.now = () => found({ calm: 1 })
  await time.advance(6000)
  expect(engine.status('mail')).toBeUndefined()
  expect(engine.alarms()).toEqual(['mail nobody-works', 'mail queue.alarm.gone'])
})

it('maintenance calls nobody, and a paused monitor’s queues are old', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestQueues(folder.dir, found({}))
  const { time, answering, runId, idle } = engine
  const until = '2026-11-21T09:00:00.000Z'
  const window = { runId, checkIds: [checkId], reason: 'moving', until }
  valueOf(await engine.call['monitor.maintenance'](window, idle))
  let depth = 0
  answering.now = () => found({ mail: (depth += 2) })
  await time.advance(60_000)
  expect(engine.status('mail')).toMatchObject({ depth, stale: false, alarm: undefined })
  expect(engine.alarms()).toEqual([])
  valueOf(await engine.call['monitor.pause']({ runId, checkIds: [checkId] }, idle))
  expect(engine.status('mail')?.stale).toBe(true)
})

it('a runbook that no longer asks for a queue ends its alarm', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestQueues(folder.dir, found({}))
  const { time, answering, runId, idle, runs, store, monitors, watched } = engine
  let depth = 0
  answering.now = () => found({ mail: (depth += 2) })
  await time.advance(31_000)
  expect(engine.alarms()).toEqual(['mail nobody-works'])
  const told: string[] = []
  engine.source().onChange((keys) => told.push(...keys))
  watched.now = false
  const bytes = new TextEncoder().encode('backup 0 A backup was restored\n')
  const toHash = valueOf(store.library.keepFile('go-live.md', bytes))
  valueOf(await runs.handlers['runbook.adopt']({ runId, toHash }, idle))
  await monitors.ready()
  await time.advance(1000)
  expect(engine.keys()).toEqual([])
  expect(told).toContain(`${checkId}›mail`)
  expect(engine.alarms()).toEqual(['mail nobody-works', 'mail queue.alarm.gone'])
})
