import { expect, it } from 'vitest'

import { startSshd } from '../../../range/parts/sshd.ts'
import { killInTheMiddle } from './crash-rounds.fixture.ts'

const rounds = Number(process.env['WARROOM_CRASH_ROUNDS'] ?? 2)
const seed = Number(process.env['WARROOM_CRASH_SEED'] ?? 20_261_122)

it(
  `bar 14, on a host of the range: ${rounds} × kill -9 in the middle of a plan (seed ${seed}): all runs once`,
  { timeout: 60_000 + rounds * 30_000 },
  async () => {
    await using sshd = await startSshd({ environment: { SHLVL: '2' } })
    const { host, port, user, identityFile, knownHostsFile } = sshd
    const ssh = { host, port, user, identityFile, knownHostsFile }
    const left = await killInTheMiddle({ rounds, seed, on: { name: 'box', ssh } })
    expect(left.problems).toEqual([])
    expect(left.begun).toBeGreaterThan(rounds)
    expect(sshd.output()).toContain('Accepted publickey')
  },
)
