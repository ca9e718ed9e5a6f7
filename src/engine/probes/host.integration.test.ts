import { cpus, hostname, totalmem } from 'node:os'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { openSshTestBench, type SshTestBench } from '../shell/ssh-test-bench.ts'
import { causeOf, factsOf } from './conformance-facts.ts'

let bench: SshTestBench
beforeAll(async () => {
  bench = await openSshTestBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

function expectThisMachine(facts: Record<string, unknown>) {
  expect(facts).toMatchObject({ hostname: hostname(), cores: cpus().length, error: '' })
  expect(facts.memory_bytes).toBe(totalmem())
  for (const name of ['cpu_ratio', 'iowait_ratio', 'memory_used_ratio', 'disk_used_ratio']) {
    expect(facts[name]).toBeGreaterThanOrEqual(0)
    expect(facts[name]).toBeLessThanOrEqual(1)
  }
  expect(facts.load_1m).toBeGreaterThanOrEqual(0)
  expect(facts.uptime_s).toBeGreaterThan(1)
  expect(facts.disk_bytes).toBeGreaterThan(1_000_000)
  expect(facts.disk_worst_ratio).toBeGreaterThanOrEqual(Number(facts.disk_used_ratio))
  // Both clocks are one: what is measured is the error of the measurement.
  expect(Math.abs(Number(facts.clock_skew_s))).toBeLessThanOrEqual(
    Number(facts.clock_uncertainty_s) + 0.002,
  )
  expect(facts.clock_uncertainty_s).toBeLessThan(2)
}

it('looks at this machine', async () => {
  const facts = await factsOf('host', {})
  expect(facts.error).toBe('')
  expectThisMachine(facts)
})

it('looks at a host over SSH, on one connection', async () => {
  const shell = () => Promise.resolve({ ok: true as const, shell: bench.open() })
  const measurement = await causeOf('host', { on: 'prod-1', path: '/tmp' }, { shell })
  if (measurement.kind === 'unmeasurable') throw new Error(JSON.stringify(measurement))
  expect(measurement.target).toBe('prod-1')
  expectThisMachine(measurement.facts)
  expect(bench.logins()).toBe(1)
})

it('a folder that is not there is a mistake of the runbook, and says so', async () => {
  expect(await causeOf('host', { path: '/nowhere' })).toMatchObject({ cause: 'missing-file' })
})
