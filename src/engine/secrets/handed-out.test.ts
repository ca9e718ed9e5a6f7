import { expect, it } from 'vitest'

import { handedOut } from './handed-out.ts'

const token = 'eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl'

it('finds what goes by the name of a secret, wherever it stands', () => {
  const facts = {
    status: 200,
    headers: { 'set-cookie': `sid=${token}; Path=/` },
    body: JSON.stringify({ accessToken: `${token}a` }),
    json: { user: { id: 7 }, tokens: [{ refresh_token: `${token}b` }], API_KEY: `${token}c` },
    messages: ['hello', JSON.stringify({ type: 'welcome', session_id: `${token}d` })],
  }
  const found = new Map([...handedOut(facts)].map(([name, value]) => [value, name]))
  expect([...found].map(([value, name]) => [name, value])).toEqual([
    ['set-cookie', `sid=${token}; Path=/`],
    ['accessToken', `${token}a`],
    ['refresh_token', `${token}b`],
    ['API_KEY', `${token}c`],
    ['session_id', `${token}d`],
  ])
})

it('leaves alone what only reads like one', () => {
  const facts = {
    token: 'expired',
    error: 'invalid_token_given_to_us',
    tokens_used: 123_456_789_012,
    secretariat: 'Mme Dupont-Durand',
    body: '{ not JSON',
    password: null,
  }
  expect([...handedOut(facts)]).toEqual([])
})

it('finds it as it was written, too, where the JSON has escapes that it need not have', () => {
  const body = String.raw`{"access_token":"abc\/defghijklmnop\u003d\u002B"}`
  expect([...handedOut({ body })]).toEqual([
    ['access_token', String.raw`abc\/defghijklmnop\u003d\u002B`],
    ['access_token', 'abc/defghijklmnop=+'],
  ])
})
