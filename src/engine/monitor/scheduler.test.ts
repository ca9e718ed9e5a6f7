import { assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createSimulatedTime } from '../time/simulated-time.fixture.ts'
import type { Gap } from './gap-detector.ts'
import { createScheduler, phaseOf, type Afterwards, type SchedulerOptions } from './scheduler.ts'

const usual: Afterwards = { kind: 'usual' }

function simulate(options: Partial<SchedulerOptions> = {}) {
  const time = createSimulatedTime()
  const gaps: Gap[] = []
  const scheduler = createScheduler({
    clock: time.clock,
    timer: time.timer,
    limits: { total: 100, perTarget: 100 },
    onGap: (gap) => gaps.push(gap),
    ...options,
  })
  const starts: { id: string; atMs: number }[] = []
  let atOnce = 0
  let mostAtOnce = 0
  /** A job that answers after `tookMs`, and what it was told to do next. */
  const add = (
    id: string,
    everyMs: number,
    {
      tookMs = 0,
      target = id,
      next = () => usual,
    }: { tookMs?: number; target?: string; next?: () => Afterwards } = {},
  ) =>
    scheduler.add({
      id,
      target,
      everyMs,
      async look() {
        starts.push({ id, atMs: time.clock.monotonicMs() })
        mostAtOnce = Math.max(mostAtOnce, ++atOnce)
        if (tookMs > 0) await time.wait(tookMs)
        atOnce--
        return next()
      },
    })
  const startsOf = (id: string) => starts.filter((one) => one.id === id).map(({ atMs }) => atMs)
  return { time, scheduler, gaps, starts, add, startsOf, mostAtOnce: () => mostAtOnce }
}

describe('start times', () => {
  it('of many jobs are spread over the interval, and regular for each', async () => {
    const late: number[] = []
    const { time, add, starts, startsOf } = simulate({ onStart: (lateMs) => late.push(lateMs) })
    for (let n = 0; n < 300; n++) add(`job ${n}`, 5000)
    await time.advance(30_000)
    const perTenth = new Map<number, number>()
    for (const { atMs } of starts.filter(({ atMs }) => atMs >= 1_010_000))
      perTenth.set(Math.floor(atMs / 100), (perTenth.get(Math.floor(atMs / 100)) ?? 0) + 1)
    // 60 a second: 6 in each tenth, never a pile.
    expect(Math.max(...perTenth.values())).toBeLessThan(20)
    const own = startsOf('job 7').slice(1)
    for (const [n, atMs] of own.entries()) expect(atMs - (own[0] ?? 0)).toBeCloseTo(n * 5000, 3)
    expect(own).toHaveLength(5)
    expect(Math.max(...late.map((lateMs) => Math.abs(lateMs)))).toBeLessThan(0.001)
  })

  it('are the same each time, and every job is looked at within ten seconds', async () => {
    assert(
      property(
        integer(),
        (n) => phaseOf(String(n)) === phaseOf(String(n)) && phaseOf(String(n)) < 1,
      ),
    )
    const { time, add, starts } = simulate()
    for (let n = 0; n < 50; n++) add(`slow ${n}`, 600_000)
    await time.advance(10_000)
    expect(new Set(starts.map(({ id }) => id)).size).toBe(50)
  })
})

