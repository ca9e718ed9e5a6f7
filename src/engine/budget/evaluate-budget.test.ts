import { describe, expect, test } from 'vitest'

import { formatMessage } from '../../shared/messages/format.ts'
import type { Budget, BurnSpan } from '../../shared/model/budget.ts'
import { burnSpans } from '../../shared/model/budget.ts'
import type { Sample } from '../monitor/tally.ts'
import { budgetOf, createRandom, looksEvery, startMs } from './budget.fixture.ts'
import { evaluateBudget, isBurning, type BudgetCounts, type BurnState } from './evaluate-budget.ts'
import { countSample, noLooks } from './slow-looks.ts'

const everyMs = 5000
const minute = 60_000
const hour = 60 * minute

function countsOf(samples: readonly Sample[], latencyMs?: number): BudgetCounts {
  const [first] = samples
  return {
    watchedSinceMs: first && first.atMs - first.coverMs,
    count(fromMs, toMs) {
      const count = noLooks()
      for (const sample of samples)
        if (sample.atMs >= fromMs && sample.atMs < toMs) countSample(count, sample, latencyMs)
      return count
    },
  }
}

/** Equal but for the last digits of a double. */
const near = (value: number | undefined) => value?.toFixed(6).replace('-0.000000', '0.000000')

const read = (budget: Budget, samples: readonly Sample[], nowMs: number, before: BurnState = {}) =>
  evaluateBudget(budget, countsOf(samples), nowMs, before)

/** Evaluates once a minute, as time goes by. */
function alertsOver(budget: Budget, samples: readonly Sample[], untilMs: number) {
  let state: BurnState = {}
  const changes: { atMs: number; on: string }[] = []
  for (let nowMs = startMs; nowMs <= untilMs; nowMs += minute) {
    const seen = samples.filter(({ atMs }) => atMs < nowMs)
    const evaluated = read(budget, seen, nowMs, state)
    state = evaluated.state
    const on = evaluated.reading.alerts.map(({ alert }) => alert).join(' ')
    if (on !== (changes.at(-1)?.on ?? '')) changes.push({ atMs: nowMs, on })
  }
  return changes
}

describe('against a naive reference', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('whatever was seen, seed %i', (seed) => {
    const random = createRandom(seed)
    const target = [0.9, 0.99, 0.999, 0.9995][seed % 4] ?? 0.9
    const windowSeconds = [3600, 86_400, 30 * 86_400][seed % 3] ?? 3600
    const sick = random() * 0.1
    const samples = looksEvery(everyMs, 6000, (n) => {
      if (n % 1000 < random() * 200) return undefined
      const luck = random()
      return { verdict: luck < sick ? 'failed' : luck < sick + 0.02 ? 'unknown' : 'passed' }
    })
    for (let n = 0; n < 20; n++) {
      const nowMs = startMs + Math.floor(random() * 9 * hour)
      const { reading } = read(budgetOf({ target, windowSeconds }), samples, nowMs)
      const within = (seconds: number) =>
        samples.filter(({ atMs }) => atMs >= nowMs - seconds * 1000 && atMs < nowMs)
      const count = (seconds: number) => {
        const seen = within(seconds)
        const bad = seen.filter(({ verdict }) => verdict === 'failed').length
        const good = seen.filter(({ verdict }) => verdict === 'passed').length
        return { bad, total: bad + good, unknown: seen.length - bad - good }
      }
      const whole = count(windowSeconds)
      expect(reading).toMatchObject(whole)
      const spent = whole.total > 0 ? whole.bad / (whole.total * (1 - target)) : undefined
      expect(near(reading.spent)).toBe(near(spent))
      expect(near(reading.remaining)).toBe(near(spent === undefined ? undefined : 1 - spent))
      // As many more failures as are left keep the target, one more breaks it.
      const left = reading.left ?? 0
      const keeps = (more: number) => 1 - (whole.bad + more) / whole.total >= target
      expect([keeps(left), keeps(left + 1)]).toEqual([whole.total > 0, false])
      for (const { span, bad, total, rate } of reading.burns) {
        const expected = count(burnSpans[span])
        expect({ bad, total }).toEqual({ bad: expected.bad, total: expected.total })
        const expectedRate = expected.bad / expected.total / (1 - target)
        expect(near(rate)).toBe(near(expected.total > 0 ? expectedRate : undefined))
      }
    }
  })
})

