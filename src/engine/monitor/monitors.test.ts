import { describe, expect, it } from 'vitest'

import { verifyRun, collectRun } from '../run/run-file.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { openTestMonitors } from './monitors.fixture.ts'

const checkId = 'ready#1'

describe('a monitor', () => {
  it('of each check with an interval that only reads, while its run is open', async () => {
    using folder = temporaryFolder()
    await using engine = openTestMonitors(folder.dir, {
      everySeconds: (id) => (id === 'ready#2' ? undefined : 5),
      danger: (id) => (id === 'drop#1' ? 'change' : 'read'),
    })
    const runId = await engine.startRun()
    const ids = () => [...engine.monitors.statuses(runId)].map(([id]) => id)
    expect(ids()).toEqual(['ready#1', 'migrate#1', 'after-watch#1'])
    await engine.time.advance(20_000)
    const status = engine.monitors.status(runId, checkId)
    expect(status).toMatchObject({
      state: 'up',
      stale: false,
      title: 'health/ready answers',
      last: { verdict: 'passed', latencyMs: 20, facts: { status: 200 } },
      window: { availability: 1, p95Ms: 20, counts: { failed: 0 } },
    })
    valueOf(await engine.runs.handlers['run.close']({ runId, note: '' }, engine.idle))
    await engine.monitors.ready()
    const looks = engine.looks()
    await engine.time.advance(60_000)
    expect(engine.looks()).toBe(looks)
    expect(engine.monitors.status(runId, checkId)).toMatchObject({ state: 'up', stale: true })
    valueOf(await engine.runs.handlers['run.reopen']({ runId, note: '' }, engine.idle))
    await engine.monitors.ready()
    await engine.time.advance(10_000)
    expect(engine.monitors.status(runId, checkId)).toMatchObject({ state: 'up', stale: false })
  })

  it('goes down when a second look agrees, with both as evidence; only transitions are events', async () => {
    using folder = temporaryFolder()
    await using engine = openTestMonitors(folder.dir)
    const runId = await engine.startRun()
    await engine.time.advance(30_000)
    engine.answering.now = () => ({ status: 503 })
    await engine.time.advance(60_000)
    engine.answering.now = () => ({ status: 200 })
    await engine.time.advance(30_000)
    const events = engine
      .eventsOf(runId)
      .filter(({ body }) => 'checkId' in body && body.checkId === checkId)
    expect(events.map(({ body }) => body)).toMatchObject([
      { type: 'monitor.changed', from: 'unknown', to: 'up' },
      { type: 'monitor.changed', from: 'up', to: 'down' },
      { type: 'monitor.changed', from: 'down', to: 'up' },
    ])
    const down = events[1]?.body
    const hashes = down?.type === 'monitor.changed' ? down.evidenceHashes : []
    expect(hashes).toHaveLength(2)
    for (const hash of hashes)
      expect(engine.store.events.evidence(hash)?.judgement.verdict).toBe('failed')
    const { counts, changes, availability } = engine.monitors.status(runId, checkId)?.window ?? {}
    expect(counts?.firstLooks).toBe(1)
    expect(counts?.failed).toBeGreaterThanOrEqual(11)
    expect(changes).toBe(2)
    expect(availability).toBeLessThan(0.6)
    const day = { from: '2026-11-21T00:00:00.000Z', to: '2026-11-22T00:00:00.000Z' }
    const failures = valueOf(
      await engine.call['monitor.failures']({ runId, checkId, ...day, most: 10 }, engine.idle),
    )
    expect(failures.length).toBeGreaterThanOrEqual(1)
    expect(failures.length).toBeLessThanOrEqual(2)
    // The first failure is kept in full, and is what the event names.
    expect(hashes).toContain(failures[0]?.evidence.hash)
    expect(failures[0]?.evidence.measurement).toMatchObject({ facts: { status: 503 } })
    const file = collectRun(engine.store, runId)
    expect(file && verifyRun(file).valid).toBe(true)
    expect(file?.evidence.map(({ hash }) => hash)).toEqual(expect.arrayContaining(hashes))
  })

  it('stays up when the second look passes; the first is kept and shown', async () => {
    using folder = temporaryFolder()
    await using engine = openTestMonitors(folder.dir)
    const runId = await engine.startRun()
    await engine.time.advance(30_000)
    let failures = 1
    engine.answering.now = (id) =>
      id === checkId && failures-- > 0 ? { status: 503 } : { status: 200 }
    await engine.time.advance(30_000)
    const status = engine.monitors.status(runId, checkId)
    expect(status).toMatchObject({
      state: 'up',
      window: { availability: 1, counts: { failed: 0, firstLooks: 1 } },
    })
    expect(status?.beats.filter(({ aside }) => aside === 'first-look')).toMatchObject([
      { verdict: 'failed' },
    ])
    expect(
      engine.eventsOf(runId).filter(({ body }) => body.type === 'monitor.changed'),
    ).toHaveLength(5)
  })

  it('that cannot be measured is unknown, asked for less often, and no failure', async () => {
    using folder = temporaryFolder()
    await using engine = openTestMonitors(folder.dir)
    const runId = await engine.startRun()
    await engine.time.advance(30_000)
    engine.answering.now = () => undefined
    const before = engine.looks()
    await engine.time.advance(300_000)
    expect(engine.monitors.status(runId, checkId)).toMatchObject({
      state: 'unknown',
      window: { counts: { failed: 0 }, availability: 1 },
    })
    expect(engine.looks() - before).toBeLessThan(5 * 20)
    engine.answering.now = () => ({ status: 503 })
    await engine.time.advance(70_000)
    expect(engine.monitors.status(runId, checkId)?.state).toBe('down')
    // A target that fails is looked at as often as ever.
    const failing = engine.looks()
    await engine.time.advance(100_000)
    expect(engine.looks() - failing).toBeGreaterThanOrEqual(5 * 19)
  })
})

