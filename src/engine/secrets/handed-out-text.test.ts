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

// What was read once for each place in it took minutes: any of these is read in far under a second.
const budgetMs = 5000
const slashes = '\\'.repeat(1_000_000)
const quoted = '"a":"b" '.repeat(130_000)
test.each([
  ['of ordinary JSON', quoted, ''],
  ['of backslashes', slashes, ''],
  ['of backslashes and a quote', `${slashes}" `, ''],
  ['of backslashes after a quote', `"${slashes} `, ''],
  ['of backslashes after a name', `"token${slashes} `, ''],
  ['of backslashes in a value', `"token":"${slashes} `, `${slashes} `],
  ['of quotes', `${'"'.repeat(1_000_000)} `, ''],
  ['of runs of backslashes', `${`"a${'\\'.repeat(64)}`.repeat(15_000)} `, ''],
  ['of blanks', `"a"${' '.repeat(1_000_000)}`, ''],
])('a text of a megabyte, %s, is read at once', (_, text, value) => {
  const began = process.cpuUsage().user
  const before: [string, string][] = value === '' ? [] : [['token', value]]
  expect(handedOutIn(`${text}\n{"jwt":"${token}"}`)).toEqual([...before, ['jwt', token]])
  const { shown } = streamed(`${text}\n{"jwt":"${token}"}`, 16_384)
  expect(shown.endsWith('{"jwt":"«jwt»"}\n')).toBe(true)
  expect((process.cpuUsage().user - began) / 1000).toBeLessThan(budgetMs)
})

test('of a value as long as a text can be nothing is shown', () => {
  const long = token.repeat(3000)
  expect(streamed(`{"token":"${long}"}`, 4096)).toEqual({
    shown: '{"token":"«token»"}\n',
    found: [['token', long]],
  })
})
