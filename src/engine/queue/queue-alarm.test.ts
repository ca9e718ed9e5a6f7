import { describe, expect, it } from 'vitest'

import { alarmOf, endOf } from './queue-alarm.ts'
import { ratesOf, wasFinished, type SeenQueue } from './queue-rates.ts'
import type { QueueReading } from './queue-reading.ts'

/** One look every five seconds. */
const looks = (...readings: Partial<QueueReading>[]): SeenQueue[] =>
  readings.map((reading, index) => ({
    atMs: index * 5000,
    reading: { counts: {}, found: true, ...reading },
  }))
const depths = (values: readonly number[], more: Partial<QueueReading> = {}) =>
  looks(...values.map((depth) => ({ depth, ...more })))

const nobody = { workers: { count: 0 } }
const idle = {
  workers: { count: 2 },
  events: { inPerSecond: 1, outPerSecond: 0, out: 0, seconds: 60 },
}

describe('somebody is needed', () => {
  it('where it grew over three looks and no worker is there', () => {
    expect(alarmOf('mail', depths([1, 2, 3, 4], nobody), undefined)).toMatchObject({
      kind: 'nobody-works',
      reason: { id: 'queue.alarm.no-workers', values: { name: 'mail', depth: 4 } },
    })
  })

  it('where workers are there and finish nothing', () => {
    expect(alarmOf('mail', depths([1, 2, 2, 4], idle), undefined)?.reason).toEqual({
      id: 'queue.alarm.nothing-done',
      values: { name: 'mail', depth: 4, seconds: 15 },
    })
  })

  it('and for how long nothing was finished is said as far as it is known', () => {
    const totals = (added: number, finished: number) => ({ totals: { added, finished } })
    const seen = looks(
      { depth: 1, ...totals(1, 0) },
      ...[2, 3, 4, 5, 6].map((depth) => ({ depth, ...totals(depth + 1, 1) })),
    )
    expect(alarmOf('orders', seen, undefined)?.reason.values).toMatchObject({ seconds: 20 })
  })

  it('where it is paused with jobs in line, at once', () => {
    expect(alarmOf('mail', depths([3], { paused: true }), undefined)?.kind).toBe('paused')
    expect(alarmOf('mail', depths([0], { paused: true }), undefined)).toBeUndefined()
  })

  it.each<[string, SeenQueue[]]>([
    ['it has not grown for long enough', depths([1, 2, 3], nobody)],
    ['it did not grow all along', depths([1, 4, 3, 5], nobody)],
    ['it stands still', depths([4, 4, 4, 4], nobody)],
    [
      'something was finished meanwhile',
      depths([1, 2, 3, 4], { ...nobody, lastFinishedAgeSeconds: 4 }),
    ],
    ['nobody can tell who works', depths([1, 2, 3, 4])],
    [
      'one look has no depth',
      [...depths([1, 2], nobody), ...looks({ ...nobody }), ...depths([4], nobody)],
    ],
  ])('and not where %s', (_, seen) => {
    expect(alarmOf('mail', seen, undefined)).toBeUndefined()
  })
})

describe('an alarm', () => {
  it('lasts while it no longer grows, and ends when it shrinks or is empty', () => {
    expect(alarmOf('mail', depths([2, 3, 4, 4], nobody), 'nobody-works')).toBeDefined()
    expect(alarmOf('mail', depths([4], nobody), 'nobody-works')).toBeDefined()
    expect(alarmOf('mail', depths([2, 3, 4, 3], nobody), 'nobody-works')).toBeUndefined()
    expect(alarmOf('mail', depths([2, 3, 4, 0], nobody), 'nobody-works')).toBeUndefined()
  })

  it('lasts when a worker comes that does nothing, and says so', () => {
    expect(alarmOf('mail', depths([2, 3, 4, 5], idle), 'nobody-works')?.reason.id).toBe(
      'queue.alarm.nothing-done',
    )
  })

  it('ends with why', () => {
    expect(endOf('mail', 'nobody-works', depths([0])).id).toBe('queue.alarm.emptied')
    expect(endOf('mail', 'nobody-works', depths([3])).id).toBe('queue.alarm.worked-on')
    expect(endOf('mail', 'paused', depths([3])).id).toBe('queue.alarm.resumed')
  })
})

describe('rates', () => {
  it('are those of events, where there are any', () => {
    expect(ratesOf(depths([9], idle))).toEqual({
      inPerSecond: 1,
      outPerSecond: 0,
      seconds: 60,
      basis: 'events',
    })
  })

  it('are made of totals, which may begin anew', () => {
    const totals = (added: number, finished: number) => ({ depth: 5, totals: { added, finished } })
    expect(ratesOf(looks(totals(100, 90), totals(120, 100)))).toMatchObject({
      inPerSecond: 4,
      outPerSecond: 2,
      basis: 'counters',
    })
    expect(ratesOf(looks(totals(100, 90), totals(3, 0)))?.basis).toBe('depth')
  })

  it('are made of finished jobs that are kept, as long as these only grow', () => {
    const kept = (depth: number, completed: number) => ({ depth, counts: { completed, failed: 1 } })
    expect(ratesOf(looks(kept(50, 10), kept(45, 30)))).toEqual({
      inPerSecond: 3,
      outPerSecond: 4,
      seconds: 5,
      basis: 'counters',
    })
    expect(ratesOf(looks(kept(50, 100), kept(45, 100)))?.basis).toBe('depth')
    expect(ratesOf(looks(kept(50, 100), kept(45, 20), kept(40, 110)))?.basis).toBe('depth')
  })

  it('of the depth alone are what it gained and lost', () => {
    expect(ratesOf(depths([10, 20, 15]))).toEqual({
      inPerSecond: 1,
      outPerSecond: 0.5,
      seconds: 10,
      basis: 'depth',
    })
    expect(ratesOf(depths([10]))).toBeUndefined()
  })

  it('look back a minute, or one look where looks are rarer', () => {
    expect(ratesOf(depths(Array.from({ length: 30 }, (_, index) => index)))?.seconds).toBe(60)
    const rare = depths([10, 4]).map((one, index) => ({ ...one, atMs: index * 600_000 }))
    expect(ratesOf(rare)).toMatchObject({ outPerSecond: 0.01, seconds: 600 })
  })
})

it('what is not kept is not said to be unfinished', () => {
  const kept = { depth: 3, counts: { completed: 100 }, lastFinishedAgeSeconds: 40 }
  expect(wasFinished(looks(kept, kept), 5)).toBe(false)
  expect(wasFinished(looks({ ...kept, counts: { completed: 0 } }), 5)).toBeUndefined()
  expect(wasFinished(looks({ ...kept, lastFinishedAgeSeconds: undefined }), 5)).toBeUndefined()
  // Events that cover less than is asked about.
  const trimmed = { depth: 3, events: { inPerSecond: 9, outPerSecond: 0, out: 0, seconds: 2 } }
  expect(wasFinished(looks(trimmed), 15)).toBeUndefined()
})
