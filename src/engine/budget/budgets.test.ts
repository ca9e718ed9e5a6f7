import { expect, test } from 'vitest'

import { formatMessage } from '../../shared/messages/format.ts'
import type { Budget } from '../../shared/model/budget.ts'
import type { Facts } from '../../shared/model/check.ts'
import { createMeasureStore } from '../monitor/measure-store.ts'
import { openTestMonitors, type Answers } from '../monitor/monitors.fixture.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { createBudgetService } from './budget-service.ts'
import { budgetOf, startMs } from './budget.fixture.ts'
import { createBudgets } from './budgets.ts'

const minute = 60_000
const hour = 60 * minute

async function openTestBudgets(
  dir: string,
  budgets: Budget[],
  answers: Answers,
  everySeconds = 10,
) {
  const engine = openTestMonitors(dir, {
    text: 'ready 1 health/ready answers',
    budgets,
    answers,
    everySeconds: () => everySeconds,
  })
  const { store, monitors, samples, time, runs } = engine
  const { registry } = runs
  const measures = createMeasureStore({
    samples,
    onLook: (listener) => monitors.onLook(listener),
    readBy: () => ({ judged: new Set(), expectation: [] }),
  })
  const open = () =>
    createBudgets({ store, registry, samples, measures, clock: time.clock, timer: time.timer })
  const own = open()
  const runId = await engine.startRun()
  return {
    ...engine,
    runId,
    own,
    open,
    reading: (id = 'api') => own.status(runId, id)?.reading,
    events: () =>
      store.events
        .read(runId)
        .flatMap(({ at, body }) =>
          body.type === 'budget.burning'
            ? [{ ...body, minutes: Math.round((Date.parse(at) - startMs) / minute) }]
            : [],
        ),
    async [Symbol.asyncDispose]() {
      own[Symbol.dispose]()
      measures[Symbol.dispose]()
      await engine[Symbol.asyncDispose]()
    },
  }
}

test('a day with one outage: a fast and a slow burn begin and end, each told once', async () => {
  using folder = temporaryFolder()
  const isOut = (atMs: number) => atMs >= startMs + 8 * hour && atMs < startMs + 8.5 * hour
  await using engine = await openTestBudgets(folder.dir, [budgetOf()], (_, atMs) => ({
    status: isOut(atMs) ? 503 : 200,
  }))
  await engine.time.advance(8 * hour)
  expect(engine.reading()).toMatchObject({ bad: 0, spent: 0, remaining: 1, alerts: [] })
  expect(engine.reading()?.total).toBeGreaterThan(8 * 359)
  expect(engine.reading()?.coverage).toBeGreaterThan(0.99)

  await engine.time.advance(15 * minute)
  expect(engine.reading()?.alerts.map(({ alert }) => alert)).toContain('fast')
  await engine.time.advance(15.75 * hour)

  const events = engine.events()
  expect(events.map(({ alert, burning }) => `${alert} ${burning ? 'began' : 'ended'}`)).toEqual([
    'fast began',
    'slow began',
    'fast ended',
    'slow ended',
  ])
  const [fastBegan, slowBegan, fastEnded, slowEnded] = events.map(({ minutes }) => minutes - 8 * 60)
  // Six failures of 360 in the last hour are 16 times too many: a minute after they begin.
  expect(fastBegan).toBeGreaterThanOrEqual(0)
  expect(fastBegan).toBeLessThanOrEqual(2)
  expect(slowBegan).toBeLessThanOrEqual(4)
  // Clear of it after five minutes, and quiet for half as long.
  expect(fastEnded).toBeGreaterThanOrEqual(30 + 5)
  expect(fastEnded).toBeLessThanOrEqual(30 + 9)
  expect(slowEnded).toBeGreaterThanOrEqual(30 + 30)
  expect(slowEnded).toBeLessThanOrEqual(30 + 47)
  const [first] = events
  expect(first && formatMessage(first.reason, 'en')).toMatch(/^The last hour spent it [\d.]+ times/)
  expect(engine.reading()).toMatchObject({ partial: true, precision: 'exact' })
  expect(engine.reading()?.bad).toBeGreaterThanOrEqual(178)
  expect(engine.reading()?.bad).toBeLessThanOrEqual(180)
}, 60_000)

