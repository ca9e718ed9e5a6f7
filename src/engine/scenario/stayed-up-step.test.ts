import { expect, test } from 'vitest'

import type { StayedUpStep } from '../../shared/model/scenario.ts'
import { judgeLooks, type SeenLook } from './stayed-up-step.ts'

const step = { checkId: 'api#1', everySeconds: 1, timeoutMs: 500 } as StayedUpStep
/** From the scenario's beginning at 0 to the step's at 3000; each look takes 10 ms. */
const look = (
  atMs: number,
  verdict: SeenLook['verdict'] = 'passed',
  aside?: SeenLook['aside'],
) => ({
  fromMs: atMs - 10,
  atMs,
  verdict,
  ...(aside ? { aside } : {}),
})

test.each([
  ['up all along', [look(500), look(2500), look(3100)], 'passed scenario.stayed-up'],
  ['down once', [look(500), look(2500, 'failed'), look(3100)], 'failed scenario.up-was-down'],
  [
    'looked at again at once, and up',
    [look(500), look(2000, 'failed', 'first-look'), look(3100)],
    'unknown scenario.up-gap',
  ],
  [
    'looked at again at once, and up, without a hole',
    [look(500), look(2000, 'failed', 'first-look'), look(2900), look(3100)],
    'passed scenario.stayed-up',
  ],
  [
    'not measured once',
    [look(500), look(2000, 'unknown'), look(3100)],
    'unknown scenario.up-unknown-look',
  ],
  ['a hole at the beginning', [look(2600), look(3100)], 'unknown scenario.up-gap'],
  ['a hole in between', [look(500), look(3100)], 'unknown scenario.up-gap'],
  ['not since the step began', [look(500), look(2500), look(3005)], 'unknown scenario.up-no-look'],
  [
    'in maintenance',
    [look(500), look(2000, 'passed', 'maintenance'), look(3100)],
    'unknown scenario.up-maintenance',
  ],
  ['never looked at', [], 'unknown scenario.up-no-look'],
] as const)('%s', (_, looks, expected) => {
  const { verdict, reason } = judgeLooks(step, looks, { fromMs: 0, beganMs: 3000 })
  expect(`${verdict} ${reason.id}`).toBe(expected)
})
