import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createRedactor } from './create-redactor.ts'

const secret = 'pâss/wörd+ "q" \\ & <x>?=s3cret'
const redactorOf = (...values: string[]) => {
  const redactor = createRedactor()
  values.forEach((value, index) => redactor.add(`secret${index}`, value))
  return redactor
}

const secretValue = fc
  .string({ unit: 'grapheme', minLength: 6, maxLength: 40 })
  .filter((value) => value.trim().length >= 6 && !value.includes('secret') && !/[«»]/.test(value))

const encodings: [string, (value: string) => string][] = [
  ['raw', (value) => value],
  ['JSON', (value) => JSON.stringify(value).slice(1, -1)],
  ['URL-encoded', (value) => encodeURIComponent(value)],
  [
    'URL-encoded in lower case',
    (value) => encodeURIComponent(value).replace(/%../g, (hex) => hex.toLowerCase()),
  ],
  ['form-encoded', (value) => encodeURIComponent(value).replaceAll('%20', '+')],
  ['base64', (value) => Buffer.from(value).toString('base64')],
  ['base64url', (value) => Buffer.from(value).toString('base64url')],
  ['hexadecimal', (value) => Buffer.from(value).toString('hex')],
]

describe('redactor (bar 18)', () => {
  it.each(encodings)('takes a value out in its %s form', (_, encode) => {
    fc.assert(
      fc.property(secretValue, fc.string(), fc.string(), (value, before, after) => {
        const shown = redactorOf(value).redact(`${before}${encode(value)}${after}`)
        expect(shown).not.toContain(encode(value))
        expect(shown).toContain('«secret0»')
      }),
    )
  })

  it('takes it out of the base64 of something longer, at every alignment', () => {
    const value = 'hunter2-hunter2'
    for (const user of ['a', 'ab', 'abc']) {
      const header = Buffer.from(`${user}:${value}`).toString('base64')
      const shown = redactorOf(value).redact(`Authorization: Basic ${header}`)
      expect(shown).toContain('«secret0»')
      expect(Buffer.from(shown.split(' ')[2] ?? '', 'base64').toString()).not.toContain('hunter2')
    }
  })

  it('finds a value however it is split over chunks, and gives what one text would give', () => {
    fc.assert(
      fc.property(
        fc.array(secretValue, { minLength: 1, maxLength: 3 }),
        fc.array(fc.oneof(fc.nat({ max: 2 }), fc.string()), { maxLength: 8 }),
        fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 60 }),
        (values, parts, sizes) => {
          const redactor = redactorOf(...values)
          const text = parts
            .map((part) => (typeof part === 'number' ? (values[part] ?? '') : part))
            .join('')
          const stream = redactor.stream()
          let shown = ''
          let at = 0
          for (const size of sizes) {
            shown += stream.push(text.slice(at, at + size))
            at += size
          }
          shown += stream.push(text.slice(at)) + stream.end()
          expect(shown).toBe(redactor.redact(text))
        },
      ),
    )
  })

  it('leaves no half of a value where two overlap', () => {
    expect(redactorOf('abcdef', 'defghi').redact('-abcdefghi-')).toBe('-«secret0»-')
    expect(redactorOf('abcd', 'abcdefgh').redact('-abcdefgh-')).toBe('-«secret1»-')
  })

  it('takes a key out line by line, and leaves its public frame', () => {
    const key = '-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END KEY-----\n'
    const shown = redactorOf(key).redact('-----BEGIN KEY-----\r\n> MIIEvQIBADANBg\r\n')
    expect(shown).toBe('-----BEGIN KEY-----\r\n> «secret0»\r\n')
  })

  it('gives text through at once when it cannot be a secret', () => {
    const stream = redactorOf(secret).stream()
    expect(stream.push('nothing to hide ')).toBe('nothing to hide ')
    expect(stream.push(secret.slice(0, 5))).toBe('')
    expect(stream.push('no')).toBe(`${secret.slice(0, 5)}no`)
  })

  it('refuses values that would blank out everything', () => {
    expect(redactorOf('abc', '      ').redact('abc abc        ')).toBe('abc abc        ')
  })

  it('reads a megabyte against thirty secrets in well under a second', () => {
    const redactor = redactorOf(
      ...Array.from({ length: 30 }, (_, index) => `s3cret-value-${index}-x`),
    )
    const text = 'GET /v1/health/ready 200 12ms s3cret-val\n'.repeat(25_000)
    // Processor time: the machine may do other things meanwhile.
    const before = process.cpuUsage()
    expect(redactor.redact(text)).toBe(text)
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000)
  })

  const long = Array.from({ length: 9000 }, (_, index) => `${index}-s3cret/`).join('')
  it.each(encodings.slice(4, 7))(
    'takes a value of a hundred kilobytes out in its %s form',
    (_, encode) => {
      const text = `before ${encode(long)} after ${encode(long)}`
      const redactor = redactorOf(long)
      expect(redactor.redact(text)).toBe('before «secret0» after «secret0»')
      const stream = redactor.stream()
      let shown = ''
      for (let at = 0; at < text.length; at += 777) shown += stream.push(text.slice(at, at + 777))
      expect(shown + stream.end()).toBe('before «secret0» after «secret0»')
    },
  )

  // What is looked for may be a target's words, too. Each of these took minutes, or the engine's life.
  const jwt = (index: number) => `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.${index}`
  const many = Array.from({ length: 5000 }, (_, index) => jwt(index * 7919))
  const nested = Array.from({ length: 500 }, (_, index) => `${'a'.repeat(500 - index)}A`)
  it.each<[string, string[], string]>([
    ['one as long as the text', ['a'.repeat(400_000)], 'a'.repeat(400_000)],
    ['many that begin alike', many, many.join(' ')],
    ['many that end differently', nested, `${'a'.repeat(400)}b`.repeat(300)],
    ['one of very many lines', [many.join('\n')], many.join('\r\n')],
  ])('is as fast against %s', (_, values, text) => {
    const before = process.cpuUsage()
    const redactor = redactorOf(...values)
    const stream = redactor.stream()
    let shown = ''
    for (const line of text.split(/(?<= )/)) shown += stream.push(line)
    expect((shown + stream.end()).length).toBe(redactor.redact(text).length)
    expect(process.cpuUsage(before).user).toBeLessThan(10_000_000)
  })
})
