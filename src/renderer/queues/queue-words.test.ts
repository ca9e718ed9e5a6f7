import { expect, it } from 'vitest'

import type { QueueForecast, QueueStatus } from '../../shared/model/queue.ts'
import { sayMessage, translator } from '../text/translate.ts'
import { aboutWords, forecastWords, ratesWords, workerWords } from './queue-words.ts'
import type { Words } from './queue-words.ts'

const words: Words = {
  t: translator('en'),
  locale: 'en',
  say: (message) => sayMessage(message, 'en'),
}
const saying = (changes: Partial<QueueStatus>) => ({ source: 'bullmq', ...changes }) as QueueStatus
const draining = (likely: number, fastest: number, slowest: number): QueueForecast => ({
  trend: 'draining',
  emptyInSeconds: { likely, fastest, slowest },
  reason: { id: 'queue.forecast.draining', values: { seconds: 60 } },
})

it.each([
  [0.2, '1 s'],
  [49.6, '50 s'],
  [83, '1 min 25 s'],
  [4000, '1 h 7 min'],
  [1e9, 'more than a week'],
])('%d s is said as %s', (seconds, expected) => {
  expect(aboutWords(seconds, words)).toBe(expected)
})

it('a forecast has its range, except where it rounds away', () => {
  expect(forecastWords(saying({ forecast: draining(50, 45.2, 58) }), words)).toBe(
    'emptied in ≈ 50 s (45 s to 58 s)',
  )
  expect(forecastWords(saying({ forecast: draining(50, 49.9, 50.1) }), words)).toBe(
    'emptied in ≈ 50 s',
  )
})

it('rates of the depth alone are the least they can be', () => {
  const rates = { inPerSecond: 4.123, outPerSecond: 0.05, seconds: 60 }
  expect(ratesWords({ ...rates, basis: 'events' }, words)).toBe('in 4.1/s · out 3/min · over 1 min')
  expect(ratesWords({ ...rates, basis: 'depth' }, words)).toBe(
    'in at least 4.1/s · out at least 3/min · over 1 min',
  )
})

it('workers that nobody can count are not none', () => {
  expect(workerWords(saying({}), words)).toBe('workers not known')
  expect(workerWords(saying({ workers: { count: 0 } }), words)).toBe('no worker')
  expect(workerWords(saying({ workers: { count: 2, idleSeconds: 0.1 } }), words)).toBe(
    '2 workers, last spoke 1 s ago',
  )
})
