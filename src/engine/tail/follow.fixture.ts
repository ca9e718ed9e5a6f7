import { expect, vi } from 'vitest'

import type { TailState } from '../../shared/model/tail.ts'
import { ok } from '../../shared/result.ts'
import type { Shell } from '../shell/shell.ts'
import { systemClock } from '../time/clock.ts'
import { systemTimer } from '../time/timer.ts'
import { createReader, type TailSource } from './create-reader.ts'
import { createFollower } from './follower.ts'

export const patience = { timeout: 15_000, interval: 20 }

/** Follows a source for a test: what came, what it said, and how to wait for it. */
export function followIn(shell: Shell, source: Omit<TailSource, 'backSeconds'>) {
  const lines: string[] = []
  const gaps: string[] = []
  const notes: string[] = []
  const states: TailState[] = []
  const reader = createReader(
    { ...source, backSeconds: 600 },
    {
      onLine: ({ text }) => void lines.push(text),
      onGap: ({ message }) => void gaps.push(message.id),
      onNote: ({ id }) => void notes.push(id),
    },
  )
  const follower = createFollower({
    reader: () => Promise.resolve(ok(reader)),
    shell: () => Promise.resolve({ ok: true, shell }),
    clock: systemClock,
    timer: systemTimer,
    redact: (text) => text,
    onState: (state) => void states.push(state),
    onSkew: () => undefined,
  })
  return {
    lines,
    gaps,
    notes,
    states,
    has: (expected: string[]) => vi.waitFor(() => expect(lines).toEqual(expected), patience),
    live: (times: number) =>
      vi.waitFor(
        () =>
          expect(states.filter((state) => state === 'live').length).toBeGreaterThanOrEqual(times),
        patience,
      ),
    [Symbol.asyncDispose]: () => follower[Symbol.asyncDispose](),
  }
}
