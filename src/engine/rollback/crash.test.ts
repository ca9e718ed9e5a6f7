import { expect, it } from 'vitest'

import { killInTheMiddle } from './crash-rounds.fixture.ts'

const rounds = Number(process.env['WARROOM_CRASH_ROUNDS'] ?? 3)
const seed = Number(process.env['WARROOM_CRASH_SEED'] ?? 20_261_121)

it(
  `bar 14: ${rounds} × kill -9 in the middle of a plan (seed ${seed}): all runs once, nothing is claimed`,
  { timeout: 60_000 + rounds * 30_000 },
  async () => {
    const { problems, begun } = await killInTheMiddle({ rounds, seed })
    expect(problems).toEqual([])
    expect(begun).toBeGreaterThan(rounds)
  },
)