describe('pause and maintenance', () => {
  it('stop the looking, or the counting, with who and why; they outlive a restart', async () => {
    using folder = temporaryFolder()
    let runId = ''
    const until = '2026-11-21T09:00:00.000Z'
    {
      await using engine = openTestMonitors(folder.dir)
      runId = await engine.startRun()
      await engine.time.advance(30_000)
      const reason = 'password is hunter2'
      valueOf(
        await engine.call['monitor.pause']({ runId, checkIds: [checkId], reason }, engine.idle),
      )
      valueOf(
        await engine.call['monitor.maintenance'](
          { runId, checkIds: ['migrate#1'], reason: 'moving the database', until },
          engine.idle,
        ),
      )
      expect(
        await engine.call['monitor.pause']({ runId, checkIds: [checkId] }, engine.idle),
      ).toMatchObject({ failure: { code: 'conflict' } })
      engine.answering.now = () => ({ status: 503 })
      await engine.time.advance(60_000)
      expect(engine.monitors.status(runId, checkId)).toMatchObject({
        state: 'paused',
        paused: { reason: 'password is «secret»' },
        window: { counts: { failed: 0 } },
      })
      expect(engine.monitors.status(runId, 'migrate#1')).toMatchObject({
        state: 'maintenance',
        maintenance: { reason: 'moving the database', until },
        window: { counts: { failed: 0, maintenance: 12 }, availability: 1 },
      })
      expect(engine.monitors.status(runId, 'drop#1')?.state).toBe('down')
    }
    await using again = openTestMonitors(folder.dir, { answers: () => ({ status: 503 }) })
    await again.monitors.ready()
    await again.time.advance(60_000)
    expect(again.monitors.status(runId, checkId)?.state).toBe('paused')
    expect(again.monitors.status(runId, 'migrate#1')?.state).toBe('maintenance')
    valueOf(await again.call['monitor.resume']({ runId, checkIds: [checkId] }, again.idle))
    expect(again.monitors.status(runId, checkId)?.stale).toBe(true)
    await again.time.advance(10_000)
    expect(again.monitors.status(runId, checkId)?.state).toBe('down')
    // The window ends by itself.
    await again.time.advance(3_600_000)
    expect(again.monitors.status(runId, 'migrate#1')?.state).toBe('down')
  })

  it.each([
    ['an end in the past', { checkIds: [checkId], reason: 'x', until: '2020-01-01T00:00:00.000Z' }],
    ['an unknown monitor', { checkIds: ['nope'], reason: 'x', until: '2030-01-01T00:00:00.000Z' }],
  ])('%s is refused', async (_, input) => {
    using folder = temporaryFolder()
    await using engine = openTestMonitors(folder.dir)
    const runId = await engine.startRun()
    const refused = await engine.call['monitor.maintenance']({ runId, ...input }, engine.idle)
    expect(refused.ok).toBe(false)
    expect(engine.eventsOf(runId)).toEqual([])
  })
})

describe('ten minutes of sleep', () => {
  it('read as old at once, are a gap with its cause, and no failure', async () => {
    using folder = temporaryFolder()
    await using engine = openTestMonitors(folder.dir)
    const runId = await engine.startRun()
    await engine.time.advance(120_000)
    engine.tellPower('suspend')
    engine.time.jump(600_000)
    engine.tellPower('resume')
    expect([...engine.monitors.statuses(runId)].map(([, { stale }]) => stale)).toEqual(
      Array(5).fill(true),
    )
    await engine.time.advance(15_000)
    expect([...engine.monitors.statuses(runId)].map(([, { stale }]) => stale)).toEqual(
      Array(5).fill(false),
    )
    const to = engine.time.clock.now()
    const from = new Date(Date.parse(to) - 720_000).toISOString()
    const history = valueOf(
      await engine.call['monitor.history']({ runId, checkId, from, to, points: 144 }, engine.idle),
    )
    expect(history.gaps).toMatchObject([{ cause: 'suspended' }])
    expect(history.summary).toMatchObject({ availability: 1, counts: { failed: 0, unknown: 0 } })
    expect(history.summary.coverage).toBeLessThan(0.2)
    const gaps = history.buckets.filter(({ gap }) => gap).length
    expect(gaps).toBeGreaterThanOrEqual(118)
    expect(gaps).toBeLessThanOrEqual(121)
    // None of the columns before and after is taken for one.
    const edges = history.buckets.map(({ gap }) => (gap ? '-' : '#')).join('')
    expect(edges).toMatch(/^#+-+#+$/)
    expect(engine.monitors.status(runId, checkId)?.window.counts.failed).toBe(0)
    const notes = engine.store.events.read(runId).filter(({ body }) => body.type === 'engine.note')
    expect(notes).toMatchObject([{ body: { message: { id: 'monitor.gap.suspended' } } }])
  })
})

describe('a second Warroom on the folder', () => {
  it('shows what the first one measured, as old, and measures nothing', async () => {
    using folder = temporaryFolder()
    await using first = openTestMonitors(folder.dir)
    const runId = await first.startRun()
    await first.time.advance(60_000)
    await using second = openTestMonitors(folder.dir, { time: first.time })
    expect(second.store.database.readOnly).toBe(true)
    expect(second.monitors.status(runId, checkId)).toMatchObject({
      state: 'up',
      stale: true,
      window: { availability: 1 },
    })
    const refused = await second.call['monitor.pause']({ runId, checkIds: [checkId] }, second.idle)
    expect(refused).toMatchObject({ failure: { code: 'read-only' } })
    expect(second.looks()).toBe(0)
  })
})
