import { describe, expect, it } from 'vitest'

import { readClock } from './clock.ts'

const t0 = '2026-11-21T14:00:00.000Z'
const at = (secondsFromT0: number) => Date.parse(t0) + secondsFromT0 * 1000

describe('readClock', () => {
  it.each([
    [-1062, 'before', '−00:17:42'],
    [-0.2, 'before', '−00:00:01'],
    [0, 'after', '+00:00:00'],
    [0.9, 'after', '+00:00:00'],
    [1062, 'after', '+00:17:42'],
    [-48 * 3600, 'before', '−48:00:00'],
    [4 * 86_400 + 3661, 'after', '+4 j 01:01:01'],
    [-(7 * 86_400), 'before', '−7 j 00:00:00'],
  ] as const)('reads %d s from T0 as counting %s: %s', (seconds, counts, text) => {
    expect(readClock(at(seconds), t0, 'j')).toEqual({ counts, text })
  })
})
