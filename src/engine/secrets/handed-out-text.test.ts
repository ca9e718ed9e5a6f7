import { expect, test } from 'vitest'

import { createHandedOutStream, handedOutIn } from './handed-out-text.ts'

const token = 'eyJhbGciOiJIUzI1NiJ9.e30.ZRrHA1JJJW8opsbCGfG'

function streamed(text: string, size: number) {
  const found: [string, string][] = []
  const stream = createHandedOutStream((name, value) => found.push([name, value]))
  let shown = ''
  for (let at = 0; at < text.length; at += size) shown += stream.push(text.slice(at, at + size))
  return { shown: shown + stream.push('\n'), found }
}

test.each([
  [`{"access_token":"${token}"}`, '{"access_token":"«access_token»"}'],
  [
    `logged in: { "access_token" : "${token}" }, ok`,
    'logged in: { "access_token" : "«access_token»" }, ok',
  ],
  [
    `{"body":"{\\"apiKey\\":\\"${token}\\",\\"a\\":\\"b\\"}"}`,
    '{"body":"{\\"apiKey\\":\\"«apiKey»\\",\\"a\\":\\"b\\"}"}',
  ],
  [
    `{"note":"say \\"hi\\"","refresh_token":"${token}"}\n{"x":1}`,
    '{"note":"say \\"hi\\"","refresh_token":"«refresh_token»"}\n{"x":1}',
  ],
  [`{"token":"${token}`, '{"token":"«token»'],
  [`{"password":"${token.slice(0, 14)}\\"${token}"}`, '{"password":"«password»"}'],
])('in pieces of any size nothing of it is shown: %s', (text, expected) => {
  for (let size = 1; size <= text.length; size++) {
    const { shown, found } = streamed(text, size)
    expect(found).toHaveLength(1)
    expect(shown).not.toContain(token.slice(0, 6))
    expect(shown).toBe(`${expected}\n`)
  }
})

test('what is no secret is shown as it is', () => {
  for (const text of [
    '{"token":"expired","state":"a long enough value"}',
    'he said "access_token" and "then": nothing',
    'a \\ and a " and\n"token": 12',
  ])
    expect(streamed(text, 1).shown).toBe(`${text}\n`)
})

test('a text of a megabyte is read at once', () => {
  const text = `${'"a":"b" '.repeat(130_000)}{"jwt":"${token}"}`
  const began = performance.now()
  expect(handedOutIn(text)).toEqual([['jwt', token]])
  expect(performance.now() - began).toBeLessThan(5000)
})
