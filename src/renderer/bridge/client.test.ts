import { describe, expect, it } from 'vitest'

import type { ClientFrame, ServerFrame } from '../../shared/rpc/frames.ts'
import type { Settings } from '../../shared/rpc/views.ts'
import { createClient } from './client.ts'
import type { EnginePort, LinkEvent } from './link.ts'

/** The engine's end of the wire, played by the test, frame by frame. */
function createWire() {
  const received: ClientFrame[] = []
  const frames = new Set<(frame: ServerFrame) => void>()
  const closes = new Set<() => void>()
  const port: EnginePort = {
    send: (frame) => void received.push(frame),
    onFrame(listener) {
      frames.add(listener)
      return () => frames.delete(listener)
    },
    onClose(listener) {
      closes.add(listener)
      return () => closes.delete(listener)
    },
    close: () => undefined,
  }
  return {
    port,
    received,
    say: (frame: ServerFrame) => frames.forEach((listener) => listener(frame)),
    die: () => closes.forEach((listener) => listener()),
  }
}

function createRig() {
  let tell: (event: LinkEvent) => void = () => undefined
  const client = createClient({
    open(onEvent) {
      tell = onEvent
      return () => undefined
    },
  })
  const connect = (engineId: string) => {
    const wire = createWire()
    tell({ kind: 'port', port: wire.port })
    wire.say({ t: 'hello', protocol: 1, engineId })
    return wire
  }
  return { client, connect, tell: (event: LinkEvent) => tell(event) }
}

const settings: Settings = {
  locale: 'fr',
  theme: 'dark',
  operator: 'Lea',
  concurrency: 4,
  monitorConcurrency: 64,
  monitorConcurrencyPerTarget: 8,
  sampleBudgetMb: 1000,
  redisCommandsPerSecond: 200,
  notifySystem: true,
  notifySound: true,
  quietHours: null,
}

describe('calls', () => {
  it('wait for the first connection, then carry their answer back', async () => {
    const { client, connect } = createRig()
    const answer = client.call('run.note', { runId: 'r', text: 'x' })
    const wire = connect('a')
    expect(wire.received).toEqual([
      { t: 'call', id: 1, name: 'run.note', input: { runId: 'r', text: 'x' } },
    ])
    wire.say({ t: 'result', id: 1, value: null })
    expect(await answer).toEqual({ ok: true, value: null })
  })

  it('under way when the engine dies fail as unavailable, and so do those made meanwhile', async () => {
    const { client, connect, tell } = createRig()
    const wire = connect('a')
    const under = client.call('range.start', {})
    wire.die()
    tell({ kind: 'down', phase: 'restarting' })
    expect(await under).toMatchObject({ ok: false, failure: { code: 'unavailable' } })
    expect(await client.call('range.stop', {})).toMatchObject({
      ok: false,
      failure: { code: 'unavailable' },
    })
  })

  it('aborted send a cancel frame and still wait for the answer', async () => {
    const { client, connect } = createRig()
    const wire = connect('a')
    const abort = new AbortController()
    const answer = client.call('range.start', {}, { signal: abort.signal })
    abort.abort()
    expect(wire.received.at(-1)).toEqual({ t: 'cancel', id: 1 })
    wire.say({ t: 'result', id: 1, value: null })
    expect(await answer).toEqual({ ok: true, value: null })
  })

  it('aborted before they start are never sent', async () => {
    const { client, connect } = createRig()
    const wire = connect('a')
    const answer = await client.call('range.start', {}, { signal: AbortSignal.abort() })
    expect(answer).toMatchObject({ failure: { code: 'cancelled' } })
    expect(wire.received).toEqual([])
  })
})

describe('collections', () => {
  it('mirror a snapshot and changes, acknowledge each, and keep their identity until a change', () => {
    const { client, connect } = createRig()
    const wire = connect('a')
    const collection = client.collection('settings', {})
    const seen: unknown[] = []
    collection.subscribe(() => seen.push([...collection.get().entries.keys()]))
    wire.say({ t: 'snapshot', id: 1, seq: 0, entries: [['one', settings]] })
    const before = collection.get()
    expect(collection.get()).toBe(before)
    wire.say({ t: 'change', id: 1, seq: 1, set: [['two', settings]], removed: ['one'] })
    expect(seen).toEqual([['one'], ['two']])
    expect([...before.entries.keys()]).toEqual(['one'])
    expect(wire.received.slice(1)).toEqual([
      { t: 'ack', id: 1, seq: 0 },
      { t: 'ack', id: 1, seq: 1 },
    ])
  })

  it('are shared by their subscribers: one subscription on the wire, ended with the last', () => {
    const { client, connect } = createRig()
    const wire = connect('a')
    const stopOne = client.subscribe('settings', {}, () => undefined)
    const stopTwo = client.subscribe('settings', {}, () => undefined)
    expect(wire.received).toHaveLength(1)
    stopOne()
    expect(wire.received).toHaveLength(1)
    stopTwo()
    expect(wire.received.at(-1)).toEqual({ t: 'unsubscribe', id: 1 })
  })

  it('turn stale when the engine is gone, and are fed anew by the next one', () => {
    const { client, connect, tell } = createRig()
    connect('a').say({ t: 'snapshot', id: 1, seq: 0, entries: [] })
    const collection = client.collection('settings', {})
    collection.subscribe(() => undefined)
    const second = connect('a')
    second.say({ t: 'snapshot', id: 1, seq: 0, entries: [['one', settings]] })
    tell({ kind: 'down', phase: 'restarting' })
    expect(collection.get()).toMatchObject({ loaded: true, stale: true })
    expect(collection.get().entries.get('one')).toEqual(settings)
    const third = connect('b')
    expect(third.received).toEqual([{ t: 'subscribe', id: 1, name: 'settings', input: {} }])
    third.say({ t: 'snapshot', id: 1, seq: 0, entries: [] })
    expect(collection.get()).toMatchObject({ stale: false })
    expect(client.connection.get()).toMatchObject({ phase: 'live', engineId: 'b', restarts: 1 })
  })

  it('say why the engine refused them', () => {
    const { client, connect } = createRig()
    const wire = connect('a')
    const collection = client.collection('run', { runId: 'none' })
    collection.subscribe(() => undefined)
    wire.say({
      t: 'end',
      id: 1,
      failure: { code: 'not-found', message: { id: 'failure.cancelled' } },
    })
    expect(collection.get().failure?.code).toBe('not-found')
  })

  it('ignore frames of a port that has been replaced', () => {
    const { client, connect } = createRig()
    const collection = client.collection('settings', {})
    collection.subscribe(() => undefined)
    const old = connect('a')
    connect('b')
    old.say({ t: 'snapshot', id: 1, seq: 0, entries: [['ghost', settings]] })
    expect(collection.get().loaded).toBe(false)
  })
})

it('a stopped engine says why and fails what waited', async () => {
  const { client, tell } = createRig()
  const waiting = client.call('range.start', {})
  tell({ kind: 'stopped', stopped: { reason: 'deaths', log: 'boom' } })
  expect(await waiting).toMatchObject({ failure: { code: 'unavailable' } })
  expect(client.connection.get()).toMatchObject({
    phase: 'stopped',
    stopped: { reason: 'deaths', log: 'boom' },
  })
})
