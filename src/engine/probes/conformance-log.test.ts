import { describe, expect, it } from 'vitest'

import { contractBreaches, describeConformance, measure } from './conformance.ts'
import { log } from './log.ts'
import type { LogWindow } from './probe.ts'

// It asks nobody: no server can misbehave towards it, and nothing of its config is said back.
describeConformance({
  kind: 'log',
  badConfigs: [
    { config: { pattern: 'failed' }, field: 'tail' },
    { config: { tail: '', pattern: 'failed' }, field: 'tail' },
    { config: { tail: 'app' }, field: 'pattern' },
    { config: { tail: 'app', pattern: 'failed', window: 4 }, field: 'window' },
    { config: { tail: 'app', pattern: 'failed', window: 3601 }, field: 'window' },
    { config: { tail: 'app', pattern: 'failed', within: 60 }, field: 'within' },
  ],
  faults: [
    {
      name: 'outside of a run, where no tail is followed',
      bar: 9,
      config: () => ({ tail: 'app', pattern: 'failed' }),
      expected: { cause: 'missing-target' },
    },
  ],
  leaks: [],
})

describe('what a tail has seen', () => {
  const wanted = { tail: 'app', pattern: 'failed', window: '120' }
  const seeing = (seen: ReturnType<LogWindow>) => {
    const asked: unknown[] = []
    const logWindow: LogWindow = (...args) => {
      asked.push(args)
      return seen
    }
    return { asked, measured: measure(log, wanted, { logWindow }) }
  }

  it('is counted over the window, and by minute', async () => {
    const { asked, measured } = seeing({ count: 3, secondsSince: 4.5, isWhole: true })
    const measurement = await measured
    expect(asked).toEqual([['app', 'failed', 120]])
    expect(contractBreaches(log, measurement)).toEqual([])
    expect(measurement).toMatchObject({
      kind: 'measured',
      target: 'app',
      command: 'app › failed',
      facts: { reachable: true, error: '', count: 3, per_minute: 1.5, last_seen_s: 4.5 },
    })
  })

  it('never seen has no time of its own', async () => {
    const measurement = await seeing({ count: 0, isWhole: true }).measured
    expect(contractBreaches(log, measurement)).toEqual([])
    if (measurement.kind !== 'measured') throw new Error(measurement.message.id)
    expect(measurement.facts).toMatchObject({ count: 0, per_minute: 0 })
    expect(measurement.facts).not.toHaveProperty('last_seen_s')
  })

  it.each([0, 2])('a window with a hole is unmeasurable, with %i seen', async (count) => {
    const measurement = await seeing({ count, isWhole: false }).measured
    expect(contractBreaches(log, measurement)).toEqual([])
    expect(measurement).toMatchObject({
      kind: 'unmeasurable',
      cause: 'link-lost',
      message: { id: 'cause.tail-not-whole', values: { tail: 'app', seconds: 120 } },
    })
  })

  it('a tail or pattern that is not followed is unmeasurable', async () => {
    const measurement = await seeing(undefined).measured
    expect(contractBreaches(log, measurement)).toEqual([])
    expect(measurement).toMatchObject({ kind: 'unmeasurable', cause: 'missing-target' })
  })
})