describe('a tick that cannot be kept', () => {
  it('is left out and counted when the look before still goes on; nothing piles up behind it', async () => {
    const { time, add, startsOf } = simulate()
    const job = add('long', 1000, { tookMs: 3500 })
    await time.advance(20_000)
    const starts = startsOf('long')
    expect(starts.length).toBeLessThanOrEqual(6)
    expect(job.skipped.overrun).toBeGreaterThanOrEqual(12)
    for (const [n, atMs] of starts.entries())
      expect(atMs - (starts[n - 1] ?? 0)).toBeGreaterThan(3500)
  })

  it('for want of a free place waits its turn; ticks missed meanwhile are counted, and nobody starves', async () => {
    const { time, add, startsOf, mostAtOnce } = simulate({ limits: { total: 10, perTarget: 1 } })
    const jobs = ['a', 'b', 'c'].map((id) => add(id, 2000, { tookMs: 1900, target: 'host' }))
    await time.advance(60_000)
    expect(mostAtOnce()).toBe(1)
    const crowded = jobs.reduce((sum, { skipped }) => sum + skipped.crowded, 0)
    expect(crowded).toBeGreaterThan(20)
    for (const id of ['a', 'b', 'c']) expect(startsOf(id).length).toBeGreaterThan(2)
  })

  it('keeps to the places there are over all targets', async () => {
    const { time, add, mostAtOnce, starts } = simulate({ limits: { total: 4, perTarget: 2 } })
    for (let n = 0; n < 40; n++) add(`job ${n}`, 1000, { tookMs: 150, target: `host ${n % 10}` })
    await time.advance(10_000)
    expect(mostAtOnce()).toBe(4)
    expect(starts.length).toBeGreaterThan(200)
  })

  it('that comes late is left out, and the next one is kept', async () => {
    const { time, add, startsOf } = simulate()
    const job = add('one', 6000)
    await time.advance(20_000)
    const before = startsOf('one').length
    const next = (startsOf('one').at(-1) ?? 0) + 6000
    await time.advance(next - time.clock.monotonicMs() - 1)
    time.freeze(4000)
    await time.advance(1000)
    expect(startsOf('one')).toHaveLength(before)
    expect(job.skipped.late).toBe(1)
    await time.advance(6000)
    expect(startsOf('one')).toHaveLength(before + 1)
  })
})

describe('what a look asks for next', () => {
  it('again: soon, then as before', async () => {
    let left = 1
    const { time, add, startsOf } = simulate()
    add('one', 5000, { next: () => (left-- > 0 ? { kind: 'again', afterMs: 300 } : usual) })
    await time.advance(20_000)
    const [first = 0, second = 0, third = 0, fourth = 0] = startsOf('one')
    expect(second - first).toBeCloseTo(300, 3)
    expect(third - second).toBeLessThanOrEqual(5000)
    expect(fourth - third).toBeCloseTo(5000, 3)
  })

  it('rest: so many ticks left out', async () => {
    const { time, add, startsOf } = simulate()
    add('one', 1000, { next: () => ({ kind: 'rest', ticks: 3 }) })
    await time.advance(21_000)
    const starts = startsOf('one')
    expect(starts.length).toBeGreaterThan(3)
    expect((starts[2] ?? 0) - (starts[1] ?? 0)).toBeCloseTo(4000, 3)
  })
})

describe('pause and remove', () => {
  it('start nothing more, and a resumed job begins anew', async () => {
    const { time, add, startsOf } = simulate()
    const job = add('one', 1000)
    const gone = add('gone', 1000)
    await time.advance(5000)
    job.pause()
    gone.remove()
    const before = startsOf('one').length
    const goneBefore = startsOf('gone').length
    await time.advance(60_000)
    expect(startsOf('one')).toHaveLength(before)
    job.resume()
    gone.resume()
    await time.advance(3000)
    expect(startsOf('one').length).toBeGreaterThan(before)
    expect(startsOf('gone')).toHaveLength(goneBefore)
  })
})