test('an alert outlives a restart, and is not told anew', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestBudgets(folder.dir, [budgetOf()], () => ({ status: 503 }))
  await engine.time.advance(10 * minute)
  const since = engine.reading()?.alerts[0]
  expect(since?.alert).toBe('fast')
  engine.own[Symbol.dispose]()
  using again = engine.open()
  await engine.time.advance(minute)
  expect(again.status(engine.runId, 'api')?.reading?.alerts[0]).toEqual({
    alert: 'fast',
    since: expect.any(String),
  })
  expect(engine.events().filter(({ alert }) => alert === 'fast')).toHaveLength(1)
})

test('slow answers count against a budget with a limit, and not against one without', async () => {
  using folder = temporaryFolder()
  const budgets = [
    budgetOf(),
    budgetOf({ id: 'fast', source: { kind: 'looks', latencyMs: 300 }, target: 0.99 }),
  ]
  await using engine = await openTestBudgets(folder.dir, budgets, (_, atMs) => ({
    status: 200,
    latency_ms: atMs > startMs + 5 * minute && atMs < startMs + 7 * minute ? 900 : 40,
  }))
  await engine.time.advance(20 * minute)
  expect(engine.reading('api')).toMatchObject({ bad: 0 })
  expect(engine.reading('fast')?.bad).toBeGreaterThanOrEqual(11)
  expect(engine.reading('fast')?.bad).toBeLessThanOrEqual(13)
})

test('counters are counted by what they grew, through a reset; a missing one is no zero', async () => {
  using folder = temporaryFolder()
  const source = { kind: 'counters' as const, bad: 'values.errors', total: 'values.requests' }
  let requests = 5000
  let errors = 40
  let shows: 'both' | 'requests' = 'requests'
  const answer = (): Facts => {
    requests += 100
    errors += 1
    return {
      status: 200,
      values: shows === 'both' ? { requests, errors } : { requests },
    }
  }
  await using engine = await openTestBudgets(
    folder.dir,
    [budgetOf({ source, target: 0.98 })],
    answer,
  )
  await engine.time.advance(5 * minute)
  expect(engine.reading()).toMatchObject({ total: 0, alerts: [] })
  expect(engine.reading()).not.toHaveProperty('remaining')
  const arithmetic = engine.reading()?.arithmetic
  expect(arithmetic && formatMessage(arithmetic, 'en')).toContain('values.errors')

  shows = 'both'
  await engine.time.advance(10 * minute)
  requests = 0
  errors = 0
  await engine.time.advance(45 * minute)
  const { bad = 0, total = 0 } = engine.reading() ?? {}
  expect(total).toBeGreaterThan(30_000)
  expect(bad / total).toBeGreaterThan(0.008)
  expect(bad / total).toBeLessThan(0.011)
})

test('the subscription has every budget, of a closed run without a reading', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestBudgets(folder.dir, [budgetOf()], () => ({ status: 200 }))
  const service = createBudgetService({ registry: engine.runs.registry, budgets: engine.own })
  await engine.time.advance(minute)
  const source = valueOf(service.sources.budgets({ runId: engine.runId }))
  expect([...source.entries()].map(([id, { reading }]) => [id, reading?.bad])).toEqual([['api', 0]])
  let told = 0
  source.onChange(() => told++)
  await engine.time.advance(minute)
  expect(told).toBe(12)
  valueOf(await engine.runs.handlers['run.close']({ runId: engine.runId, note: '' }, engine.idle))
  expect(source.get('api')).toEqual({ budget: budgetOf() })
  expect(service.sources.budgets({ runId: 'gone' })).toMatchObject({ ok: false })
})
