import { describe, expect, it } from 'vitest'

import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { createSimulatedTime } from '../time/simulated-time.fixture.ts'
import { openTestMonitors } from './monitors.fixture.ts'
import { createNetwork, type NetworkChange } from './network.ts'

function openNetwork(first = ['192.0.2.7']) {
  const time = createSimulatedTime()
  const addresses = { now: first }
  const network = createNetwork({ ...time, addresses: () => addresses.now })
  const changes: NetworkChange[] = []
  network.onChange((change) => changes.push(change))
  return { time, addresses, network, changes, [Symbol.dispose]: () => network[Symbol.dispose]() }
}

describe('the network of this machine', () => {
  it('is gone with its last address, and back with the next one', async () => {
    using own = openNetwork()
    await own.time.advance(10_000)
    expect(own.changes).toEqual([])
    own.addresses.now = []
    await own.time.advance(1000)
    const fromMs = own.time.wallMs()
    expect(own.changes).toEqual([{ kind: 'lost', fromMs }])
    expect(own.network).toMatchObject({ state: 'down', lostSinceMs: fromMs, mustAsk: false })
    own.addresses.now = ['198.51.100.4']
    await own.time.advance(60_000)
    expect(own.changes.slice(1)).toEqual([{ kind: 'back', fromMs, toMs: fromMs + 1000 }])
    expect(own.network).toMatchObject({ state: 'up', lostSinceMs: undefined })
  })

  it('is another with other addresses, and the same in another order', async () => {
    using own = openNetwork(['192.0.2.7', '2001:db8::7'])
    own.addresses.now = ['2001:db8::7', '192.0.2.7']
    await own.time.advance(5000)
    expect(own.changes).toEqual([])
    own.addresses.now = ['192.0.2.7', '10.8.0.2']
    await own.time.advance(5000)
    expect(own.changes).toEqual([{ kind: 'switched' }])
  })

  it('that never was is down, and no loss', async () => {
    using own = openNetwork([])
    own.network.note('a', 'no-network')
    own.network.note('b', 'no-network')
    await own.time.advance(5000)
    expect(own.network).toMatchObject({ state: 'down', lostSinceMs: undefined })
    own.addresses.now = ['192.0.2.7']
    await own.time.advance(1000)
    expect(own.network.state).toBe('up')
  })

  it('is gone when no way leads to any of several hosts, since the first; one answer is enough', async () => {
    using own = openNetwork()
    const { network, time } = own
    for (const host of ['a', 'b', 'c']) network.note(host, 'answered')
    network.note('a', 'no-network')
    const fromMs = time.wallMs()
    await time.advance(2000)
    network.note('b', 'no-network')
    expect(network.state).toBe('up')
    network.note('c', 'no-network')
    expect(own.changes).toEqual([{ kind: 'lost', fromMs }])
    expect(network.mustAsk).toBe(true)
    await time.advance(3000)
    network.note('b', 'answered')
    expect(own.changes.at(-1)).toEqual({ kind: 'back', fromMs, toMs: fromMs + 5000 })
  })

  it('is not judged by one host, nor by one that was forgotten, nor while another answers', async () => {
    using own = openNetwork()
    const { network, time } = own
    for (let n = 0; n < 5; n++) network.note('a', 'no-network')
    expect(network.state).toBe('up')
    network.note('old', 'answered')
    network.note('a', 'no-network')
    network.note('b', 'no-network')
    expect(network.state).toBe('up')
    await time.advance(11 * 60_000)
    network.note('a', 'no-network')
    expect(network.state).toBe('up')
    network.note('b', 'no-network')
    expect(network.state).toBe('down')
  })
})

const text = ['far1', 'far2', 'far3', 'near', 'tool'].map((id) => `${id} 1 ${id}`).join('\n')
const minute = 60_000

function openBoard(dir: string) {
  const lost = { now: false, toolFails: false }
  const engine = openTestMonitors(dir, {
    text,
    everySeconds: (id) => (id === 'far3#1' ? 60 : 5),
    hostOf: (itemId) => `${itemId}.test`,
    reachOf: (itemId) => (itemId === 'near' ? 'here' : itemId === 'tool' ? 'unclear' : 'elsewhere'),
    answers(checkId) {
      if (checkId === 'tool#1') return { status: lost.now || lost.toolFails ? 503 : 200 }
      return lost.now && checkId !== 'near#1' ? undefined : { status: 200 }
    },
  })
  return { lost, engine }
}

