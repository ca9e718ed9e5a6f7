import { describe, expect, it, vi } from 'vitest'

import { failure, ok } from '../../shared/result.ts'
import type { ClientFrame, FramePort, ServerFrame } from '../../shared/rpc/frames.ts'
import type { Settings } from '../../shared/rpc/views.ts'
import { createKeyedStore } from './keyed-source.ts'
import { serveConnection } from './server.ts'
import type { EngineService } from './service.ts'
import { createTestService } from './test-service.ts'

/** A connection to the service whose client end is the test. */
function connect(service: EngineService) {
  const received: ServerFrame[] = []
  const onFrames = new Set<(frame: unknown) => void>()
  const onCloses = new Set<() => void>()
  let closed = false
  const port: FramePort<ServerFrame, unknown> = {
    send: (frame) => void received.push(structuredClone(frame)),
    onFrame(listener) {
      onFrames.add(listener)
      return () => onFrames.delete(listener)
    },
    onClose(listener) {
      onCloses.add(listener)
      return () => onCloses.delete(listener)
    },
    close() {
      closed = true
      onCloses.forEach((listener) => listener())
    },
  }
  serveConnection(port, service)
  return {
    received,
    say: (frame: ClientFrame) => onFrames.forEach((listener) => listener(frame)),
    sayAnything: (data: unknown) => onFrames.forEach((listener) => listener(data)),
    hangUp: () => port.close(),
    get closed() {
      return closed
    },
    answerTo: (id: number) =>
      vi.waitFor(() => {
        const frame = received.find((one) => one.t !== 'hello' && one.id === id)
        expect(frame).toBeDefined()
        return frame
      }, soon),
  }
}

const soon = { timeout: 15_000 }

const settings = (operator: string): Settings => ({
  locale: 'fr',
  theme: 'dark',
  operator,
  concurrency: 4,
  monitorConcurrency: 64,
  monitorConcurrencyPerTarget: 8,
  sampleBudgetMb: 1000,
  redisCommandsPerSecond: 200,
  notifySystem: true,
  notifySound: true,
  quietHours: null,
})

describe('calls', () => {
  it('greet, validate, parse and answer', async () => {
    const service = createTestService({
      handlers: {
        'check.start': async (input) => ok({ started: input.agreed.map((one) => one.token) }),
      },
    })
    const wire = connect(service)
    expect(wire.received[0]).toEqual({ t: 'hello', protocol: 1, engineId: 'test-engine' })
    wire.say({ t: 'call', id: 1, name: 'check.start', input: { runId: 'r', itemIds: ['a'] } })
    expect(await wire.answerTo(1)).toEqual({ t: 'result', id: 1, value: { started: [] } })
  })

  it('with a bad input name the fields, repeat no value and never reach the handler', async () => {
    const reached: unknown[] = []
    const service = createTestService({
      handlers: {
        'secret.set': async (input) => {
          reached.push(input)
          return ok({ kept: 'memory' })
        },
      },
    })
    const wire = connect(service)
    wire.say({
      t: 'call',
      id: 1,
      name: 'secret.set',
      input: { profile: 'p', name: 7, value: { hidden: 'hunter2' }, more: 1 },
    })
    const answer = await wire.answerTo(1)
    expect(answer).toMatchObject({ t: 'failure', failure: { code: 'bad-input' } })
    const text = JSON.stringify(answer)
    expect(text).toContain('"path":"name"')
    expect(text).toContain('"path":"value"')
    expect(text).not.toContain('hunter2')
    expect(reached).toEqual([])
  })

  it.each(['nope', '__proto__', 'constructor', 'toString', ''])(
    'of the unknown name %j are refused as data',
    async (name) => {
      const wire = connect(createTestService())
      wire.say({ t: 'call', id: 1, name, input: {} })
      expect(await wire.answerTo(1)).toMatchObject({ failure: { code: 'unsupported' } })
      wire.say({ t: 'subscribe', id: 2, name, input: {} })
      expect(await wire.answerTo(2)).toMatchObject({ t: 'end', failure: { code: 'unsupported' } })
    },
  )

  it('whose handler throws give a redacted bug, a log line, and leave the connection alive', async () => {
    const service = createTestService({
      handlers: {
        'range.start': () => Promise.reject(new Error('no hunter2 here')),
        'range.stop': async () => ok(null),
      },
    })
    const wire = connect(service)
    wire.say({ t: 'call', id: 1, name: 'range.start', input: {} })
    expect(await wire.answerTo(1)).toMatchObject({
      failure: { code: 'bug', cause: 'no «secret» here' },
    })
    expect(service.logged.join()).toContain('range.start: Error: no «secret» here')
    expect(service.logged.join()).not.toContain('hunter2')
    wire.say({ t: 'call', id: 2, name: 'range.stop', input: {} })
    expect(await wire.answerTo(2)).toEqual({ t: 'result', id: 2, value: null })
  })

  it.each([
    ['a cancel frame', (wire: ReturnType<typeof connect>) => wire.say({ t: 'cancel', id: 1 })],
    ['the end of the connection', (wire: ReturnType<typeof connect>) => wire.hangUp()],
  ])('are aborted by %s', async (_, end) => {
    const aborted = Promise.withResolvers<string>()
    const service = createTestService({
      handlers: {
        'range.start': (_input, { signal }) =>
          new Promise((resolve) => {
            signal.addEventListener('abort', () => {
              aborted.resolve('aborted')
              resolve(failure('cancelled', { id: 'failure.cancelled' }))
            })
          }),
      },
    })
    const wire = connect(service)
    wire.say({ t: 'call', id: 1, name: 'range.start', input: {} })
    end(wire)
    expect(await aborted.promise).toBe('aborted')
  })

  it('a cancelled handler that throws its abort reason is cancelled, not a bug', async () => {
    const service = createTestService({
      handlers: {
        'range.start': (_input, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error))
          }),
      },
    })
    const wire = connect(service)
    wire.say({ t: 'call', id: 1, name: 'range.start', input: {} })
    wire.say({ t: 'cancel', id: 1 })
    expect(await wire.answerTo(1)).toMatchObject({ failure: { code: 'cancelled' } })
    expect(service.logged).toEqual([])
  })

  it.each([
    null,
    'hello',
    7,
    {},
    { t: 'call' },
    { t: 'call', id: -1, name: 'x' },
    { t: 'exec', id: 1 },
    [],
  ])('a connection that sends %j is closed and harms nothing', (data) => {
    const wire = connect(createTestService())
    wire.sayAnything(data)
    expect(wire.closed).toBe(true)
  })
})

