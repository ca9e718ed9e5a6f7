import { describe, expect, it } from 'vitest'

import { typesetFrench } from './typeset.ts'

describe('typesetFrench', () => {
  it('keeps quotes and high punctuation with their words', () => {
    expect(typesetFrench('Clore « {run} » : sûr ?')).toBe(
      'Clore «\u00a0{run}\u00a0»\u00a0: sûr\u202f?',
    )
  })
  it('leaves the style of a number alone', () => {
    const pattern = '{share, number, ::percent .#} du total'
    expect(typesetFrench(pattern)).toBe(pattern)
  })
  it('leaves plural patterns readable', () => {
    const pattern = '{count, plural, =0 {aucun} one {# cible} other {# cibles}}'
    expect(typesetFrench(pattern)).toBe(pattern)
  })
})
