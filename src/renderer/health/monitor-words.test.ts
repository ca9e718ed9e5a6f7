import { describe, expect, it } from 'vitest'

import { formatShare } from './monitor-words.ts'

describe('formatShare', () => {
  it.each([
    [1, '100%'],
    [0.99999, '99.99%'],
    [0.9952, '99.52%'],
    [0.955, '95.5%'],
    [0.5, '50%'],
    [0.021, '2.1%'],
    [0, '0%'],
  ])('%d reads %s: what was not all well never reads as all', (share, text) => {
    expect(formatShare(share, 'en')).toBe(text)
  })
  it('has a space in French', () => {
    expect(formatShare(0.955, 'fr').replace(/\s/g, ' ')).toBe('95,5 %')
  })
})