describe('subscriptions', () => {
  function subscribeTo(store = createKeyedStore<Settings>()) {
    const wire = connect(createTestService({ sources: { settings: () => ok(store) } }))
    wire.say({ t: 'subscribe', id: 1, name: 'settings', input: {} })
    const frames = () => wire.received.filter((frame) => frame.t !== 'hello')
    const framesToBe = (count: number) =>
      vi.waitFor(() => expect(frames()).toHaveLength(count), { ...soon, interval: 5 })
    return { store, wire, frames, framesToBe }
  }

  it('send all entries in order, then only what changed, newest values, coalesced', async () => {
    const { store, wire, frames, framesToBe } = subscribeTo(
      createKeyedStore([
        ['b', settings('B')],
        ['a', settings('A')],
      ]),
    )
    expect(frames()).toEqual([
      {
        t: 'snapshot',
        id: 1,
        seq: 0,
        entries: [
          ['b', settings('B')],
          ['a', settings('A')],
        ],
      },
    ])
    wire.say({ t: 'ack', id: 1, seq: 0 })
    store.set('a', settings('A2'))
    store.set('a', settings('A3'))
    store.set('c', settings('C'))
    store.delete('b')
    store.set('d', settings('D'))
    store.delete('d')
    await framesToBe(2)
    expect(frames()[1]).toEqual({
      t: 'change',
      id: 1,
      seq: 1,
      set: [
        ['a', settings('A3')],
        ['c', settings('C')],
      ],
      removed: ['b', 'd'],
    })
  })

  it('hold 100,000 changes back from a window that does not acknowledge, and send them as one', async () => {
    vi.useFakeTimers()
    const { store, wire, frames, framesToBe } = subscribeTo()
    for (let n = 0; n < 100_000; n++) store.set(`key ${n % 10}`, settings(String(n)))
    vi.advanceTimersByTime(60_000)
    vi.useRealTimers()
    expect(frames()).toHaveLength(1)
    wire.say({ t: 'ack', id: 1, seq: 0 })
    await framesToBe(2)
    const change = frames()[1]
    expect(change?.t === 'change' && change.set).toHaveLength(10)
    expect(change?.t === 'change' && change.set[9]?.[1]).toEqual(settings('99999'))
  })

  it('forget even the keys when too many changed, and send a snapshot instead', async () => {
    const { store, wire, frames, framesToBe } = subscribeTo()
    // A ring that is always new: were each key remembered, memory would grow without end.
    for (let n = 0; n < 100_000; n++) {
      store.set(`key ${n}`, settings(String(n)))
      store.delete(`key ${n - 3}`)
    }
    wire.say({ t: 'ack', id: 1, seq: 0 })
    await framesToBe(2)
    expect(frames()[1]).toMatchObject({
      t: 'snapshot',
      seq: 1,
      entries: [
        ['key 99997', {}],
        ['key 99998', {}],
        ['key 99999', {}],
      ],
    })
  })

  it('take no old or invented acknowledgement for the one that is due', async () => {
    const { store, wire, frames, framesToBe } = subscribeTo()
    wire.say({ t: 'ack', id: 1, seq: 0 })
    store.set('a', settings('A'))
    await framesToBe(2)
    store.set('a', settings('A2'))
    wire.say({ t: 'ack', id: 1, seq: 0 })
    wire.say({ t: 'ack', id: 1, seq: 9 })
    expect(frames()).toHaveLength(2)
    wire.say({ t: 'ack', id: 1, seq: 1 })
    await framesToBe(3)
    expect(frames()[2]).toMatchObject({ seq: 2, set: [['a', settings('A2')]] })
  })

  it.each([
    ['unsubscribed', (wire: ReturnType<typeof connect>) => wire.say({ t: 'unsubscribe', id: 1 })],
    ['hung up', (wire: ReturnType<typeof connect>) => wire.hangUp()],
  ])('once %s listen no more', (_, end) => {
    const inner = createKeyedStore<Settings>()
    let listening = 0
    const { wire } = subscribeTo({
      ...inner,
      onChange(listener) {
        const stop = inner.onChange(listener)
        listening++
        return () => {
          listening--
          stop()
        }
      },
    })
    expect(listening).toBe(1)
    end(wire)
    expect(listening).toBe(0)
  })

  it('with a bad input or a refusing source end at once, as data', async () => {
    const wire = connect(
      createTestService({
        sources: { run: () => failure('not-found', { id: 'failure.cancelled' }) },
      }),
    )
    wire.say({ t: 'subscribe', id: 1, name: 'run', input: {} })
    expect(await wire.answerTo(1)).toMatchObject({
      t: 'end',
      failure: { code: 'bad-input', fields: [{ path: 'runId' }] },
    })
    wire.say({ t: 'subscribe', id: 2, name: 'run', input: { runId: 'x' } })
    expect(await wire.answerTo(2)).toMatchObject({ t: 'end', failure: { code: 'not-found' } })
  })
})
