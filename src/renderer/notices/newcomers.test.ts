import { expect, it } from 'vitest'

import type { Notice } from '../../shared/model/notice.ts'
import { audible, createNewcomers } from './newcomers.ts'

const notice = (id: string, changes: Partial<Notice> = {}): Notice => ({
  id,
  at: '2026-11-21T08:00:00.000Z',
  kind: 'monitor-down',
  level: 'urgent',
  text: { id: 'notice.unknown' },
  itemIds: [],
  checkIds: [],
  ...changes,
})
const ids = (notices: Notice[]) => notices.map(({ id }) => id)

it('gives each notice once, and none of those that a window opens with', () => {
  const newcomers = createNewcomers()
  expect(newcomers([notice('a')])).toEqual([])
  expect(ids(newcomers([notice('a'), notice('b')]))).toEqual(['b'])
  expect(newcomers([notice('a', { resolvedAt: 'x' }), notice('b')])).toEqual([])
})

it('does not give one again that was gone for a moment, as when the engine restarts', () => {
  const newcomers = createNewcomers()
  newcomers([notice('a')])
  newcomers([])
  expect(newcomers([notice('a')])).toEqual([])
})

it('leaves out what is over, acknowledged, or to be kept quiet', () => {
  const all = [
    notice('urgent'),
    notice('info', { level: 'info' }),
    notice('over', { resolvedAt: 'x' }),
    notice('seen', { acknowledged: { by: 'Ada', at: 'x' } }),
  ]
  const noonMs = new Date(2026, 10, 21, 12).getTime()
  expect(ids(audible(all, null, noonMs))).toEqual(['urgent', 'info'])
  const day = { from: '08:00', to: '20:00', letUrgentThrough: true }
  expect(ids(audible(all, day, noonMs))).toEqual(['urgent'])
  expect(ids(audible(all, { ...day, letUrgentThrough: false }, noonMs))).toEqual([])
})
