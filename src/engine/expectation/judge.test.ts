import { expect, test } from 'vitest'

import type { Facts, Measured } from '../../shared/model/check.ts'
import type { FactDeclaration } from '../probes/probe.ts'
import { checkExpectation } from './check-expectation.ts'
import { judge, judgeUnmeasurable } from './judge.ts'

const declarations = {
  reachable: { type: 'bool', about: '' },
  error: { type: 'string', about: '' },
  latency_ms: { type: 'double', about: '' },
  status: { type: 'int', about: '' },
  stdout: { type: 'string', about: '' },
  not_after: { type: 'timestamp', about: '' },
  names: { type: 'list', about: '' },
  headers: { type: 'map', about: '' },
  body: { type: 'dyn', about: '' },
} satisfies Record<string, FactDeclaration>

const measured = (facts: Facts): Measured => ({
  kind: 'measured',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 1,
  target: 'x',
  facts,
})
const verdict = (source: string, facts: Facts) =>
  judge(source, declarations, measured(facts)).verdict
const up = { reachable: true, error: '' }

test.each([
  ['status == 200', { status: 200 }, 'passed'],
  ['status == 200', { status: 503 }, 'failed'],
  ['latency_ms < 500', { latency_ms: 12 }, 'passed'],
  ['latency_ms < 500', { latency_ms: 812.5 }, 'failed'],
  ['stdout.contains("PONG") && status == 0', { stdout: 'PONG\r\n', status: 0 }, 'passed'],
  ['stdout.trim() == "PONG"', { stdout: ' PONG\r\n' }, 'passed'],
  ['stdout.matches("^v[0-9]+$")', { stdout: 'v12' }, 'passed'],
  ['stdout.startsWith("v") && stdout.size() == 3', { stdout: 'v12' }, 'passed'],
  [
    'not_after > timestamp("2026-01-01T00:00:00Z")',
    { not_after: '2027-01-01T00:00:00Z' },
    'passed',
  ],
  ['"a" in names && names.size() == 2', { names: ['a', 'b'] }, 'passed'],
  [
    'headers["content-type"].startsWith("application/json")',
    { headers: { 'content-type': 'application/json' } },
    'passed',
  ],
  [
    'body.checks.all(c, c.status == "up")',
    { body: { checks: [{ status: 'up' }, { status: 'up' }] } },
    'passed',
  ],
  [
    'body.checks.all(c, c.status == "up")',
    { body: { checks: [{ status: 'up' }, { status: 'down' }] } },
    'failed',
  ],
  ['has(body.database) && body.database == "up"', { body: { database: 'up' } }, 'passed'],
  ['body.count == 3', { body: { count: 3 } }, 'passed'],
  ['body.database == "up"', { body: {} }, 'unknown'],
  ['body.ok', { body: { ok: 'yes' } }, 'unknown'],
  ['body == null', { body: null }, 'passed'],
  ['stdout.field("role") == "master"', { stdout: '# Replication\r\nrole:master\r\n' }, 'passed'],
  ['stdout.field("role") == "master"', { stdout: 'rôle:master' }, 'unknown'],
] satisfies [string, Facts, string][])('%s on %j is %s', (source, facts, expected) => {
  expect(checkExpectation(source, declarations)).toEqual({ ok: true })
  expect(verdict(source, { ...up, ...facts })).toBe(expected)
})

test('a memory ratio against no limit is unknown, whichever way the author divides', () => {
  const facts = { ...up, stdout: 'used_memory:1000\r\nmaxmemory:0\r\n' }
  const int = 'int(stdout.field("used_memory")) * 100 / int(stdout.field("maxmemory")) < 80'
  const double = 'double(stdout.field("used_memory")) / double(stdout.field("maxmemory")) < 0.8'
  for (const source of [int, double, int.replace('<', '>'), double.replace('<', '>=')]) {
    const judgement = judge(source, declarations, measured(facts))
    expect(judgement.verdict).toBe('unknown')
    expect(judgement.reason.id).toBe('expectation.not-a-number')
  }
  expect(verdict(int, { ...up, stdout: 'used_memory:79\nmaxmemory:100\n' })).toBe('passed')
  expect(verdict(int, { ...up, stdout: 'used_memory:80\nmaxmemory:100\n' })).toBe('failed')
})

