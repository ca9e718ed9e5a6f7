import { expect, test } from 'vitest'

import { formatMessage } from '../../shared/messages/format.ts'
import type { RunEventBody } from '../../shared/model/run.ts'
import { collectRun, verifyRun } from '../run/run-file.ts'
import { goLive, idle, openTestRuns, runbookOfText } from '../run/runs.fixture.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { createSimulatedTime } from '../time/simulated-time.fixture.ts'
import { gatherMs } from './notice-book.ts'
import { createNoticeService } from './notice-service.ts'
import { createNotices, type Notices } from './notices.ts'

/** The run's T0 is 20:00; its first steps are due at 19:00. */
const hour = 3_600_000

async function openTestNotices(dir: string) {
  const time = createSimulatedTime()
  const runbookOf = () => runbookOfText(goLive)
  const engine = openTestRuns(dir, { clock: time.clock, runbookOf })
  const { store, runs } = engine
  const { registry } = runs
  const runId = await engine.createRun()
  const news: string[] = []
  const lives: Notices[] = []
  /** Another life of the engine. */
  const open = () => {
    lives.at(-1)?.[Symbol.dispose]()
    const { clock, timer } = time
    const notices = createNotices({ store, registry, runbookOf, clock, timer })
    notices.onNews((_, { text, resolvedAt }) =>
      news.push(`${resolvedAt === undefined ? 'begins' : 'over'}: ${formatMessage(text, 'en')}`),
    )
    lives.push(notices)
    return { notices, service: createNoticeService({ store, registry, notices }) }
  }
  const append = (body: RunEventBody) =>
    void valueOf(store.events.append(runId, { kind: 'engine' }, [body]))
  return {
    ...engine,
    time,
    runId,
    news,
    open,
    append,
    monitor: (itemId: string, to: 'up' | 'down') =>
      append({
        type: 'monitor.changed',
        itemId,
        checkId: `${itemId}#1`,
        from: to === 'up' ? 'down' : 'up',
        to,
        reason: { id: 'gate.never-measured' },
        evidenceHashes: [],
      }),
    async [Symbol.asyncDispose]() {
      lives.at(-1)?.[Symbol.dispose]()
      await engine[Symbol.asyncDispose]()
    },
  }
}

test('news are told once they are gathered, their end once, and a restart repeats none', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestNotices(folder.dir)
  const { time, news, monitor } = engine
  engine.open()
  monitor('ready', 'down')
  await time.advance(1000)
  monitor('migrate', 'down')
  await time.advance(gatherMs)
  const both = '2 monitors are down: health/ready answers, Migrations are applied.'
  expect(news).toEqual([`begins: ${both}`])

  const { notices } = engine.open()
  await time.advance(2 * gatherMs)
  expect(notices.of(engine.runId)).toHaveLength(1)
  expect(news).toHaveLength(1)

  monitor('drop', 'down')
  await time.advance(gatherMs)
  monitor('drop', 'up')
  monitor('drop', 'down')
  monitor('drop', 'up')
  expect(news.slice(1)).toEqual([
    'begins: The old table is dropped is down.',
    'over: The old table is dropped is down.',
  ])
})

test('what is over before it was told is shown and not told', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestNotices(folder.dir)
  const { notices } = engine.open()
  engine.monitor('ready', 'down')
  engine.monitor('ready', 'up')
  await engine.time.advance(gatherMs)
  expect(notices.of(engine.runId)).toMatchObject([{ resolvedAt: '2026-11-21T08:00:00.000Z' }])
  expect(engine.news).toEqual([])
})

test('a step that passes its time is told with nobody doing anything, after a sleep too', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestNotices(folder.dir)
  const { notices } = engine.open()
  await engine.time.advance(10 * hour)
  // Asleep over the moment: the timers stood still, the wall clock did not.
  engine.time.jump(hour + 1)
  await engine.time.advance(60_000)
  expect(notices.of(engine.runId)).toMatchObject([
    { kind: 'step-overdue', at: '2026-11-21T19:00:00.000Z', level: 'urgent' },
  ])
  expect(engine.news).toHaveLength(1)
})

test('a notice is acknowledged by name, in the history, the report and in an export that holds', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestNotices(folder.dir)
  const { runId, store } = engine
  const { notices, service } = engine.open()
  engine.monitor('ready', 'down')
  await engine.time.advance(gatherMs)
  const ids = notices.of(runId).map(({ id }) => id)
  const acknowledge = (by: string) =>
    service.handlers['notice.acknowledge']({ runId, ids, by }, idle)
  valueOf(await acknowledge('Léa'))
  expect(notices.of(runId)).toMatchObject([{ acknowledged: { by: 'Léa' } }])
  expect(await acknowledge('Bob')).toMatchObject({ ok: false, failure: { code: 'not-found' } })

  const file = collectRun(store, runId)
  expect(file && verifyRun(file).valid).toBe(true)
  const report = await engine.runs.handlers['run.report'](
    { runId, format: 'markdown', locale: 'fr' },
    idle,
  )
  expect(valueOf(report).text).toContain(
    'Pris en compte par Léa : health/ready answers est en panne.',
  )
  const source = valueOf(service.sources.notices({ runId }))
  expect([...source.entries()].map(([key]) => key)).toEqual(ids)
  expect(store.events.read(runId).at(-1)?.body).toMatchObject({
    type: 'notice.acknowledged',
    by: 'Léa',
    notices: [
      {
        id: ids[0],
        text: { id: 'notice.monitors-down' },
        kind: 'monitor-down',
        at: expect.any(String),
      },
    ],
  })
})

test('a closed run keeps its notices, tells nothing, and takes no acknowledgement', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestNotices(folder.dir)
  const { runId, runs, time } = engine
  const { notices, service } = engine.open()
  engine.monitor('ready', 'down')
  await time.advance(gatherMs)
  valueOf(await runs.handlers['run.close']({ runId, note: '' }, idle))
  engine.monitor('drop', 'down')
  await time.advance(12 * hour)
  expect(engine.news).toHaveLength(1)
  expect(notices.of(runId)).toHaveLength(1)
  const ids = notices.of(runId).map(({ id }) => id)
  expect(
    await service.handlers['notice.acknowledge']({ runId, ids, by: 'Ada' }, idle),
  ).toMatchObject({ ok: false, failure: { code: 'conflict' } })
  expect(engine.open().notices.of(runId)).toHaveLength(1)
})

test('a timer that fires a moment early is followed by another: no notice is lost between two looks at the clock', async () => {
  using folder = temporaryFolder()
  await using run = await openTestNotices(folder.dir)
  const { store, runs, time } = run
  const due: (() => void)[] = []
  let readings = 0
  let startMs = Date.parse(time.clock.now())
  // Each look at the clock is a millisecond later than the one before.
  const clock = { ...time.clock, now: () => new Date(startMs + readings++).toISOString() }
  const timer = { after: (_: number, act: () => void) => (due.push(act), () => undefined) }
  const runbookOf = () => runbookOfText(goLive)
  using notices = createNotices({ store, registry: runs.registry, runbookOf, clock, timer })
  run.monitor('ready', 'down')
  const [event] = store.events.read(run.runId).slice(-1)
  startMs = Date.parse(event?.at ?? '') + gatherMs - 1
  readings = 0
  const planned = due.length
  due.at(-1)?.()
  expect(notices.of(run.runId)).toEqual([])
  expect(due).toHaveLength(planned + 1)
  due.at(-1)?.()
  expect(notices.of(run.runId)).toMatchObject([{ kind: 'monitor-down' }])
})
