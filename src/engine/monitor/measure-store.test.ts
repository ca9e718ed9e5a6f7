import { describe, expect, it } from 'vitest'

import type { Facts, Measurement } from '../../shared/model/check.ts'
import type { Look } from './look.ts'
import { numbersOf } from './measure-facts.ts'
import { createMeasureStore } from './measure-store.ts'
import { openSamples } from './open-samples.ts'

const startMs = Date.parse('2026-11-21T08:00:00.000Z')
const clock = { now: () => new Date(startMs).toISOString(), monotonicMs: () => 0 }

function openMeasures(reading = { judged: new Set<string>(), expectation: [] as string[] }) {
  const stack = new DisposableStack()
  const samples = stack.use(openSamples({ clock, log: () => undefined }))
  let tell: (look: Look) => void = () => undefined
  const onLook = (listener: (look: Look) => void) => {
    tell = listener
    return () => undefined
  }
  const measures = stack.use(createMeasureStore({ samples, onLook, readBy: () => reading }))
  let atMs = startMs
  const look = (measurement: Measurement, aside?: 'maintenance') => {
    atMs += 5000
    const judgement = {
      verdict: 'passed' as const,
      expect: '',
      reason: { id: 'gate.all-hold' as const },
      read: {},
    }
    tell({
      runId: 'run',
      spec: {
        id: 'a#1',
        itemId: 'a',
        kind: 'queue',
        config: {},
        timeoutMs: 1000,
        origin: 'fence',
        line: 1,
        column: 1,
      },
      sample: { atMs, verdict: 'passed', latencyMs: 1, coverMs: 5000, ...(aside ? { aside } : {}) },
      evidence: { hash: '', checkId: 'a#1', measurement, judgement },
    })
  }
  return {
    look,
    window: (name: string) => measures.window('run', 'a#1', name, startMs, atMs + 1),
    points: (name: string) => measures.points('run', 'a#1', name, startMs, atMs + 1),
    names: () => measures.names('run', 'a#1'),
    [Symbol.dispose]: () => stack.dispose(),
  }
}

const measured = (facts: Facts): Measurement => ({
  kind: 'measured',
  startedAt: '',
  durationMs: 1,
  target: '',
  facts,
})
const unmeasurable: Measurement = {
  kind: 'unmeasurable',
  startedAt: '',
  durationMs: 1,
  target: '',
  cause: 'network-down',
  message: { id: 'cause.network-down' },
}

describe('the numbers of a look', () => {
  it('are named by their paths, queues by their names, timing left out', () => {
    const facts: Facts = {
      reachable: true,
      latency_ms: 12,
      connect_ms: 3,
      status: 200,
      broken: Number.NaN,
      endless: Number.POSITIVE_INFINITY,
      ratios: { errors: 0.25, by_route: { home: 1 } },
      queues: [
        { name: 'mail', depth: 4, waiting: 3, paused: false },
        { name: 'sms', depth: 9, waiting: 1 },
        { depth: 77 },
      ],
      redirects: [1, 2],
    }
    expect(numbersOf(facts)).toEqual([
      { name: 'status', value: 200 },
      { name: 'ratios.errors', value: 0.25 },
      { name: 'queues.mail.depth', value: 4 },
      { name: 'queues.sms.depth', value: 9 },
      { name: 'ratios.by_route.home', value: 1 },
      { name: 'queues.mail.waiting', value: 3 },
      { name: 'queues.sms.waiting', value: 1 },
    ])
  })

  it('of a body without end are taken up to a limit', () => {
    const json = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n}`, n]))
    expect(numbersOf({ json }).length).toBeLessThan(2001)
  })
})

describe('recording', () => {
  it('gives no point for what could not be measured, nor for NaN', () => {
    using measures = openMeasures()
    measures.look(unmeasurable)
    measures.look(measured({ depth: Number.NaN }))
    expect(measures.window('depth')).toBeUndefined()
    expect(measures.names()).toEqual([])
    measures.look(measured({ depth: 4 }))
    measures.look(measured({ reachable: false }))
    expect(measures.window('depth')).toMatchObject({
      count: 1,
      min: 4,
      max: 4,
      mean: 4,
      increase: 0,
    })
  })

  it('adds up a counter over its resets', () => {
    using measures = openMeasures()
    for (const requests of [100, 130, 5, 25, 25]) measures.look(measured({ requests }))
    expect(measures.window('requests')).toMatchObject({
      increase: 30 + 5 + 20,
      changes: 3,
      changedAtMs: startMs + 20_000,
      mean: 57,
    })
  })

  it('keeps what conditions read before anything else', () => {
    const reading = { judged: new Set(['json.n90']), expectation: ['json.wanted'] }
    using measures = openMeasures(reading)
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`n${n}`, n]))
    measures.look(measured({ json: { ...many, wanted: { here: 1 } } }))
    expect(measures.names().slice(0, 3)).toEqual(['json.n90', 'json.wanted.here', 'json.n0'])
    expect(measures.names()).toHaveLength(64)
  })

  it('shows maintenance and judges nothing by it', () => {
    using measures = openMeasures()
    measures.look(measured({ depth: 1 }))
    measures.look(measured({ depth: 99 }), 'maintenance')
    expect(measures.window('depth')?.max).toBe(1)
    expect(measures.points('depth')).toHaveLength(2)
  })
})
