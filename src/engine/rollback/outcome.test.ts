import { expect, test } from 'vitest'

import { valueOf } from '../store/temporary-store.fixture.ts'
import { outcomeOf } from './outcome.ts'
import { acts, holds, openRollbackBench, runbookOf } from './rollback.fixture.ts'

const codeStep = (action: string) =>
  runbookOf(`
  - id: code
    title: The last code
    why: It was good.
    ${action}
    verify: [${holds('version', '4.1', '', '1s')}]
`)

test('a script that broke off half-way may have done something, and nobody knows what', async () => {
  await using bench = await openRollbackBench(codeStep(acts('code', 'no-such-program-here --now')))
  valueOf(await bench.begin())
  valueOf(await bench.act('code'))
  await bench.until('code', 'outcome-unknown')
  expect(bench.acted()).toEqual(['code'])
  const acted = bench.bodies().find(({ type }) => type === 'rollback.acted')
  expect(acted).toMatchObject({ outcome: 'unknown', reason: { id: 'cause.missing-program' } })
})

test('what could not even be begun was not done', async () => {
  await using bench = await openRollbackBench(
    codeStep('command: { run: touch gone, cwd: "${dir}/not-there" }'),
  )
  valueOf(await bench.begin())
  valueOf(await bench.act('code'))
  await bench.until('code', 'unknown')
  const acted = bench.bodies().find(({ type }) => type === 'rollback.acted')
  expect(acted).toMatchObject({ outcome: 'not-done' })
})

test('what only reads and was not there has done nothing', () => {
  const measurement = {
    kind: 'unmeasurable',
    cause: 'missing-program',
    message: { id: 'readiness.never' },
    target: 'here',
    command: 'cat x',
    startedAt: '2026-11-21T20:00:00.000Z',
    durationMs: 1,
    output: 'sh: cat: not found',
    truncated: false,
  } as const
  const judgement = {
    verdict: 'unknown',
    expect: 'true',
    reason: { id: 'readiness.never' },
    read: {},
  } as const
  expect(outcomeOf({ measurement, judgement }, 'read').outcome).toBe('not-done')
  expect(outcomeOf({ measurement, judgement }, 'destroy').outcome).toBe('unknown')
})