describe('monitors without a network', () => {
  it('know nothing of what lies elsewhere, go on with what is here, and no failure is made up', async () => {
    using folder = temporaryFolder()
    const { engine, lost } = openBoard(folder.dir)
    await using _ = engine
    const runId = await engine.startRun()
    const status = (id: string) => engine.monitors.status(runId, `${id}#1`)
    await engine.time.advance(2 * minute)
    const before = engine.eventsOf(runId).length

    lost.now = true
    engine.addresses.now = []
    await engine.time.advance(1000)
    const lostMs = engine.network.lostSinceMs ?? 0
    const since = new Date(lostMs).toISOString()
    for (const id of ['far1', 'far2', 'far3'])
      expect(status(id)).toMatchObject({ state: 'unknown', since, stale: true })
    expect(status('near')).toMatchObject({ state: 'up', stale: false })
    await engine.time.advance(10 * minute)
    expect(status('near')).toMatchObject({ state: 'up', stale: false })
    expect(status('tool')).toMatchObject({ state: 'up', window: { counts: { failed: 0 } } })
    expect(engine.interruptions()).toBe(0)

    lost.now = false
    engine.addresses.now = ['198.51.100.4']
    const looks = engine.looks()
    await engine.time.advance(15_000)
    for (const id of ['far1', 'far2', 'far3', 'near', 'tool'])
      expect(status(id)).toMatchObject({ state: 'up', stale: false })
    // No burst: what is due in 15 s, and one look more of each.
    expect(engine.looks() - looks).toBeLessThanOrEqual(3 * 4 + 3 + 4)
    expect(engine.interruptions()).toBe(1)
    expect(engine.eventsOf(runId)).toHaveLength(before)

    const nowMs = Math.round(engine.time.wallMs())
    const history = async (id: string) =>
      valueOf(
        await engine.call['monitor.history'](
          {
            runId,
            checkId: `${id}#1`,
            from: new Date(nowMs - 20 * minute).toISOString(),
            to: new Date(nowMs).toISOString(),
            points: 200,
          },
          engine.idle,
        ),
      )
    const far = await history('far1')
    expect(far.gaps).toMatchObject([{ from: since, cause: 'network' }])
    expect(far.summary.counts).toMatchObject({ failed: 0, unknown: 0 })
    expect(far.summary.coverage).toBeLessThan(0.2)
    const near = await history('near')
    expect(near.gaps).toEqual([])
    expect(near.summary.counts.passed).toBeGreaterThan(140)
    const notes = engine.store.events
      .read(runId)
      .flatMap(({ body }) => (body.type === 'engine.note' ? [body.message.id] : []))
    expect(notes).toEqual(['monitor.network-lost', 'monitor.gap.network'])
  })

  it('find out by themselves that it leads nowhere, and within 15 s that it leads on, however seldom they look', async () => {
    using folder = temporaryFolder()
    const { engine, lost } = openBoard(folder.dir)
    await using _ = engine
    const runId = await engine.startRun()
    await engine.time.advance(2 * minute)
    // The bridge of a container engine keeps its address.
    lost.now = true
    await engine.time.advance(70_000)
    expect(engine.network).toMatchObject({ state: 'down', mustAsk: true })
    await engine.time.advance(10 * minute)
    lost.now = false
    await engine.time.advance(15_000)
    expect(engine.network.state).toBe('up')
    for (const id of ['far1', 'far2', 'far3'])
      expect(engine.monitors.status(runId, `${id}#1`)).toMatchObject({ state: 'up', stale: false })
  })

  it('count a command that fails here again as soon as there is a network', async () => {
    using folder = temporaryFolder()
    const { engine, lost } = openBoard(folder.dir)
    await using _ = engine
    const runId = await engine.startRun()
    await engine.time.advance(minute)
    lost.toolFails = true
    lost.now = true
    engine.addresses.now = []
    await engine.time.advance(minute)
    expect(engine.monitors.status(runId, 'tool#1')).toMatchObject({ state: 'up' })
    lost.now = false
    engine.addresses.now = ['192.0.2.7']
    await engine.time.advance(15_000)
    expect(engine.monitors.status(runId, 'tool#1')).toMatchObject({ state: 'down' })
  })

  it('look anew on another network, and have what was kept open tried', async () => {
    using folder = temporaryFolder()
    const { engine } = openBoard(folder.dir)
    await using _ = engine
    const runId = await engine.startRun()
    await engine.time.advance(2 * minute + 1000)
    const at = () => engine.monitors.status(runId, 'far3#1')?.last?.at ?? ''
    const before = at()
    engine.addresses.now = ['10.8.0.2']
    await engine.time.advance(12_000)
    expect(engine.interruptions()).toBe(1)
    expect(Date.parse(at())).toBeGreaterThan(Date.parse(before))
    expect(
      engine.eventsOf(runId).filter(({ body }) => body.type === 'monitor.changed'),
    ).toHaveLength(5)
  })
})
