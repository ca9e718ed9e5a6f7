import { expect, it } from 'vitest'

import type { Verdict } from '../../shared/model/check.ts'
import type { Verification } from '../../shared/model/rollback.ts'
import { createSimulatedTime } from '../time/simulated-time.fixture.ts'
import { startSession, type SessionOutcome } from './session.ts'

/** Looks whose answers are written down: one a look, the last one for ever. */
function watch(
  watched: Record<
    string,
    { answers: Verdict[]; times?: number; everyMs?: number; lookMs?: number }
  >,
  { withinMs = 10_000, hasDeadline = true } = {},
) {
  const time = createSimulatedTime()
  const looks = new Map<string, number>()
  const verifications = Object.entries(watched).map(
    ([id, { times = 1, everyMs = 1000 }]): Verification => ({
      id,
      title: id,
      withinMs,
      kind: 'check',
      times,
      everyMs,
      check: {
        id,
        itemId: '',
        kind: 'command',
        config: {},
        timeoutMs: 1000,
        origin: 'fence',
        line: 1,
        column: 1,
      },
    }),
  )
  const session = startSession({
    verifications,
    clock: time.clock,
    timer: time.timer,
    hasDeadline,
    onChange: () => undefined,
    async look({ id }) {
      const { answers = [], lookMs = 0 } = watched[id] ?? {}
      const done = looks.get(id) ?? 0
      looks.set(id, done + 1)
      if (lookMs > 0) await time.wait(lookMs)
      const verdict = answers[Math.min(done, answers.length - 1)] ?? 'unknown'
      return { verdict, reason: { id: 'run.unknown' } }
    },
  })
  let outcome: SessionOutcome | undefined | 'open' = 'open'
  void session.outcome.then((found) => (outcome = found))
  return {
    session,
    looks,
    outcomeAfter: async (ms: number) => {
      await time.settle()
      await time.advance(ms)
      await time.settle()
      return outcome
    },
  }
}

it('holds once it has passed so often in a row, and no sooner', async () => {
  const { outcomeAfter } = watch({
    a: { answers: ['passed', 'passed', 'failed', 'passed'], times: 3 },
  })
  expect(await outcomeAfter(4999)).toBe('open')
  expect(await outcomeAfter(1)).toMatchObject({ verdict: 'passed' })
})

it('what flaps never holds, and what held alone does not count', async () => {
  const flapping: Verdict[] = Array.from({ length: 40 }, (_, n) => (n % 2 ? 'passed' : 'failed'))
  const { outcomeAfter } = watch({
    a: { answers: flapping, times: 2 },
    b: { answers: ['passed'], times: 2 },
  })
  expect(await outcomeAfter(9999)).toBe('open')
  const outcome = await outcomeAfter(1)
  expect(outcome).toMatchObject({ parts: [{ id: 'a' }, { id: 'b', verdict: 'passed' }] })
  expect(outcome).not.toMatchObject({ verdict: 'passed' })
})

it('two that pass by turns never hold together', async () => {
  const turns = (first: boolean): Verdict[] =>
    Array.from({ length: 40 }, (_, n) => ((n % 2 === 0) === first ? 'passed' : 'failed'))
  const { outcomeAfter } = watch({ a: { answers: turns(true) }, b: { answers: turns(false) } })
  expect(await outcomeAfter(9999)).toBe('open')
  expect(await outcomeAfter(2)).toMatchObject({ verdict: 'failed' })
})

it('a look that was over before another held proves nothing of that moment: it looks once more', async () => {
  const { outcomeAfter, looks } = watch({
    slow: { answers: ['passed'], everyMs: 5000 },
    late: { answers: ['failed', 'failed', 'passed'] },
  })
  // `slow` was seen at 0 s, `late` holds from 2 s: both hold, and nobody saw both at one time.
  expect(await outcomeAfter(4999)).toBe('open')
  expect(looks.get('slow')).toBe(1)
  expect(await outcomeAfter(1)).toMatchObject({ verdict: 'passed' })
})

it('what nobody could look at is unknown; more time may be given, and looking may be endless', async () => {
  const hanging = watch({ a: { answers: ['passed'], lookMs: 60_000 } })
  expect(await hanging.outcomeAfter(9999)).toBe('open')
  hanging.session.extend()
  expect(await hanging.outcomeAfter(9999)).toBe('open')
  expect(await hanging.outcomeAfter(1)).toMatchObject({
    verdict: 'unknown',
    parts: [{ reason: { id: 'rollback-run.no-look' } }],
  })
  const answers: Verdict[] = [...Array.from({ length: 100 }, (): Verdict => 'failed'), 'passed']
  const endless = watch({ a: { answers } }, { hasDeadline: false })
  expect(await endless.outcomeAfter(99_999)).toBe('open')
  expect(await endless.outcomeAfter(1)).toMatchObject({ verdict: 'passed' })
})

it('stopped, it says nothing', async () => {
  const { session, outcomeAfter } = watch({ a: { answers: ['failed'] } })
  expect(await outcomeAfter(3000)).toBe('open')
  session.stop()
  expect(await outcomeAfter(60_000)).toBeUndefined()
})
