import { expect, test } from 'vitest'

import type { CheckSpec } from '../../shared/model/check.ts'
import type { LogStep } from '../../shared/model/scenario.ts'
import { translator } from '../text/translate.ts'
import { expectationOf } from './expectation.ts'

const words = (step: Parameters<typeof expectationOf>[0], locale: 'en' | 'fr' = 'en') =>
  expectationOf(step, translator(locale), (ms) => `${ms / 1000} s`)

const check: CheckSpec = {
  id: 'c',
  itemId: 'i',
  kind: 'http',
  config: {},
  timeoutMs: 1000,
  origin: 'fence',
  line: 1,
  column: 1,
}
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

test('of lines in order, of a queue, of a monitor', () => {
  expect(words({ ...log, inOrder: ['received', 'sent'], containing: 'wr-1' })).toEqual({
    code: 'received  →  sent  …  wr-1',
    words: 'in this order in app, within 10 s',
  })
  const moved = {
    kind: 'queue-moved',
    title: 'Moved',
    line: 1,
    check,
    up: 1,
    withinMs: 5000,
  } as const
  expect(words(moved).words).toBe('grows by 1 job at least and comes back, within 5 s')
  expect(words({ ...moved, up: 4, back: 2 }, 'fr').words).toBe(
    'grandit d’au moins 4 tâches et revient à 2 ou moins, en 5 s au plus',
  )
  const up = { kind: 'stayed-up', title: 'Up', line: 1, checkId: 'ready#1' } as const
  expect(words({ ...up, everySeconds: 1, timeoutMs: 1, withinMs: 1 })).toEqual({
    code: 'ready#1',
    words: 'stayed up since the scenario began',
  })
})

test('of a check: its condition, how long it may take, or the probe’s own', () => {
  const step = { kind: 'check', title: 'Send', line: 1, captures: [], check } as const
  expect(words({ ...step, captures: [] })).toEqual({
    words: 'what this kind of check expects by itself',
  })
  expect(
    words({ ...step, captures: [], withinMs: 5000, check: { ...check, expect: 'status == 200' } }),
  ).toEqual({ code: 'status == 200', words: 'within 5 s' })
})
