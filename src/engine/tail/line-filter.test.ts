import { describe, expect, it } from 'vitest'

import type { LogLine } from '../../shared/model/tail.ts'
import { parseFilter } from './line-filter.ts'

const line = (more: Partial<LogLine> = {}): LogLine => ({
  n: 1,
  atMs: 0,
  tailId: 'backend',
  level: 'warn',
  event: 'rate_limited',
  text: 'Too many messages from tenant',
  fields: { tenant: '42', duration: '812.5', path: '/api/v1/messages' },
  ...more,
})

const passes = (filter: string, of = line()) => {
  const parsed = parseFilter(filter)
  if (!parsed.ok) throw new Error(parsed.failure.message.id)
  return parsed.value.ofRaw(of.text) && parsed.value.ofLine(of)
}

describe('a filter', () => {
  it.each([
    ['', true],
    ['level>=warn event=rate_limited tenant!=42', false],
    ['level>=warn event=rate_limited tenant!=43', true],
    ['level<warn', false],
    ['level=warning', true],
    ['many', true],
    ['MANY tenant', true],
    ['"many messages"', true],
    ['"messages many"', false],
    ['-many', false],
    ['!"nothing of it"', true],
    ['/man[xy]/', true],
    ['/MANY/', false],
    ['/MANY/i', true],
    ['-/many/', false],
    ['duration>800', true],
    ['duration<=812.5', true],
    ['missing>1', false],
    ['path~^/api/v1', true],
    ['path!~^/api/v2', true],
    ['path="/api/v1/messages"', true],
    ['source=backend', true],
    ['msg~tenant$', true],
    ['-event=rate_limited', false],
    ['constructor=x', false],
  ])('%s', (filter, expected) => expect(passes(filter)).toBe(expected))

  it('knows no level of a line that has none', () => {
    expect(passes('level>=trace', line({ level: undefined }))).toBe(false)
  })

  it.each([
    ['ok level>=loud', 'tail.filter.level', 3, 11],
    ['/(/', 'regex.invalid', 0, 3],
    ['a duration>many more', 'tail.filter.number', 2, 13],
    ['fine "not closed', 'tail.filter.syntax', 5, 4],
  ])('says where %s goes wrong', (filter, id, offset, length) => {
    const parsed = parseFilter(filter)
    expect(parsed).toMatchObject({ ok: false, failure: { message: { id }, offset, length } })
  })
})
