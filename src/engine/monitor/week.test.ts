import { describe, expect, it } from 'vitest'

import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { openTestMonitors } from './monitors.fixture.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Ten items of one check each. */
const text = Array.from({ length: 10 }, (_, n) => `item${n} 1 Item ${n}`).join('\n')
const everySeconds = 60

describe('a week of a console that is left open', () => {
  it('with nights closed, a clock set right, and an outage a day: each is what it was', async () => {
    using folder = temporaryFolder()
    /** On the wall clock: an outage of `item3`, at the given hour of each day, of 20 minutes. */
    const startMs = Date.parse('2026-11-21T08:00:00.000Z')
    const outageAt = 3 * hour
    const outageMs = 20 * minute
    const sinceDay = (atMs: number) => (atMs - startMs) % day
    const isOut = (atMs: number) =>
      sinceDay(atMs) >= outageAt && sinceDay(atMs) < outageAt + outageMs
    await using engine = openTestMonitors(folder.dir, {
      text,
      everySeconds: () => everySeconds,
      answers: (checkId, atMs) => ({ status: checkId === 'item3#1' && isOut(atMs) ? 503 : 200 }),
      tookMs: 120,
    })
    const runId = await engine.startRun()
    const { time } = engine
    for (let n = 0; n < 7; n++) {
      // Twelve hours awake. On the third day the clock is found to be five minutes slow.
      await time.advance(6 * hour)
      if (n === 2) time.jump(5 * minute)
      await time.advance(6 * hour - (n === 2 ? 5 * minute : 0))
      // The lid is closed: announced on some days, noticed on waking on others.
      if (n % 2 === 0) engine.tellPower('suspend')
      time.jump(12 * hour)
      if (n % 2 === 0) engine.tellPower('resume')
    }
    await time.advance(5 * minute)

    const nowMs = Math.round(time.wallMs())
    expect(nowMs - startMs).toBe(7 * day + 5 * minute)
    const windowOf = (id: string, fromMs: number, toMs: number) =>
      engine.samples.window(engine.samples.find(runId, id) ?? -1, fromMs, toMs)

    const healthy = windowOf('item0#1', startMs, nowMs)
    expect(healthy).toMatchObject({
      counts: { failed: 0, unknown: 0, firstLooks: 0 },
      availability: 1,
      changes: 0,
      resolution: '15m',
    })
    // Half of the week was slept through, and says so.
    expect(healthy.coverage).toBeGreaterThan(0.49)
    expect(healthy.coverage).toBeLessThan(0.505)
    const perMinute = healthy.counts.passed / ((7 * day) / 2 / minute)
    expect(perMinute).toBeGreaterThan(0.99)
    expect(perMinute).toBeLessThan(1.01)
    expect(healthy.latency).toMatchObject({ min: 120, max: 120 })
    expect(Math.abs((healthy.latency?.p95 ?? 0) - 120)).toBeLessThanOrEqual(1.2)

    const ill = windowOf('item3#1', startMs, nowMs)
    expect(ill.changes).toBe(14)
    expect(ill.counts.failed).toBeGreaterThanOrEqual(7 * 19)
    expect(ill.counts.failed).toBeLessThanOrEqual(7 * 21)
    expect(ill.counts.firstLooks).toBe(7)

    const events = engine
      .eventsOf(runId)
      .flatMap(({ body }) =>
        body.type === 'monitor.changed' && body.checkId === 'item3#1' ? [body.to] : [],
      )
    expect(events).toEqual(['up', ...Array.from({ length: 7 }, () => ['down', 'up']).flat()])
    // Nothing was said of the other monitors but that they are up.
    expect(engine.eventsOf(runId)).toHaveLength(10 + 14)

    const iso = (ms: number) => new Date(ms).toISOString()
    const history = valueOf(
      await engine.call['monitor.history'](
        { runId, checkId: 'item3#1', from: iso(startMs), to: iso(nowMs), points: 700 },
        engine.idle,
      ),
    )
    expect(history.gaps.map(({ cause }) => cause)).toEqual([
      'suspended',
      'clock',
      'clock',
      'suspended',
      'clock',
      'suspended',
      'clock',
      'suspended',
    ])
    const nights = history.buckets.filter(
      ({ from, to }) =>
        sinceDay(Date.parse(from)) >= 12 * hour && sinceDay(Date.parse(to)) > 12 * hour,
    )
    expect(nights.length).toBeGreaterThan(300)
    expect(nights.filter(({ passed, failed, gap }) => passed + failed > 0 || !gap)).toEqual([])
    expect(history.buckets.filter(({ failed }) => failed > 0).length).toBeLessThanOrEqual(7 * 3)
    expect(engine.monitors.status(runId, 'item3#1')).toMatchObject({ state: 'up', stale: false })
  }, 120_000)
})
