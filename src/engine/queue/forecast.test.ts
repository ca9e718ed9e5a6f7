import { describe, expect, it } from 'vitest'

import { randomOf } from '../seeded-random.fixture.ts'
import { forecastOf, type DepthPoint } from './forecast.ts'

const everyMs = 5000

/** One look every five seconds. */
const depths = (values: readonly number[]): DepthPoint[] =>
  values.map((depth, index) => ({ atMs: index * everyMs, depth }))

function random(seed: number) {
  const next = randomOf(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  /** Events of a steady rate within a time (Knuth). */
  const poisson = (mean: number) => {
    let count = -1
    for (let left = 1; left > Math.exp(-mean); left *= next()) count++
    return count
  }
  return { next, normal, poisson }
}

const seeds = Array.from({ length: 400 }, (_, index) => index + 1)

describe('without noise', () => {
  it('what drains evenly is empty when it is empty, to the second', () => {
    for (const perLook of [1, 3, 40]) {
      for (const looks of [5, 9, 30]) {
        const values = Array.from({ length: looks }, (_, index) => 2000 - index * perLook)
        const { trend, emptyInSeconds } = forecastOf(depths(values), everyMs)
        expect(trend).toBe('draining')
        const truth = ((values.at(-1) ?? 0) / perLook) * 5
        for (const seconds of Object.values(emptyInSeconds ?? {}))
          expect(seconds).toBeCloseTo(truth, 6)
      }
    }
  })

  it('looks that come unevenly change nothing', () => {
    const { next } = random(7)
    let atMs = 0
    const points = Array.from({ length: 20 }, () => {
      atMs += everyMs * (0.6 + 0.8 * next())
      return { atMs, depth: 10_000 - atMs / 100 }
    })
    const { emptyInSeconds } = forecastOf(points, everyMs)
    const truth = (points.at(-1)?.depth ?? 0) / 10
    expect(emptyInSeconds?.likely).toBeCloseTo(truth, 3)
  })

  it('what stands still, and what is empty, has no time', () => {
    expect(forecastOf(depths([7, 7, 7, 7, 7, 7]), everyMs)).toMatchObject({
      trend: 'steady',
      reason: { id: 'queue.forecast.still' },
    })
    expect(forecastOf(depths([3, 2, 1, 0, 0]), everyMs)).toEqual({
      trend: 'empty',
      reason: { id: 'queue.forecast.empty' },
    })
  })
})

describe('what is not known is not said', () => {
  it('with too few looks, or after a silence', () => {
    expect(forecastOf([], everyMs).trend).toBe('unknown')
    expect(forecastOf(depths([90, 80, 70, 60]), everyMs)).toMatchObject({
      trend: 'unknown',
      reason: { values: { looks: 4, needed: 5 } },
    })
    const before = depths([900, 800, 700, 600, 500, 400])
    const silence = [{ atMs: 25_000 + everyMs * 4, depth: 300 }]
    expect(forecastOf([...before, ...silence], everyMs).trend).toBe('unknown')
  })

  it('what goes up and down has no direction', () => {
    let directionless = 0
    for (const seed of seeds) {
      const { normal } = random(seed)
      const values = Array.from({ length: 25 }, () => Math.round(500 + 20 * normal()))
      if (forecastOf(depths(values), everyMs).trend === 'steady') directionless++
    }
    expect(directionless / seeds.length).toBeGreaterThan(0.95)
  })
})

it('growth never has a time, however noisy', () => {
  for (const seed of seeds) {
    const { poisson } = random(seed)
    let depth = 50
    const values = Array.from({ length: 25 }, () => {
      depth = Math.max(0, depth + poisson(12) - poisson(4))
      return depth
    })
    const { trend, emptyInSeconds } = forecastOf(depths(values), everyMs)
    expect(trend).not.toBe('draining')
    expect(emptyInSeconds).toBeUndefined()
  }
})

describe('the range holds the truth', () => {
  /** Share of seeds whose range holds it, of those that told a time. */
  function hits(make: (seed: number) => { points: DepthPoint[]; truth: number }) {
    let told = 0
    let held = 0
    for (const seed of seeds) {
      const { points, truth } = make(seed)
      const { emptyInSeconds: range } = forecastOf(points, everyMs)
      if (!range) continue
      told++
      expect(range.fastest).toBeLessThanOrEqual(range.likely)
      expect(range.likely).toBeLessThanOrEqual(range.slowest)
      if (range.fastest <= truth && truth <= range.slowest) held++
    }
    return { told: told / seeds.length, held: held / told }
  }

  it('where jobs come and go by chance', () => {
    const result = hits((seed) => {
      const { poisson } = random(seed)
      let depth = 3000
      const points = Array.from({ length: 25 }, (_, index) => {
        depth += poisson(4) - poisson(14)
        return { atMs: index * everyMs, depth }
      })
      return { points, truth: depth / (10 / 5) }
    })
    expect(result.told).toBeGreaterThan(0.98)
    expect(result.held).toBeGreaterThan(0.9)
  })

  it('where the depth is read with an error', () => {
    const result = hits((seed) => {
      const { normal } = random(seed)
      const points = Array.from({ length: 25 }, (_, index) => ({
        atMs: index * everyMs,
        depth: Math.round(2000 - index * 20 + 8 * normal()),
      }))
      return { points, truth: (points.at(-1)?.depth ?? 0) / 4 }
    })
    expect(result.told).toBeGreaterThan(0.98)
    expect(result.held).toBeGreaterThan(0.93)
  })
})

describe('a turn is seen', () => {
  it('within five looks of a worker that began to work', () => {
    const rising = Array.from({ length: 20 }, (_, index) => index * 30)
    const falling = Array.from({ length: 4 }, (_, index) => 570 - (index + 1) * 100)
    expect(forecastOf(depths(rising), everyMs).trend).toBe('growing')
    expect(forecastOf(depths([...rising, ...falling]), everyMs)).toMatchObject({
      trend: 'draining',
      emptyInSeconds: { likely: (170 / 100) * 5 },
    })
  })

  it('and luck is not taken for one', () => {
    let whole = 0
    for (const seed of seeds) {
      const { poisson } = random(seed)
      let depth = 3000
      const values = Array.from({ length: 25 }, () => (depth += poisson(4) - poisson(14)))
      const { reason } = forecastOf(depths(values), everyMs)
      if (reason.values?.['seconds'] === 120) whole++
    }
    expect(whole / seeds.length).toBeGreaterThan(0.95)
  })
})
