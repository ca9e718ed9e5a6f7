import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { expect, test } from 'vitest'

import { formatMessage } from '../../shared/messages/format.ts'
import type { FactDeclaration } from '../probes/probe.ts'
import { checkExpectation } from './check-expectation.ts'

const facts = {
  status: { type: 'int', about: '' },
  latency_ms: { type: 'double', about: '' },
  stdout: { type: 'string', about: '' },
  reachable: { type: 'bool', about: '' },
  not_after: { type: 'timestamp', about: '' },
  lines: { type: 'list', about: '' },
  headers: { type: 'map', about: '' },
  json: { type: 'dyn', about: '' },
} satisfies Record<string, FactDeclaration>

function problemOf(source: string) {
  const outcome = checkExpectation(source, facts)
  if (outcome.ok) throw new Error(`no problem found in ${source}`)
  return outcome.problems[0]
}

test.each([
  'status == 200 && latency_ms < 500',
  'status in [200, 204]',
  'stdout.contains("PONG")',
  'lines.exists(line, line == "ok") && lines.all(l, size(l) < 80)',
  'json.items.filter(i, i.ok).size() >= 2',
  'json["a-b"].c[0] == 1',
  'headers["content-type"] == "text/html"',
  'reachable ? status == 200 : false',
  'not_after - timestamp("2026-01-01T00:00:00Z") > duration("720h")',
  'int(stdout.field("used_memory")) * 100 / int(stdout.field("maxmemory")) < 80',
  'json.ok',
  'type(json) == map',
  'has(json.ok)',
  'latency_ms / 2.0 < 100.0',
  'stdout != ""',
])('%s is accepted', (source) => {
  expect(checkExpectation(source, facts)).toEqual({ ok: true })
})

test.each([
  ['latency_mss < 500', 'expectation.unknown-fact', 0, 'latency_ms'],
  ['status == 200 && latency_mss < 500', 'expectation.unknown-fact', 17, 'latency_ms'],
  ['statsu == 200', 'expectation.unknown-fact', 0, 'status'],
  ['zzz == 200', 'expectation.unknown-fact', 0, undefined],
  ['stdout.contain("x")', 'expectation.unknown-function', 7, 'contains'],
  ['status == "200"', 'expectation.no-overload', 7, undefined],
  ['stdout < 5', 'expectation.no-overload', 7, undefined],
  ['latency_ms / 2 < 100.0', 'expectation.no-overload', 11, undefined],
  ['reachable && stdout', 'expectation.not-a-condition', 13, undefined],
  ['stdout.contains(5)', 'expectation.no-overload', 7, undefined],
  ['"x" in stdout', 'expectation.no-overload', 4, undefined],
  ['status.all(x, x > 1)', 'expectation.not-iterable', 0, undefined],
  ['stdout.length > 3', 'expectation.no-field', 7, undefined],
  ['status', 'expectation.not-a-condition', 0, undefined],
  ['lines.map(l, l)', 'expectation.not-a-condition', 0, undefined],
  ['status = 200', 'expectation.single-equals', 7, '=='],
  ['status ==', 'expectation.syntax', 7, undefined],
  ['', 'expectation.unfinished', 0, undefined],
  ['(status == 200', 'expectation.unfinished', 14, undefined],
  ['status == 200 latency_ms', 'expectation.syntax', 14, 'latency_ms'],
] as const)('%s says %s at %i', (source, id, offset, suggestion) => {
  const problem = problemOf(source)
  expect({
    id: problem?.message.id,
    offset: problem?.offset,
    suggestion: problem?.suggestion,
  }).toEqual({
    id,
    offset,
    suggestion,
  })
})

test('a mismatch is told in the author’s words', () => {
  const text = (source: string) => {
    const problem = problemOf(source)
    return problem && formatMessage(problem.message, 'en')
  }
  expect(text('latency_ms / 2 < 100.0')).toBe('These types do not go together: double / int.')
  expect(text('stdout.contains(5)')).toBe('These types do not go together: string.contains(int).')
  expect(text('"x" in stdout')).toBe('These types do not go together: string in string.')
})

test('hostile sources are refused at once', () => {
  const sources = [
    '1+'.repeat(3_000) + '1',
    '('.repeat(1_900) + 'status' + ')'.repeat(1_900),
    '['.repeat(1_900),
    'json' + '.a'.repeat(1_900),
    'status == 1 ||'.repeat(280) + 'reachable',
  ]
  for (const source of sources) {
    const before = process.cpuUsage()
    expect(checkExpectation(source, facts).ok).toBe(false)
    expect(process.cpuUsage(before).user).toBeLessThan(500_000)
  }
})

test('no text makes the checker throw', () => {
  const fragments = constantFrom(
    'status',
    'json',
    '.',
    '(',
    ')',
    '[',
    ']',
    '&&',
    '==',
    '"a"',
    '1',
    '?',
    ':',
    '{',
    '}',
    'all(x,',
    ' ',
    '\n',
    '\u0000',
    'é',
    '-',
    '!',
  )
  assert(
    property(
      oneof(
        string(),
        array(fragments, { maxLength: 25 }).map((parts) => parts.join('')),
      ),
      (source) => {
        const outcome = checkExpectation(source, facts)
        const offsets = outcome.ok ? [0] : outcome.problems.map((problem) => problem.offset)
        expect(Math.min(...offsets)).toBeGreaterThanOrEqual(0)
        expect(Math.max(...offsets)).toBeLessThanOrEqual(source.length)
      },
    ),
    { numRuns: 500 },
  )
})
