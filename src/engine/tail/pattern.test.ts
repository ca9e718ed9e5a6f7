import { describe, expect, it } from 'vitest'

import type { LogLine, LogPattern } from '../../shared/model/tail.ts'
import { inertText } from './inert-text.ts'
import { parseFilter } from './line-filter.ts'
import { parseLine } from './parse-line.ts'
import { createPatternCounter } from './pattern-counter.ts'
import { compilePattern, patternFilter } from './pattern.ts'

const matches = (pattern: string, line: string) => {
  const compiled = compilePattern(pattern)
  return compiled.ok && compiled.value(line, parseLine(line))
}

describe('a pattern', () => {
  it.each(["event: 'job_failed'", '"event":"job_failed"', 'event=job_failed'])(
    '%s is found however a line spells it',
    (pattern) => {
      for (const line of [
        '{"level":50,"event":"job_failed","msg":"x"}',
        '{ "event" : "job_failed" }',
        "2026-11-21T10:00:00Z ERROR worker { event: 'job_failed', id: 7 }",
        'level=error event=job_failed id=7',
      ])
        expect(matches(pattern, line)).toBe(true)
      for (const line of [
        '{"event":"job_failed_twice"}',
        'job_failed',
        '{"msg":"the event job_failed"}',
      ])
        expect(matches(pattern, line)).toBe(false)
    },
  )

  it('is else an expression over the line as it came', () => {
    expect(matches('Database connection error', '{"msg":"Database connection error"}')).toBe(true)
    expect(matches('level":"error|event":"job_failed', '{"level":"error"}')).toBe(true)
    expect(compilePattern('(')).toMatchObject({ ok: false })
  })

  it.each([
    ['^[[:space:]]*at ', '   at x', 'bat x'],
    ['id=[[:digit:][:upper:]]+$', 'id=4A', 'id=4a'],
    ['\\<fail\\>', 'to fail here', 'failure'],
    ['[[:punct:]]', 'a]b', 'a b'],
  ])('is read as grep -E reads it: %s', (pattern, found, not) => {
    expect(matches(pattern, found)).toBe(true)
    expect(matches(pattern, not)).toBe(false)
  })

  it.each([
    ["event: 'job_failed'", 'event=job_failed', '{"event":"job_failed"}'],
    ['GET /v1/items', String.raw`/GET \/v1\/items/`, 'GET /v1/items'],
    [String.raw`a\/b \<c`, String.raw`/a\/b \bc/`, 'a/b c'],
  ])('%s is a filter, too', (pattern, filter, line) => {
    expect(patternFilter(pattern)).toBe(filter)
    const parsed = parseFilter(filter)
    const read = { ...parseLine(line), n: 1, atMs: 0, tailId: 'app' }
    const passes = (of: LogLine, raw: string) =>
      parsed.ok && parsed.value.ofRaw(raw) && parsed.value.ofLine(of)
    expect(passes(read, line)).toBe(true)
    expect(passes({ ...read, event: 'other' }, 'other')).toBe(false)
  })

  it('is counted by the time of its lines', () => {
    const pattern: LogPattern = { id: 'x', title: 'x', match: 'x', critical: false }
    const counter = createPatternCounter(pattern)
    const nowMs = 10_000_000
    for (const agoS of [1, 30, 59, 61, 3599, 3601, 9000])
      counter.take('x', parseLine('x'), nowMs - agoS * 1000)
    counter.take('y', parseLine('y'), nowMs)
    expect([60, 120, 3600].map((windowS) => counter.countIn(windowS, nowMs))).toEqual([3, 4, 5])
    expect(counter.status(nowMs)).toMatchObject({ count: 7, perMinute: 0.8 })
  })
})

describe('text from elsewhere', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]8;;https://x\u0007link\u001b]8;;\u0007', 'link'],
    ['a\u001b]52;c;c2VjcmV0\u001b\\b', 'ab'],
    ['\u009b2Jgone', 'gone'],
    ['a\u202eb', 'a�b'],
    ['bell\u0007', 'bell␇'],
    ['tab\there', 'tab\there'],
  ])('%j can only be read', (text, expected) => expect(inertText(text)).toBe(expected))
})
