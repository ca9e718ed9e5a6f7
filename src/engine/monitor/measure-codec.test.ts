import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  decodePoints,
  decodeSums,
  encodePoints,
  encodeSums,
  type PointsByKey,
} from './measure-codec.ts'
import { sumOfPoints } from './measure-sum.ts'

const startMs = Date.parse('2026-11-21T08:00:00.000Z')

/** Counters, gauges, shares, and what only a hostile target would send. */
const valueArbitrary = fc.oneof(
  fc.integer({ min: -100, max: 100_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 0.1, 1 / 3, Number.MAX_SAFE_INTEGER, Number.MAX_VALUE, 5e-324, 2 ** 60),
)
const minuteArbitrary = fc
  .array(
    fc.record({
      afterMs: fc.integer({ min: 1, max: 15_000 }),
      values: fc.dictionary(fc.integer({ min: 0, max: 9 }).map(String), valueArbitrary),
    }),
    { maxLength: 20 },
  )
  .map((looks) => {
    let atMs = startMs
    const points: PointsByKey = new Map()
    for (const { afterMs, values } of looks) {
      atMs += afterMs
      for (const [key, value] of Object.entries(values)) {
        const list = points.get(Number(key)) ?? []
        points.set(Number(key), [...list, { atMs, value }])
      }
    }
    return points
  })

describe('measures on the disk', () => {
  it('read back as the very same doubles', () => {
    fc.assert(
      fc.property(minuteArbitrary, (points) => {
        expect(decodePoints(startMs, encodePoints(startMs, points))).toStrictEqual(points)
      }),
    )
  })

  it('sums read back too', () => {
    fc.assert(
      fc.property(minuteArbitrary, (points) => {
        const sums = new Map(
          [...points].flatMap(([key, list]) => {
            const sum = sumOfPoints(list)
            return sum ? [[key, sum] as const] : []
          }),
        )
        const read = decodeSums(startMs, encodeSums(startMs, sums))
        expect([...read.keys()]).toEqual([...sums.keys()])
        for (const [key, { total, ...sum }] of sums) {
          const { total: readTotal, ...readSum } = read.get(key) ?? { total: NaN }
          // 0 and -0 are one number to a sum.
          expect(JSON.stringify(readSum)).toBe(JSON.stringify(sum))
          const isNear = Math.abs(readTotal - total) <= Math.abs(total) * 1e-12
          expect(isNear || !Number.isFinite(total)).toBe(true)
        }
      }),
    )
  })

  it('takes about a byte for a number that does not change', () => {
    const list = Array.from({ length: 12 }, (_, n) => ({ atMs: startMs + n * 5000, value: 200 }))
    const points: PointsByKey = new Map(Array.from({ length: 10 }, (_, key) => [key, list]))
    expect(encodePoints(startMs, points).length).toBeLessThan(12 * 3 + 10 * (12 + 5))
  })
})
