import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { findInGraph, type GraphStep, type Way } from './rollback-graph.ts'

const plain: GraphStep = {
  isDecide: false,
  next: ['end'],
  changes: false,
  isVerified: false,
  isPointOfNoReturn: false,
  expectedMs: 0,
}
const step = (next: Way | Way[], more: Partial<GraphStep> = {}): GraphStep => ({
  ...plain,
  next: Array.isArray(next) ? next : [next],
  isDecide: Array.isArray(next),
  ...more,
})

test('a straight plan has nothing wrong, and takes as long as its steps', () => {
  const steps = [step(1, { expectedMs: 5 }), step(2, { expectedMs: 7 }), step('end')]
  expect(findInGraph(steps)).toEqual({
    unreachable: [],
    loops: [],
    stuck: [],
    reachesEnd: true,
    unverifiedReturns: [],
    longestMs: 12,
  })
})

test('a loop that nobody chooses is found; one with a choice in it is none', () => {
  expect(findInGraph([step(1), step(2), step(1)])).toMatchObject({
    loops: [[1, 2]],
    reachesEnd: false,
  })
  expect(findInGraph([step(1), step([0, 'end'])])).toMatchObject({ loops: [], reachesEnd: true })
  // Going back where it failed is chosen as well.
  expect(findInGraph([step('end', { alternative: 0 })])).toMatchObject({ loops: [] })
  expect(findInGraph([step([1, 'end']), step([0, 1])])).toMatchObject({ stuck: [], loops: [] })
  expect(findInGraph([step([1, 'end']), step([1])])).toMatchObject({ stuck: [1], loops: [] })
})

test('a point of no return is followed by a verification before anything else changes', () => {
  const risky = { isPointOfNoReturn: true, changes: true }
  const returns = (...steps: GraphStep[]) => findInGraph(steps).unverifiedReturns
  expect(returns(step('end', { ...risky, isVerified: true }))).toEqual([])
  expect(returns(step('end', risky))).toEqual([])
  expect(returns(step('stop', risky))).toEqual([0])
  expect(returns(step(1, risky), step('end', { isVerified: true }))).toEqual([])
  expect(returns(step(1, risky), step('end', { changes: true, isVerified: true }))).toEqual([0])
  expect(returns(step(1, risky), step([2, 'stop']), step('end'))).toEqual([0])
  expect(returns(step(1, risky), step([2, 'end']), step('end', { isVerified: true }))).toEqual([])
})

/** Every way through, one by one, and nothing clever. */
function reference(steps: readonly GraphStep[]) {
  const ways = (index: number): Way[] => {
    const { next, alternative } = steps[index] ?? plain
    return [...next, ...(alternative === undefined ? [] : [alternative])]
  }
  const visited = new Set<number>([0])
  let longestMs = 0
  let reachesEnd = false
  const walk = (path: number[]) => {
    const last = path.at(-1) ?? 0
    for (const way of ways(last)) {
      if (way === 'end') {
        reachesEnd = true
        const sum = path.reduce((total, index) => total + (steps[index]?.expectedMs ?? 0), 0)
        longestMs = Math.max(longestMs, sum)
      } else if (typeof way === 'number') {
        visited.add(way)
        if (!path.includes(way)) walk([...path, way])
      }
    }
  }
  walk([0])
  const canLeave = (start: number) => {
    const seen = new Set([start])
    for (const index of seen)
      for (const way of ways(index)) {
        if (typeof way !== 'number') return true
        seen.add(way)
      }
    return false
  }
  const isInLoop = (start: number) => {
    let at: Way | undefined = start
    for (let count = 0; count <= steps.length; count++) {
      const here: GraphStep | undefined = typeof at === 'number' ? steps[at] : undefined
      if (!here || here.isDecide) return false
      at = here.next[0]
      if (at === start) return true
    }
    return false
  }
  const all = [...steps.keys()]
  return {
    unreachable: all.filter((index) => !visited.has(index)),
    looping: all.filter((index) => visited.has(index) && isInLoop(index)),
    stuck: all.filter((index) => visited.has(index) && !canLeave(index)),
    reachesEnd,
    longestMs,
  }
}

test('any plan is judged as going through it way by way would', () => {
  const plans = fc.integer({ min: 1, max: 7 }).chain((count) => {
    const way = fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 0, max: count - 1 }) },
      { weight: 1, arbitrary: fc.constantFrom<Way>('end', 'stop') },
    )
    const any = fc.record({
      isDecide: fc.boolean(),
      ways: fc.array(way, { minLength: 1, maxLength: 4 }),
      alternative: fc.option(way, { nil: undefined }),
      expectedMs: fc.integer({ min: 0, max: 1000 }),
    })
    return fc.array(any, { minLength: count, maxLength: count })
  })
  fc.assert(
    fc.property(plans, (written) => {
      const steps = written.map(({ isDecide, ways, alternative, expectedMs }): GraphStep => ({
        ...plain,
        isDecide,
        next: isDecide ? ways : ways.slice(0, 1),
        ...(alternative === undefined ? {} : { alternative }),
        expectedMs,
      }))
      const { loops, unreachable, stuck, reachesEnd, longestMs } = findInGraph(steps)
      const looping = loops.flat().sort((left, right) => left - right)
      expect({ unreachable, looping, stuck, reachesEnd, longestMs }).toEqual(reference(steps))
    }),
    { numRuns: 2000 },
  )
})

test('a plan of many steps that all lead everywhere is judged at once', () => {
  const count = 40
  const steps = Array.from({ length: count }, () =>
    step([...Array(count).keys(), 'end'], { expectedMs: 1 }),
  )
  expect(findInGraph(steps).longestMs).toBe(count)
  // Many branches that come together are no such thing: each step is looked at once.
  const ladder = Array.from({ length: 60 }, (_, index): GraphStep => {
    const ways: Way[] = index < 58 ? [index + 1, index + 2] : ['end']
    return step(ways, { expectedMs: 1 })
  })
  expect(findInGraph(ladder).longestMs).toBe(59)
})
