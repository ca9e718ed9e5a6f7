import { expect, it } from 'vitest'

import { parseLine } from './parse-line.ts'
import { createPatternAlarm } from './pattern-alarm.ts'
import { createPatternCounter } from './pattern-counter.ts'

const startMs = Date.parse('2026-11-21T10:00:00Z')

function alarm(count: number, windowSeconds: number) {
  const alert = { count, windowSeconds }
  const counter = createPatternCounter({ id: 'x', title: 'x', match: 'x', critical: false, alert })
  const watch = createPatternAlarm(alert, counter)
  const take = (atS: number) => counter.take('x', parseLine('x'), startMs + atS * 1000)
  return {
    watch,
    take,
    /** A line of this second that arrives now, or then. */
    see: (atS: number, arrivedS = atS) => {
      take(atS)
      return watch.seen(startMs + atS * 1000, startMs + arrivedS * 1000)
    },
  }
}

it('rings at its count within its window, once, and again only after a quiet window', () => {
  const { see } = alarm(3, 60)
  expect([0, 50, 70].map((at) => see(at))).toEqual([undefined, undefined, undefined])
  expect(see(100)).toBe(3)
  // It goes on, however thinly, and is one story.
  expect([101, 150, 205, 260].map((at) => see(at))).toEqual(Array(4).fill(undefined))
  // Quiet for more than a minute: two are not three.
  expect([330, 331].map((at) => see(at))).toEqual([undefined, undefined])
  expect(see(332)).toBe(3)
})

it('rings once for all that is caught up at once', () => {
  const { see } = alarm(1, 10)
  expect(see(0, 5000)).toBe(1)
  expect([100, 1000, 3000].map((at) => see(at, 5000))).toEqual(Array(3).fill(undefined))
  expect(see(5011)).toBe(1)
})

it('goes on after a restart where nothing was quiet since it was told', () => {
  const going = alarm(1, 60)
  for (const at of [0, 50, 100]) going.take(at)
  going.watch.resume(startMs, startMs + 120_000)
  expect(going.see(130)).toBeUndefined()

  const quiet = alarm(1, 60)
  for (const at of [0, 100]) quiet.take(at)
  quiet.watch.resume(startMs, startMs + 120_000)
  expect(quiet.see(130)).toBe(2)
})
