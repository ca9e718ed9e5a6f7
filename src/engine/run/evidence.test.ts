import { expect, test } from 'vitest'

import { message } from '../../shared/messages/message.ts'
import type { Facts, Json } from '../../shared/model/check.ts'
import { systemClock } from '../time/clock.ts'
import { evidenceOf } from './evidence.ts'

const seen = (facts: Facts, redact: (text: string) => string, output?: string) =>
  evidenceOf(
    'login',
    {
      target: 'local',
      command: 'login',
      danger: 'read',
      expect: 'true',
      measure: () =>
        Promise.resolve({
          kind: 'measured',
          startedAt: '2026-01-01T00:00:00.000Z',
          durationMs: 1,
          target: 'local',
          command: 'login',
          facts,
          ...(output === undefined ? {} : { output }),
        }),
      judge: () => ({
        verdict: 'passed',
        expect: 'true',
        reason: message('run.check-bug'),
        read: facts,
      }),
    },
    { signal: new AbortController().signal, clock: systemClock, redact },
  )
const redact = (text: string) => text

test('a token of a hundred kilobytes is taken out of everything, also where it is cut off', async () => {
  const token = Array.from({ length: 12_000 }, (_, index) => `${index}-s3c`).join('')
  const stdout = JSON.stringify({ token })
  const facts = { stdout, json: { token }, log: `said ${token}` }
  const { measurement, judgement } = await seen(facts, redact, stdout.slice(0, 8150))
  expect(measurement).toMatchObject({
    facts: { stdout: '{"token":"«token»"}', json: { token: '«token»' }, log: 'said «token»' },
    output: '{"token":"«token»',
  })
  expect(JSON.stringify(judgement)).not.toContain('-s3c')
})

test('a whole JSON with escapes that it need not have shows nothing of a token', async () => {
  const stdout = String.raw`{"access_token":"abc\/defghijklmnop\u003d\u003d"}`
  const { measurement } = await seen({ stdout }, redact)
  expect(measurement).toMatchObject({ facts: { stdout: '{"access_token":"«access_token»"}' } })
})

test('whatever cannot be made evidence of is a fault of ours, without a word of it', async () => {
  let deep: Json = 's3cret-value'
  for (let level = 0; level < 100_000; level++) deep = [deep]
  const thrown = await seen({ stdout: 's3cret-value' }, () => {
    throw new Error('cannot read s3cret-value')
  })
  for (const evidence of [await seen({ deep }, redact), thrown]) {
    expect(evidence.measurement).toMatchObject({ kind: 'unmeasurable', cause: 'bug' })
    expect(evidence.judgement.verdict).toBe('unknown')
    expect(evidence.hash).toMatch(/\w{20}/)
    expect(JSON.stringify(evidence)).not.toContain('s3cret')
  }
})
