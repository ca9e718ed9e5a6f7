import { expect, it } from 'vitest'

import { createSimulatedTime } from '../time/simulated-time.fixture.ts'
import { BudgetWaitStopped, createCommandBudget } from './command-budget.ts'

function openBudget(perSecond: number) {
  const time = createSimulatedTime()
  const limit = { perSecond }
  const budget = createCommandBudget({
    perSecond: () => limit.perSecond,
    clock: time.clock,
    timer: time.timer,
  })
  return { time, budget, limit }
}
const never = new AbortController().signal

it('never lets more commands through in any second, first come first served', async () => {
  const { time, budget } = openBudget(50)
  const startMs = time.clock.monotonicMs()
  const granted: { order: number; atMs: number; commands: number }[] = []
  const sizes = Array.from({ length: 60 }, (_, index) => 1 + ((index * 7) % 23))
  const all = sizes.map(async (commands, order) => {
    await budget.take('a', commands, never)
    granted.push({ order, commands, atMs: time.clock.monotonicMs() })
  })
  await time.settle()
  await time.advance(30_000)
  await Promise.all(all)
  expect(granted.map(({ order }) => order)).toEqual(sizes.map((_, order) => order))
  for (const { atMs } of granted) {
    const within = granted.filter((one) => one.atMs >= atMs && one.atMs < atMs + 1000)
    expect(within.reduce((sum, { commands }) => sum + commands, 0)).toBeLessThanOrEqual(50)
  }
  const total = sizes.reduce((sum, size) => sum + size, 0)
  // And it is no slower than that needs, batches that do not fill a second aside.
  expect((granted.at(-1)?.atMs ?? 0) - startMs).toBeLessThan((total / 50) * 2000)
})

it('servers do not wait for one another', async () => {
  const { time, budget } = openBudget(10)
  await budget.take('a', 10, never)
  const waiting = budget.take('a', 1, never)
  let done = false
  void waiting.then(() => (done = true))
  await budget.take('b', 10, never)
  await time.settle()
  expect(done).toBe(false)
  await time.advance(1001)
  await waiting
})

it('who gives up leaves its place to the next', async () => {
  const { time, budget } = openBudget(10)
  await budget.take('a', 6, never)
  const impatient = new AbortController()
  const large = budget.take('a', 8, impatient.signal)
  const small = budget.take('a', 4, never)
  impatient.abort()
  await expect(large).rejects.toBeInstanceOf(BudgetWaitStopped)
  await small
  await expect(budget.take('a', 1, impatient.signal)).rejects.toBeInstanceOf(BudgetWaitStopped)
  await time.settle()
})

it('a lowered limit holds from then on, and stops nothing for ever', async () => {
  const { time, budget, limit } = openBudget(100)
  await budget.take('a', 90, never)
  const large = budget.take('a', 60, never)
  limit.perSecond = 20
  await time.advance(1001)
  await large
  let next = false
  const after = budget.take('a', 1, never).then(() => (next = true))
  await time.settle()
  expect(next).toBe(false)
  await time.advance(1001)
  await after
})
