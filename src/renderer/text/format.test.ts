import { describe, expect, it } from 'vitest'

import { formatDuration, formatRough } from './format.ts'

/** French numbers have narrow and plain no-break spaces; which one is the platform's choice. */
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')

describe('formatDuration', () => {
  it.each([
    [0, '0 ms', '0 ms'],
    [212.4, '212 ms', '212 ms'],
    [3_240, '3.2 s', '3,2 s'],
    [59_960, '1 min', '1 min'],
    [220_000, '3 min 40 s', '3 min 40 s'],
    [3_599_600, '1 h', '1 h'],
    [7_500_000, '2 h 5 min', '2 h 5 min'],
    [100 * 3_600_000, '4 d 4 h', '4 j 4 h'],
  ])('says %d ms as %s and %s', (milliseconds, en, fr) => {
    expect(plain(formatDuration(milliseconds, 'en'))).toBe(en)
    expect(plain(formatDuration(milliseconds, 'fr'))).toBe(fr)
  })
})

describe('formatRough', () => {
  it.each([
    [1_000, '1 min'],
    [45 * 60_000 + 10_000, '45 min'],
    [3_601_000, '1 h'],
    [2 * 3_600_000 + 5 * 60_000, '2 h 5 min'],
  ])('says %d ms as %s', (milliseconds, text) => {
    expect(formatRough(milliseconds, 'en')).toBe(text)
  })
})