describe('sleep, clock jumps and standstill', () => {
  it.each([
    ['ten minutes of sleep, the monotonic clock standing', 600_000, 'jump', 'clock'],
    ['ten minutes of sleep, both clocks going on', 600_000, 'freeze', 'stalled'],
    ['a clock set an hour ahead', 3_600_000, 'jump', 'clock'],
    ['a clock set an hour back', -3_600_000, 'jump', 'clock-back'],
  ] as const)('%s: one gap, no burst, all looked at again in time', async (_, byMs, how, cause) => {
    const { time, add, starts, gaps } = simulate()
    const skipped = []
    for (let n = 0; n < 200; n++) skipped.push(add(`job ${n}`, n % 2 === 0 ? 5000 : 60_000).skipped)
    await time.advance(65_000)
    const before = time.wallMs()
    starts.length = 0
    if (how === 'jump') time.jump(byMs)
    else time.freeze(byMs)
    const wokeMs = time.clock.monotonicMs()
    await time.advance(15_000)
    expect(gaps).toMatchObject([{ cause }])
    expect(Math.abs((gaps[0]?.fromMs ?? 0) - before)).toBeLessThan(1001)
    expect(new Set(starts.map(({ id }) => id)).size).toBe(200)
    const perSecond = new Map<number, number>()
    for (const { atMs } of starts) {
      const second = Math.floor((atMs - wokeMs) / 1000)
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1)
    }
    // 100 jobs each 5 s and 100 within 10 s: 30 a second, and no more for having slept.
    expect(Math.max(...perSecond.values())).toBeLessThan(50)
    expect(skipped.every(({ late, crowded }) => late + crowded === 0)).toBe(true)
  })

  it('an announced sleep stops everything at once, and what was under way is not believed', async () => {
    const { time, scheduler, gaps, startsOf } = simulate()
    const signals: AbortSignal[] = []
    scheduler.add({
      id: 'one',
      target: 'one',
      everyMs: 1000,
      async look(signal) {
        signals.push(signal)
        await time.wait(500)
        return { kind: 'again', afterMs: 1 }
      },
    })
    await time.advance(1200)
    scheduler.suspend()
    expect(signals.at(-1)?.aborted).toBe(true)
    const count = signals.length
    await time.advance(5000)
    expect(signals).toHaveLength(count)
    time.jump(600_000)
    scheduler.wake()
    expect(gaps).toMatchObject([{ cause: 'suspended' }])
    await time.advance(3000)
    expect(signals.length).toBeGreaterThan(count)
    expect(gaps).toHaveLength(1)
    expect(startsOf('one')).toEqual([])
  })

  it('a look that ends right after waking is not believed, though nobody had noticed yet', async () => {
    const { time, scheduler, gaps } = simulate()
    const sound: boolean[] = []
    const looks = { begun: 0 }
    scheduler.add({
      id: 'one',
      target: 'one',
      everyMs: 1000,
      async look(_signal, isSound) {
        looks.begun++
        await time.wait(3)
        sound.push(isSound())
        return usual
      },
    })
    while (looks.begun < 1) await time.advance(1)
    await time.advance(3)
    while (looks.begun < 2) await time.advance(1)
    time.jump(600_000)
    await time.advance(3)
    expect(sound).toEqual([true, false])
    expect(gaps).toHaveLength(1)
  })

  it('a busy second is no gap', async () => {
    const { time, add, gaps, startsOf } = simulate()
    add('one', 5000)
    await time.advance(10_000)
    time.freeze(2000)
    await time.advance(10_000)
    expect(gaps).toEqual([])
    expect(startsOf('one').length).toBeGreaterThan(2)
  })
})

describe('rounding', () => {
  it('never makes a tick follow itself', async () => {
    const { time, add, starts } = simulate()
    time.jump(0.123)
    for (let n = 0; n < 40; n++) add(`job ${n}`, 100 / 3 + n)
    await time.advance(5000)
    for (const id of new Set(starts.map((one) => one.id))) {
      const own = starts.filter((one) => one.id === id).slice(1)
      for (const [n, { atMs }] of own.entries())
        expect(atMs).toBeGreaterThan((own[n - 1]?.atMs ?? 0) + 30)
    }
  })
})

describe('disposing', () => {
  it('waits for what is under way, and nothing starts any more', async () => {
    const { time, scheduler, add, starts } = simulate()
    add('one', 1000, { tookMs: 400 })
    await time.advance(1050)
    const before = starts.length
    const disposed = scheduler[Symbol.asyncDispose]()
    await time.advance(10_000)
    await disposed
    expect(starts).toHaveLength(before)
  })
})
