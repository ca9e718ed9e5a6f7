import { expect, it } from 'vitest'

import type { QueueStatus } from '../../shared/model/queue.ts'
import { isOverLimit, lookOf, worstFirst } from './queue-state.ts'

const queue = (changes: Partial<QueueStatus> = {}): QueueStatus => ({
  key: 'q#1',
  checkId: 'q#1',
  itemId: 'q',
  title: 'Mail',
  name: 'mail',
  source: 'bullmq',
  target: 'main',
  everySeconds: 5,
  at: '2026-11-21T08:00:00.000Z',
  stale: false,
  found: true,
  counts: { waiting: 12 },
  depth: 12,
  workers: { count: 2 },
  forecast: { trend: 'draining', reason: { id: 'queue.forecast.draining' } },
  trend: [],
  ...changes,
})
const alarm = {
  kind: 'nobody-works',
  since: '2026-11-21T08:00:00.000Z',
  reason: { id: 'queue.alarm.no-workers' },
} as const
const limit = { value: 10, of: 'depth', from: 'check' } as const

it.each<[string, Partial<QueueStatus>, string]>([
  ['drains', {}, 'go queues.word.draining'],
  ['needs somebody', { alarm }, 'nogo queues.word.nobody-works'],
  ['is over its limit', { limit }, 'nogo queues.word.over'],
  ['is old, whatever it was', { stale: true, alarm, limit }, 'unknown queues.word.stale'],
  ['was never read', { stale: true, at: undefined }, 'unknown queues.word.unknown'],
  ['has no depth', { depth: undefined }, 'unknown queues.word.unknown'],
  ['is not there', { found: false, depth: 0 }, 'pending queues.word.absent'],
  ['waits for nobody', { workers: { count: 0 } }, 'pending queues.word.no-worker'],
  ['is paused', { paused: true, depth: 0 }, 'pending queues.word.paused'],
])('a queue that %s', (_, changes, expected) => {
  const { tone, word } = lookOf(queue(changes), false)
  expect(`${tone} ${word}`).toBe(expected)
})

it('an empty list is not missing', () => {
  const forecast = { trend: 'empty', reason: { id: 'queue.forecast.empty' } } as const
  const list = queue({ source: 'list', found: false, depth: 0, workers: undefined, forecast })
  expect(lookOf(list, false)).toEqual({ tone: 'go', word: 'queues.word.empty' })
})

it('without an engine nothing reads as good', () => {
  expect(lookOf(queue(), true).tone).toBe('unknown')
})

it('a limit on what waits is not held against the depth', () => {
  const waiting = { ...limit, of: 'waiting' } as const
  expect(isOverLimit(queue({ limit: waiting, counts: { waiting: 9 }, depth: 50 }))).toBe(false)
  expect(isOverLimit(queue({ limit: { ...limit, value: 12 } }))).toBe(false)
})

it('alarms come first, and equals stay in their order', () => {
  const all = [
    queue({ key: 'a' }),
    queue({ key: 'b', limit }),
    queue({ key: 'c' }),
    queue({ key: 'd', alarm }),
  ]
  expect(worstFirst(all, false).map(({ key }) => key)).toEqual(['d', 'b', 'a', 'c'])
})
