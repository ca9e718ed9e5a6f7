import * as fc from 'fast-check'
import { getExampleNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, it } from 'vitest'

import { isLuhn } from './account-number.ts'
import { createPiiFinder } from './find-pii.ts'
import { maskPii } from './mask.ts'
import { countryOf } from './phone.ts'

const find = createPiiFinder('FR')
const found = (text: string, by = find) =>
  by(text).map(({ kind, start, end }) => [kind, text.slice(start, end)])

describe('what is found', () => {
  it.each([
    ['mail from marie.dupont@exemple.fr refused', 'email', 'marie.dupont@exemple.fr'],
    ['{"email":"a+b@sub.example.co.uk"}', 'email', 'a+b@sub.example.co.uk'],
    ['to=élodie@société.fr', 'email', 'élodie@société.fr'],
    ['call 06 12 34 56 78 now', 'phone', '06 12 34 56 78'],
    ['call 06.12.34.56.78.', 'phone', '06.12.34.56.78'],
    ['tel:0612345678', 'phone', '0612345678'],
    ['(01) 42 68 53 00', 'phone', '(01) 42 68 53 00'],
    ['message to +33 6 12 34 56 78', 'phone', '+33 6 12 34 56 78'],
    ['0033612345678 answered', 'phone', '0033612345678'],
    ['+33612345678', 'phone', '+33612345678'],
    // As the WhatsApp webhook writes its senders.
    ['{"from":"33612345678","type":"text"}', 'phone', '33612345678'],
    ['{"senderId":"212612345678"}', 'phone', '212612345678'],
    ['ratelimit:sender:t1:33612345678', 'phone', '33612345678'],
    ['{"wa_id":"221771234567"}', 'phone', '221771234567'],
    ['GET /users/0612345678 200', 'phone', '0612345678'],
    ['200 0612345678 200 15 took', 'phone', '0612345678'],
    ['card 4242 4242 4242 4242 declined', 'card', '4242 4242 4242 4242'],
    ['{"pan":"5555555555554444"}', 'card', '5555555555554444'],
    ['amex 378282246310005', 'card', '378282246310005'],
    ['FR76 3000 6000 0112 3456 7890 189', 'iban', 'FR76 3000 6000 0112 3456 7890 189'],
    ['iban=DE89370400440532013000', 'iban', 'DE89370400440532013000'],
    ['key sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'token', 'sk_live_4eC39HqLyjWDarjtT1zdp7dc'],
    ['AKIAIOSFODNN7EXAMPLE', 'token', 'AKIAIOSFODNN7EXAMPLE'],
    [
      'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.dozjgNryP4J3jVmNHl0w5N',
      'token',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.dozjgNryP4J3jVmNHl0w5N',
    ],
    ['postgres://app:hunter22@db:5432/app', 'token', 'hunter22'],
    ['{"password":"k8Vw2qLm9RzT"}', 'key', 'k8Vw2qLm9RzT'],
    ['got q7Rz2Kx9Vb4Nm8Lt3Wc6Yd1Hs5Gf0JpA back', 'key', 'q7Rz2Kx9Vb4Nm8Lt3Wc6Yd1Hs5Gf0JpA'],
  ])('%s', (text, kind, value) => expect(found(text)).toEqual([[kind, value]]))

  it('is of the country of the profile', () => {
    expect(found('call (201) 555-0123 now', createPiiFinder('US'))).toHaveLength(1)
    expect(found('llame al 612 34 56 78', createPiiFinder('ES'))).toHaveLength(1)
    expect(found('call (201) 555-0123 now')).toEqual([])
    expect(countryOf(' ma ')).toBe('MA')
    expect(countryOf('nowhere')).toBe('FR')
    expect(countryOf(undefined)).toBe('FR')
  })

  it('is every number that the library knows, written with its country', () => {
    for (const country of ['MA', 'SN', 'BE', 'CH', 'DE', 'GB', 'US', 'BR', 'IN', 'JP'] as const) {
      const number = getExampleNumber(country, examples)
      expect(found(`seen ${number?.number ?? ''} here`)).toEqual([['phone', number?.number]])
      const spelled = number?.formatInternational() ?? ''
      expect(found(`seen ${spelled} here`)).toEqual([['phone', spelled]])
    }
  })
})

describe('what is not', () => {
  it.each([
    'sent to +33******12',
    'sent to +3361234XXXX',
    'sent to 06 12 XX XX XX',
    'sent to 0612****78',
    'sent to 06123456**',
    'XXX@exemple.fr, j***@exemple.fr, ****@exemple.fr',
    'card **** **** **** 4242, card 424242******4242',
    'password=XXXXXXXXXXXX token=****************',
    'Bearer xxxxxxxxxxxxxxxxxxxxxxxx',
    '2025-12-13T10:11:12.345Z started',
    '13/12/2025 10:11:12 and 2025-12-13 10:11:12,345',
    '{"time":1765612345678,"pid":1234567,"ts":1765612345}',
    'took 0.612345678 s',
    '{"orderId":"0612345678"} order 0612345678, facture n° 0612345678',
    '550e8400-e29b-41d4-a716-446655440000',
    '{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","span":"00f067aa0ba902b7"}',
    'commit da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'image registry/app@sha256:0612345678061234567806123456780612345678',
    '192.168.100.212:54321 10.0.0.1 to 127.0.0.1:6379',
    'left-pad@1.3.0 from left-pad@1.3.0.tgz',
    'git@github.com:acme/app.git',
    'card 4242 4242 4242 4241 has a wrong check digit',
    'FR76 3000 6000 0112 3456 7890 188 has a wrong check sum',
    '0000000000 1111111111111111',
    'token=undefined secret: required-by-policy',
    'at Object.handleIncomingMessage (/srv/app/dist/workers/messageProcessor.js:120:15)',
    'bytes 12345678901 in 300 000 000 parts',
    'job bull:messageProcessor:1234567890 waits',
    'password=«db_password»',
    'postgres://app:****@db:5432/app',
    'wamid.HBgLMzM2MTIzNDU2NzgVAgASGBQzQTdC',
  ])('%s', (text) => expect(found(text)).toEqual([]))

  it('is any UUID, any digest, any moment', () => {
    const hex = fc
      .array(fc.constantFrom(...Array.from('0123456789abcdef')), { minLength: 40, maxLength: 64 })
      .map((digits) => digits.join(''))
    const moment = fc.date({
      min: new Date('2015-01-01'),
      max: new Date('2035-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(fc.uuid(), hex, moment, (uuid, digest, at) => {
        const text = `id=${uuid} sha=${digest} ${at.toISOString()} {"time":${at.getTime()}}`
        expect(found(text)).toEqual([])
      }),
    )
  })
})

describe('what is told', () => {
  const digits = (length: number) =>
    fc
      .array(fc.constantFrom(...Array.from('0123456789')), { minLength: length, maxLength: length })
      .map((all) => all.join(''))
  const value = fc.oneof(
    fc.emailAddress(),
    digits(8).map((rest) => `+336${rest}`),
    digits(8).map((rest) => `07${rest}`),
    digits(14).map((rest) => {
      const check = Array.from('0123456789').find((digit) => isLuhn(`4${rest}${digit}`))
      return `4${rest}${check ?? ''}`
    }),
    fc.stringMatching(/^sk_live_[A-Za-z0-9]{24}$/),
    fc.stringMatching(/^[A-Za-z0-9]{3,12}$/).map((secret) => `redis://me:${secret}@cache`),
  )

  it('never holds the value', () => {
    fc.assert(
      fc.property(value, fc.string({ maxLength: 20 }), (personal, around) => {
        const text = `${around} ${personal} ${around}`
        for (const { kind, start, end } of find(text)) {
          const written = text.slice(start, end)
          expect(maskPii(kind, written)).not.toContain(written)
          expect(maskPii(kind, written).replaceAll(/\D/g, '').length).toBeLessThan(8)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('is found wherever it stands between spaces', () => {
    fc.assert(
      fc.property(digits(7), (rest) => {
        expect(find(`seen +3361${rest} twice`)).toMatchObject([{ kind: 'phone' }])
        expect(find(`"phone": "061${rest}"`)).toMatchObject([{ kind: 'phone' }])
      }),
    )
  })
})
