import { expect, test } from 'vitest'

import type { LogStep } from '../../shared/model/scenario.ts'
import { translator } from '../text/translate.ts'
import { expectationOf } from './expectation.ts'

const words = (step: Parameters<typeof expectationOf>[0], locale: 'en' | 'fr' = 'en') =>
  expectationOf(step, translator(locale), (ms) => `${ms / 1000} s`)

const log: LogStep = {
  kind: 'log',
  title: 'Sent',
  line: 1,
  tail: 'app',
  match: 'sent',
  withinMs: 10_000,
}

test('of a log: seen, never, so often, with words of its own', () => {
  expect(words(log)).toEqual({ code: 'sent', words: 'in app, within 10 s' })
  expect(words({ ...log, times: 0 }).words).toBe('never in app, watched for 10 s')
  expect(words({ ...log, times: 3 }, 'fr').words).toBe(
    'exactement 3 fois dans app, observé pendant 10 s',
  )
  expect(words({ ...log, times: 1, withinMs: 0, containing: 'wr-1' })).toEqual({
    code: 'sent  …  wr-1',
    words: 'exactly once in app so far',
  })
})

test('of a check: its condition, how long it may take, or the probe’s own', () => {
  const check = {
    id: 'c',
    itemId: 'i',
    kind: 'http',
    config: {},
    timeoutMs: 1000,
    origin: 'fence',
    line: 1,
    column: 1,
  } as const
  const step = { kind: 'check', title: 'Send', line: 1, captures: [], check } as const
  expect(words({ ...step, captures: [] })).toEqual({
    words: 'what this kind of check expects by itself',
  })
  expect(
    words({ ...step, captures: [], withinMs: 5000, check: { ...check, expect: 'status == 200' } }),
  ).toEqual({ code: 'status == 200', words: 'within 5 s' })
})
