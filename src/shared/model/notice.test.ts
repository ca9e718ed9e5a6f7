import { expect, test } from 'vitest'

import { isQuiet, type QuietHours } from './notice.ts'

const night: QuietHours = { from: '22:00', to: '07:00', letUrgentThrough: false }
const zone = 'Europe/Paris'
const quietAt = (
  iso: string,
  hours: QuietHours | null = night,
  level: 'urgent' | 'info' = 'info',
) => isQuiet(hours, level, Date.parse(iso), zone)

test('without quiet hours nothing is kept quiet', () => {
  expect(quietAt('2026-11-21T02:00:00Z', null)).toBe(false)
})

test('a night goes over midnight: its first minute is in it, its last is not', () => {
  const paris = (time: string) => quietAt(`2026-11-21T${time}:00+01:00`)
  expect(['21:59', '22:00', '23:59', '00:00', '06:59', '07:00'].map(paris)).toEqual([
    false,
    true,
    true,
    true,
    true,
    false,
  ])
})

test('a pause within a day does not go over midnight', () => {
  const lunch = { ...night, from: '12:00', to: '13:30' }
  expect(quietAt('2026-11-21T12:30:00+01:00', lunch)).toBe(true)
  expect(quietAt('2026-11-21T13:30:00+01:00', lunch)).toBe(false)
  expect(quietAt('2026-11-21T23:00:00+01:00', lunch)).toBe(false)
})

test('hours that end when they begin are no time at all', () => {
  const never = { ...night, from: '08:00', to: '08:00' }
  expect(quietAt('2026-11-21T08:00:00+01:00', never)).toBe(false)
  expect(quietAt('2026-11-21T20:00:00+01:00', never)).toBe(false)
})

test('urgent ones pass where the setting says so, and only then', () => {
  const midnight = '2026-11-21T00:30:00+01:00'
  expect(quietAt(midnight, night, 'urgent')).toBe(true)
  expect(quietAt(midnight, { ...night, letUrgentThrough: true }, 'urgent')).toBe(false)
  expect(quietAt(midnight, { ...night, letUrgentThrough: true }, 'info')).toBe(true)
})

test('the night ends at seven on the wall when the clocks go back, and when they go forward', () => {
  // 2026-10-25: 03:00 +02:00 becomes 02:00 +01:00. The night is an hour longer.
  expect(quietAt('2026-10-25T02:30:00+02:00')).toBe(true)
  expect(quietAt('2026-10-25T02:30:00+01:00')).toBe(true)
  expect(quietAt('2026-10-25T05:59:00Z')).toBe(true)
  expect(quietAt('2026-10-25T06:00:00Z')).toBe(false)
  // 2026-03-29: 02:00 +01:00 becomes 03:00 +02:00. It is an hour shorter.
  expect(quietAt('2026-03-29T04:59:00Z')).toBe(true)
  expect(quietAt('2026-03-29T05:00:00Z')).toBe(false)
})

test('hours that fall into the hour that daylight saving leaves out are simply not there', () => {
  const skipped = { ...night, from: '02:10', to: '02:50' }
  expect(quietAt('2026-03-29T00:59:00Z', skipped)).toBe(false)
  expect(quietAt('2026-03-29T01:01:00Z', skipped)).toBe(false)
  // In autumn that hour comes twice, and is quiet twice.
  expect(quietAt('2026-10-25T00:30:00Z', skipped)).toBe(true)
  expect(quietAt('2026-10-25T01:30:00Z', skipped)).toBe(true)
})
