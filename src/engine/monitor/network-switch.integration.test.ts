import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { expect, it } from 'vitest'

import { canHaveFarSide } from '../probes/far-side.fixture.ts'
import type { SwitchReport } from './network-switch.process.ts'

const run = promisify(execFile)

it.skipIf(!canHaveFarSide)(
  'bar 21: a pulled cable is seen at once and fails nobody; another network is used within 15 s',
  async () => {
    const program = join(import.meta.dirname, 'network-switch.process.ts')
    const { stdout } = await run('unshare', ['-n', process.execPath, program])
    const report = JSON.parse(stdout) as SwitchReport
    expect(report.lost).toMatchObject({
      far: 'unknown',
      farStale: true,
      near: 'up',
      network: 'down',
    })
    expect(report.lost.ms).toBeLessThan(2500)
    expect(report.back.network).toBe('up')
    expect(report.back.ms).toBeLessThan(15_000)
    expect(report.switched.ms).toBeLessThan(15_000)
    expect(report.failures).toBe(0)
    expect(report.transitions.filter((each) => each.endsWith('down'))).toEqual([])
  },
  120_000,
)
