import { createHmac } from 'node:crypto'

import { expect, test } from 'vitest'

import { describeHttp, firstRequest } from './http-measure.ts'
import { http } from './http.ts'

const secret = 'app-secret-0001'
const signed = (as: 'meta' | 'stripe') =>
  http.config.parse({
    url: 'https://a.test/webhook',
    method: 'POST',
    json: { amount: 1 },
    sign: { as, secret },
  })
const mac = (text: string) => createHmac('sha256', secret).update(text).digest('hex')

test('a body is signed as Meta signs it', () => {
  const { headers, body = '' } = firstRequest(signed('meta'))
  expect(headers.get('x-hub-signature-256')).toBe(`sha256=${mac(body)}`)
})

test('a body is signed as Stripe signs it, with the time in it', () => {
  const { headers, body = '' } = firstRequest(signed('stripe'))
  const [, seconds = '', signature] =
    /^t=(\d+),v1=(\w+)$/.exec(headers.get('stripe-signature') ?? '') ?? []
  expect(signature).toBe(mac(`${seconds}.${body}`))
  expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(5)
})

test('what is shown before it is sent names the signature and not the secret', () => {
  const { command } = describeHttp(signed('meta'))
  expect(command).toContain('x-hub-signature-256: …')
  expect(command).not.toContain(secret)
})
