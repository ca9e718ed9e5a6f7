import { expect, test } from 'vitest'

import { createRedactor } from '../secrets/create-redactor.ts'
import { createLiveOutput } from './live-output.ts'

test('a token that a command prints as JSON is shown by its name only, wherever it is said', () => {
  const redactor = createRedactor()
  redactor.add('of-ours', 'declared-by-somebody')
  const output = createLiveOutput(redactor, () => undefined)
  output.write('stderr', 'with a1b2c3d4e5f6g7\n')
  output.write('stdout', '{"access_tok')
  output.write('stderr', 'and declared-by-')
  output.write('stdout', 'en":"a1b2c3')
  expect(output.text()).not.toContain('"a1b2c3')
  output.write('stderr', 'somebody\n')
  output.write('stdout', 'd4e5f6g7"}\nBearer a1b2c3d4')
  output.write('stdout', 'e5f6g7\n')
  const shown = output.text()
  expect(shown).not.toMatch(/a1b2c3|e5f6g7|declared/)
  expect(shown).toContain('with «access_token»\n')
  expect(shown).toContain('«of-ours»\n')
  expect(shown).toContain('«access_token»"}\nBearer «access_token»')
})

test('a token of a hundred kilobytes, and a run of backslashes, are read in a moment', () => {
  const token = Array.from({ length: 12_000 }, (_, index) => `${index}-s3c`).join('')
  const output = createLiveOutput(createRedactor(), () => undefined)
  const before = process.cpuUsage().user
  const said = `${'\\'.repeat(200_000)}\n{"token":"${token}"}\n`
  for (let at = 0; at < said.length; at += 4096) output.write('stdout', said.slice(at, at + 4096))
  output.write('stderr', `sent ${token}\n`)
  expect(output.text()).toMatch(/\n\{"token":"«token»"\}\nsent «token»$/)
  expect((process.cpuUsage().user - before) / 1000).toBeLessThan(5000)
})
