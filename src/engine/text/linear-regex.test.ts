import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { compileRegex } from './linear-regex.ts'

const found = (source: string, text: string, options?: Parameters<typeof compileRegex>[1]) => {
  const compiled = compileRegex(source, options)
  if (!compiled.ok) throw new Error(`${source}: ${compiled.failure.id}`)
  return compiled.value
}

describe('a regular expression', () => {
  it.each([
    ['(x+x+)+y', `y${'x'.repeat(60_000)}`],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(60_000)],
    ['(a|aa)+$', `${'a'.repeat(60_000)}!`],
    ['(.*)(.*)(.*)(.*)(.*)=', 'b'.repeat(60_000)],
  ])(
    '%s takes no time worth speaking of, where backtracking would take for ever',
    (source, text) => {
      const regex = found(source, text)
      const startedMs = performance.now()
      expect(regex.test(text)).toBe(false)
      expect(performance.now() - startedMs).toBeLessThan(2000)
    },
  )

  it.each([
    ['look-ahead', 'a(?=b)', 'regex.not-linear'],
    ['look-behind', '(?<!a)b', 'regex.not-linear'],
    ['back-reference', '(a)\\1', 'regex.not-linear'],
    ['an unclosed group', 'a(', 'regex.invalid'],
    ['what grows beyond all measure', '(ab?c?d){250}', 'regex.too-large'],
  ])('is refused for %s', (_, source, id) => {
    expect(compileRegex(source)).toMatchObject({ ok: false, failure: { id } })
  })

  it('says what is wrong in as few words as there are', () => {
    expect(compileRegex('a(')).toMatchObject({
      failure: { values: { detail: 'missing closing ): `a(`' } },
    })
  })

  it('is written as JavaScript writes it', () => {
    expect(found('\\u00e9t\\u{E9}', 'été').test('été')).toBe(true)
    expect(found('\\(\\?=', '').test('(?=')).toBe(true)
    expect(found('a\\\\1', '').test('a\\1')).toBe(true)
    expect(found('(?<id>\\d+)-', '').find('run 42-7')).toBe('42')
    expect(found('b(x)?', '').find('abc')).toBe('b')
    expect(found('^x', '').find('ax')).toBeUndefined()
    expect(found('É', '', { ignoreCase: true }).test('é')).toBe(true)
    expect(found('a.b', '', { dotAll: true }).test('a\nb')).toBe(true)
  })

  it('finds what JavaScript finds', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      'ab',
      '.',
      '[ab]',
      '[^a]',
      'a*',
      'b+',
      '(a|b)',
      '(?:ba)?',
      '\\b',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 6 }),
        fc.array(fc.constantFrom('a', 'b', 'c', ' '), { maxLength: 12 }),
        (pieces, characters) => {
          const [source, text] = [pieces.join(''), characters.join('')]
          expect(found(source, text).test(text)).toBe(new RegExp(source).test(text))
        },
      ),
    )
  })
})