describe('traps', () => {
  const burnsOf = (seconds: number): BurnSpan[] =>
    read(budgetOf({ windowSeconds: seconds }), [], startMs).reading.burns.map(({ span }) => span)

  test('nothing was ever seen: nothing is known, and nothing burns', () => {
    const { reading, state } = read(budgetOf(), [], startMs + hour)
    expect(reading).toMatchObject({ bad: 0, total: 0, coverage: 0, partial: true, alerts: [] })
    expect(reading).not.toHaveProperty('remaining')
    expect(reading).not.toHaveProperty('left')
    expect(reading.burns.every(({ rate }) => rate === undefined)).toBe(true)
    expect(state).toEqual({})
    expect(formatMessage(reading.arithmetic, 'en')).toBe('No look could measure.')
  })

  test('nothing could be measured: neither good nor bad', () => {
    const samples = looksEvery(everyMs, 720, () => ({ verdict: 'unknown' }))
    const { reading } = read(budgetOf(), samples, startMs + hour)
    expect(reading).toMatchObject({ bad: 0, total: 0, unknown: 719, coverage: 0, alerts: [] })
    expect(reading).not.toHaveProperty('remaining')
  })

  test('one failure in the first looks overspends, says what it weighs, and calls nobody', () => {
    const samples = looksEvery(everyMs, 120, (n) => ({ verdict: n === 60 ? 'failed' : 'passed' }))
    const { reading } = read(budgetOf(), samples, startMs + 10 * minute)
    expect(reading).toMatchObject({ bad: 1, total: 119, left: -1, partial: true, alerts: [] })
    expect(reading.remaining).toBeLessThan(-7)
    expect(formatMessage(reading.arithmetic, 'en')).toContain('takes 1,000 looks to tolerate one')
  })

  test('one failure in a thousand is the whole budget, to the last digit', () => {
    const samples = looksEvery(everyMs, 1000, (n) => ({ verdict: n === 0 ? 'failed' : 'passed' }))
    const { reading } = read(budgetOf(), samples, startMs + 1001 * everyMs)
    expect(reading).toMatchObject({ total: 1000, spent: 1, remaining: 0, left: 0 })
  })

  test('what fails in the first minutes is no alert before half of the short stretch was seen', () => {
    const samples = looksEvery(everyMs, 720, () => ({ verdict: 'failed' }))
    const [first] = alertsOver(budgetOf(), samples, startMs + 20 * minute)
    expect(first).toEqual({ atMs: startMs + 3 * minute, on: 'fast' })
    expect(alertsOver(budgetOf(), samples, startMs + 20 * minute)[1]).toMatchObject({
      atMs: startMs + 16 * minute,
      on: 'fast slow',
    })
  })

  test('half a stretch that nobody could measure begins no alert', () => {
    const samples = looksEvery(everyMs, 720, (n) => ({
      verdict: n % 3 === 0 ? 'failed' : 'unknown',
    }))
    expect(alertsOver(budgetOf(), samples, startMs + hour)).toEqual([])
  })

  test('a source that falls silent does not end an alert; being well for a while does', () => {
    const samples = looksEvery(everyMs, 3600, (n) => {
      const atMinutes = (n * everyMs) / minute
      if (atMinutes < 60) return { verdict: 'passed' }
      if (atMinutes < 70) return { verdict: 'failed' }
      return atMinutes < 120 ? undefined : { verdict: 'passed' }
    })
    const changes = alertsOver(budgetOf(), samples, startMs + 3 * hour)
    const fast = changes.filter(
      ({ on }, n) => on.includes('fast') !== (changes[n - 1]?.on.includes('fast') ?? false),
    )
    expect(fast.map(({ on }) => on.includes('fast'))).toEqual([true, false])
    const [began, ended] = fast.map(({ atMs }) => (atMs - startMs) / minute)
    expect(began).toBeGreaterThan(60)
    expect(began).toBeLessThanOrEqual(63)
    // The looks come back after two hours; half of a short stretch, and as long of quiet.
    expect(ended).toBeGreaterThanOrEqual(125)
    expect(ended).toBeLessThanOrEqual(127)
  })

  test('failures at the very limit do not make it blink', () => {
    // Twelve an hour: the last hour is always above the limit, five minutes hold one or none.
    const samples = looksEvery(everyMs, 3 * 720, (n) => ({
      verdict: n > 360 && n % 61 === 0 ? 'failed' : 'passed',
    }))
    const changes = alertsOver(budgetOf(), samples, startMs + 3 * hour)
    const fast = changes.map(({ on }) => on.includes('fast'))
    expect(fast.filter((on, n) => on !== (fast[n - 1] ?? false))).toEqual([true])
  })

  test('a gap of a night is seen as little coverage, and changes no share', () => {
    const samples = looksEvery(minute, 24 * 60, (n) =>
      n >= 240 && n < 960 ? undefined : { verdict: n === 100 ? 'failed' : 'passed' },
    )
    const { reading } = read(budgetOf({ target: 0.99 }), samples, startMs + 24 * hour)
    expect(reading.coverage).toBeCloseTo(0.5, 2)
    expect(reading).toMatchObject({ bad: 1, total: 719, left: 6 })
    expect(reading.spent).toBeCloseTo(1 / 7.19, 6)
  })

  test('stretches that are longer than the window are not told', () => {
    expect(burnsOf(3600)).toEqual(['burn_5m', 'burn_30m', 'burn_1h'])
    expect(burnsOf(86_400)).toEqual(['burn_5m', 'burn_30m', 'burn_1h', 'burn_6h'])
    expect(burnsOf(7 * 86_400)).toHaveLength(5)
  })
})

describe('when it is spent', () => {
  test('is where going on like this brings it to nothing, found by going on', () => {
    // Twenty hours with hardly a failure, then one in a hundred.
    const failing = (n: number) => (n < 20 * 720 ? n === 100 : n % 100 === 50)
    const looks = (hours: number) =>
      looksEvery(everyMs, hours * 720, (n) => ({ verdict: failing(n) ? 'failed' : 'passed' }))
    const nowMs = startMs + 21 * hour
    const budget = budgetOf({ target: 0.999 })
    const { reading } = read(budget, looks(21), nowMs)
    const spentAtMs = Date.parse(reading.spentAt ?? '')
    const { remaining: justBefore } = read(budget, looks(24), spentAtMs - 20 * minute).reading
    const { remaining: justAfter } = read(budget, looks(24), spentAtMs + 20 * minute).reading
    expect(justBefore).toBeGreaterThan(0)
    expect(justAfter).toBeLessThan(0)
  })

  test('is not said where the pace is what the budget allows, or all is gone', () => {
    const calm = looksEvery(everyMs, 720, () => ({ verdict: 'passed' }))
    expect(read(budgetOf(), calm, startMs + hour).reading).not.toHaveProperty('spentAt')
    const gone = looksEvery(everyMs, 720, () => ({ verdict: 'failed' }))
    const { reading } = read(budgetOf(), gone, startMs + hour)
    expect(reading).not.toHaveProperty('spentAt')
    expect(isBurning(reading)).toBe(true)
  })
})
