import { expect, test } from 'vitest'

import type { Facts } from '../../shared/model/check.ts'
import { createMeasureStore } from '../monitor/measure-store.ts'
import { openTestMonitors } from '../monitor/monitors.fixture.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { gateOf, windowCriterion } from './gate.fixture.ts'
import { createGates } from './gates.ts'
import { measureReading } from './measure-criteria.ts'

const checkId = 'ready#1'
const shortGate = gateOf(
  windowCriterion({
    id: 'depth',
    itemId: 'ready',
    checkId,
    require: 'max.depth <= 100.0 && increase.errors / increase.requests < 0.01',
    holdSeconds: 10,
  }),
)

/** A gate over what a monitor's looks give, from the look to the verdict. */
async function openTestBoard(dir: string, gate = shortGate, everySeconds = 5) {
  const engine = openTestMonitors(dir, { gates: [gate], everySeconds: () => everySeconds })
  const { store, monitors, samples, time, runs } = engine
  const { registry } = runs
  const measures = createMeasureStore({
    samples,
    onLook: (listener) => monitors.onLook(listener),
    readBy(runId, id) {
      const runbook = registry.get(runId)?.runbook
      return runbook ? measureReading(runbook, id) : { judged: new Set(), expectation: [] }
    },
  })
  const gates = createGates({
    store,
    registry,
    monitors,
    samples,
    budgets: { readNow: () => undefined },
    readiness: { lines: () => [] },
    clock: time.clock,
    timer: time.timer,
  })
  let requests = 0
  const give = (facts: Facts | undefined) => {
    engine.answering.now = (_checkId, atMs) => {
      requests = atMs / 10
      return facts && { status: 200, requests, errors: 3, ...facts }
    }
  }
  give({ depth: 4 })
  const runId = await engine.startRun()
  return {
    ...engine,
    runId,
    measures,
    give,
    criterion: () => gates.status(runId, gate.id)?.evaluation?.criteria[0],
    verdict: () => gates.status(runId, gate.id)?.evaluation?.verdict,
    async [Symbol.asyncDispose]() {
      gates[Symbol.dispose]()
      measures[Symbol.dispose]()
      await engine[Symbol.asyncDispose]()
    },
  }
}

test('a backlog turns the verdict, and its end turns it back', async () => {
  using folder = temporaryFolder()
  await using board = await openTestBoard(folder.dir)
  await board.time.advance(90_000)
  expect(board.verdict()).toBe('go')
  expect(board.criterion()?.window?.read).toMatchObject({ 'max.depth': 4, 'increase.errors': 0 })

  board.give({ depth: 250 })
  await board.time.advance(10_000)
  expect(board.verdict()).toBe('no-go')
  expect(board.criterion()?.window?.read).toMatchObject({ 'max.depth': 250 })

  board.give({ depth: 4 })
  await board.time.advance(50_000)
  expect(board.verdict()).toBe('no-go')
  await board.time.advance(40_000)
  expect(board.verdict()).toBe('go')
})

test('a target that passes and stops saying the number is UNKNOWN, not GO', async () => {
  using folder = temporaryFolder()
  await using board = await openTestBoard(folder.dir)
  await board.time.advance(90_000)
  expect(board.verdict()).toBe('go')
  board.give({})
  await board.time.advance(30_000)
  expect(board.verdict()).toBe('unknown')
  expect(board.criterion()?.reason.id).toBe('gate.measure-missing')
  await board.time.advance(60_000)
  expect(board.verdict()).toBe('unknown')
})

test('no request at all is no good ratio of errors', async () => {
  using folder = temporaryFolder()
  await using board = await openTestBoard(folder.dir)
  board.give({ depth: 1, requests: 1000, errors: 0 })
  await board.time.advance(120_000)
  expect(board.verdict()).toBe('unknown')
  expect(board.criterion()?.reason.id).toBe('expectation.not-a-number')
})

test('history in columns, a gap where nobody could look, and what was never seen', async () => {
  using folder = temporaryFolder()
  await using board = await openTestBoard(folder.dir)
  const from = board.time.clock.now()
  await board.time.advance(60_000)
  board.give(undefined)
  await board.time.advance(180_000)
  board.give({ depth: 9 })
  await board.time.advance(60_000)
  const ask = (names: string[], points: number) =>
    board.call['monitor.measures'](
      { runId: board.runId, checkId, names, from, to: board.time.clock.now(), points },
      board.idle,
    )
  const history = valueOf(await ask(['depth', 'nothing'], 5))
  expect(history).toMatchObject({ everySeconds: 5, known: expect.arrayContaining(['depth']) })
  const [depth, nothing] = history.measures
  expect(nothing?.columns.every(({ gap, max }) => gap && max === null)).toBe(true)
  const seen = depth?.columns.map(({ last, gap }) => (gap ? null : last))
  expect(seen?.[0]).toBe(4)
  expect(seen?.slice(2, 4)).toEqual([null, null])
  expect(seen?.at(-1)).toBe(9)
  // As fine as the looks come, columns between two looks are no gaps.
  const fine = valueOf(await ask(['depth'], 2000)).measures[0]?.columns ?? []
  expect(fine).toHaveLength(60)
  expect(fine.slice(1, 11).some(({ gap }) => gap)).toBe(false)
  expect(fine.slice(20, 40).every(({ gap }) => gap)).toBe(true)
})

test('a clock set back takes the future’s numbers away', async () => {
  using folder = temporaryFolder()
  await using board = await openTestBoard(folder.dir)
  await board.time.advance(300_000)
  board.give({ depth: 500 })
  await board.time.advance(60_000)
  expect(board.verdict()).toBe('no-go')
  board.give({ depth: 1 })
  board.time.jump(-100_000)
  await board.time.advance(95_000)
  const nowMs = Date.parse(board.time.clock.now())
  const future = board.measures.points(board.runId, checkId, 'depth', nowMs, nowMs + 3_600_000)
  expect(future).toEqual([])
  expect(board.criterion()?.window?.read).toMatchObject({ 'max.depth': 1 })
  expect(board.verdict()).toBe('go')
})

test('a window of hours is judged by sums, as exactly as a short one', async () => {
  using folder = temporaryFolder()
  const gate = gateOf(
    windowCriterion({
      itemId: 'ready',
      checkId,
      require: 'max.depth <= 100.0 && mean.depth < 5.0 && increase.requests > 1.0',
      windowSeconds: 2 * 3600 + 300,
      maxStaleSeconds: 200,
    }),
  )
  await using board = await openTestBoard(folder.dir, gate, 60)
  await board.time.advance(2.2 * 3600_000)
  expect(board.verdict()).toBe('go')
  board.give({ depth: 101 })
  await board.time.advance(60_000)
  board.give({ depth: 4 })
  await board.time.advance(600_000)
  expect(board.verdict()).toBe('no-go')
  const { window, earliestGoAt } = board.criterion() ?? {}
  expect(window?.resolution).toBe('15m')
  expect(window?.read['max.depth']).toBe(101)
  expect(window?.read['mean.depth']).toBeCloseTo(4 + 97 / 130, 1)
  // When the quarter with the bad look has left the window.
  const untilMs = Date.parse(earliestGoAt ?? '') - Date.parse(board.time.clock.now())
  expect(untilMs / 60_000).toBeGreaterThan(110)
  expect(untilMs / 60_000).toBeLessThan(135)
}, 60_000)