test('a target that did not answer fails what its answer would have shown', () => {
  const refused = { reachable: false, error: 'refused' }
  const judgement = judge('status == 200 && latency_ms < 500', declarations, measured(refused))
  expect(judgement).toMatchObject({
    verdict: 'failed',
    reason: { id: 'expectation.no-answer', values: { error: 'refused' } },
  })
  expect(verdict('reachable && status == 200', refused)).toBe('failed')
  expect(verdict('error == "refused"', refused)).toBe('passed')
  expect(verdict('!reachable || status == 410', refused)).toBe('passed')
})

test('a fact that is missing though the target answered is unknown, and named', () => {
  const judgement = judge('status == 200', declarations, measured(up))
  expect(judgement).toMatchObject({
    verdict: 'unknown',
    reason: { id: 'expectation.missing-fact', values: { name: 'status' } },
  })
})

test.each(['latency_ms < 5.0', '!(latency_ms > 5.0)', 'latency_ms != 5.0'])(
  'a NaN never passes %s',
  (source) => {
    expect(verdict(source, { ...up, latency_ms: Number.NaN })).toBe('unknown')
    expect(verdict(source, { ...up, latency_ms: Number.POSITIVE_INFINITY })).toBe('unknown')
  },
)

test.each(['!(0.0 / 0.0 > 1.0)', '1.0 / 0.0 > 5.0', '!(double("NaN") > 1.0)', '1 / 0 == 1'])(
  '%s is unknown',
  (source) => {
    expect(verdict(source, up)).toBe('unknown')
  },
)

test('a failure names the part that broke, and what was read', () => {
  const judgement = judge(
    'status == 200 && latency_ms < 500 && body.items.all(i, i.ok)',
    declarations,
    measured({ ...up, status: 200, latency_ms: 812, body: { items: [] } }),
  )
  expect(judgement.verdict).toBe('failed')
  expect(judgement.reason).toEqual({
    id: 'expectation.broken',
    values: { condition: 'latency_ms < 500', facts: 'latency_ms = 812' },
  })
  expect(Object.keys(judgement.read).sort()).toEqual(['body', 'latency_ms', 'status'])
})

test('what could not be measured is unknown, with its own reason', () => {
  const reason = { id: 'failure.cancelled' } as const
  const judgement = judgeUnmeasurable('status == 200', {
    kind: 'unmeasurable',
    cause: 'cancelled',
    message: reason,
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    target: 'x',
  })
  expect(judgement).toEqual({ verdict: 'unknown', expect: 'status == 200', reason, read: {} })
})

const bigList = Array.from({ length: 60_000 }, (_, index) => index)
const bigText = 'a'.repeat(1_000_000)
test.each([
  [
    'nested comprehension',
    'body.all(x, body.all(y, body.all(z, x + y + z >= 0.0)))',
    { body: bigList },
  ],
  [
    'comprehension over search',
    'body.all(x, !stdout.contains("b" + string(x)))',
    { body: bigList, stdout: bigText },
  ],
  ['list built by map', 'body.map(x, x).size() > 0', { body: bigList }],
  ['membership in a loop', 'body.all(x, x in body)', { body: bigList }],
  ['equality in a loop', 'body.all(x, body == body)', { body: bigList }],
  ['hidden by exists', 'body.exists(x, body.all(y, y >= 0.0)) || true', { body: bigList }],
  [
    'doubling text',
    `size(${Array.from({ length: 50 }, () => 'stdout').join(' + ')}) > 0`,
    { stdout: bigText },
  ],
  [
    'backtracking pattern',
    'stdout.matches("^(a+)+$") && stdout.matches("(a|aa)*b")',
    { stdout: bigText },
  ],
  ['repeated pattern', 'stdout.matches("((a{1,100}){1,100}){1,100}")', { stdout: bigText }],
] satisfies [string, string, Facts][])('a hostile expectation ends: %s', (_, source, facts) => {
  const before = process.cpuUsage()
  const judgement = judge(source, declarations, measured({ ...up, ...facts }))
  expect(process.cpuUsage(before).user).toBeLessThan(2_000_000)
  expect(judgement.verdict).not.toBe('passed')
})

test('an honest expectation over a megabyte of JSON is within the budget', () => {
  const items = Array.from({ length: 10_000 }, (_, index) => ({
    id: index,
    status: 'up',
    note: 'x'.repeat(60),
  }))
  expect(verdict('body.all(item, item.status == "up")', { ...up, body: items })).toBe('passed')
  expect(verdict('stdout.contains("needle")', { ...up, stdout: `${bigText}needle` })).toBe('passed')
})
