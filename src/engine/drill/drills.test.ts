import { afterAll, afterEach, beforeAll, describe, expect, it, test, vi } from 'vitest'

import { soon } from '../rollback/rollback.fixture.ts'
import { verifyExport } from '../run/run-file.ts'
import { valueOf } from '../store/temporary-store.fixture.ts'
import { openDrillBench } from './drill.fixture.ts'

const refusal = (code: string, id: string) => ({ ok: false, failure: { code, message: { id } } })
type Bench = Awaited<ReturnType<typeof openDrillBench>>

describe('one Warroom, one drill after the other', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await openDrillBench()
  })
  afterEach(async () => {
    for (const { drillId, state } of bench.drills())
      if (state === 'under-way')
        valueOf(await bench.handlers['drill.give-up']({ drillId }, bench.idle))
  })
  afterAll(() => bench[Symbol.asyncDispose]())
  const result = (drillId: string) => bench.drills().find((one) => one.drillId === drillId)?.result

  it('says why the range could not be started for it', async () => {
    const failed = bench.start()
    bench.range.say({ type: 'failed', detail: 'no room' })
    expect(await failed).toMatchObject(refusal('unavailable', 'range.not-started'))
    bench.range.die()
    await vi.waitFor(async () => {
      const again = bench.start()
      bench.range.die()
      expect(await again).toMatchObject(refusal('unavailable', 'range.not-started'))
    }, soon)
  })

  it('is cancelled, and takes the range that it started along', async () => {
    const cancel = new AbortController()
    const started = bench.start({}, { signal: cancel.signal })
    await bench.untilRange('starting')
    cancel.abort()
    expect(await started).toMatchObject(refusal('cancelled', 'drill.cancelled'))
    expect(await bench.start()).toMatchObject(refusal('conflict', 'drill.range-stopping'))
    await bench.untilRange('stopped')
    expect(bench.range.heard).toEqual([{ type: 'stop' }])
  })

  it('is cancelled, and leaves the range that somebody else started', async () => {
    valueOf(await bench.handlers['range.start']({}, bench.idle))
    const started = bench.start({}, { signal: AbortSignal.abort() })
    expect(await started).toMatchObject(refusal('cancelled', 'drill.cancelled'))
    expect(bench.rangeStatus()?.state).toBe('starting')
    expect(bench.drills()).toEqual([])
  })

  it('says what this machine lacks for it', async () => {
    const started = bench.start({ kind: 'redis-full' })
    bench.range.say({ type: 'part', part: { name: 'sshd', state: 'up' } })
    bench.range.say({ type: 'part', part: { name: 'redis', state: 'missing' } })
    bench.range.ready()
    const refused = await started
    expect(refused).toMatchObject(refusal('unavailable', 'drill.kind-impossible'))
    expect(refused).toMatchObject({ failure: { message: { values: { parts: 'redis' } } } })
    // Where the range is a thread, nobody can kill the engine and see it come back.
    expect(bench.rangeStatus()?.drillKinds).toEqual(['bad-release'])
    expect(await bench.start({ kind: 'laptop-killed' })).toMatchObject(
      refusal('unsupported', 'drill.needs-own-process'),
    )
    expect(bench.range.asked()).toBeUndefined()
  })

  it('opens a run of the drill’s runbook, and has the range broken in a while', async () => {
    const { runId, drillId } = await bench.begun({ locale: 'fr', begins: 'within-a-minute' })
    const asked = bench.range.asked()
    expect(asked).toMatchObject({ drillId, kind: 'bad-release', enginePid: process.pid })
    expect(asked?.afterMs).toBeGreaterThanOrEqual(5_000)
    expect(asked?.afterMs).toBeLessThan(60_000)
    const run = valueOf(bench.sources.runs({})).get(runId)
    expect(run).toMatchObject({
      id: runId,
      environment: 'practice',
      runbookName: 'drill.fr.md',
      release: { version: '2.1', lastGood: '2.0' },
    })
    expect(run?.title).toMatch(/^Exercice \d/)
    expect(Date.parse(run?.t0 ?? '')).toBeLessThan(Date.now() - 60_000)
    expect(await bench.start()).toMatchObject(refusal('conflict', 'drill.under-way'))
  })

  it('closes the run of the one before, which is over', async () => {
    const first = await bench.begun()
    valueOf(await bench.handlers['drill.give-up']({ drillId: first.drillId }, bench.idle))
    const isClosed = (runId: string) =>
      valueOf(bench.sources.runs({})).get(runId)?.closedAt !== undefined
    expect(isClosed(first.runId)).toBe(false)
    const second = await bench.begun()
    expect(isClosed(first.runId)).toBe(true)
    expect(isClosed(second.runId)).toBe(false)
  })

  it('tells nobody what breaks, or that it has, before it is over', async () => {
    const { runId, drillId } = await bench.begun()
    bench.range.drill('broken')
    const entry = bench.drills().find((one) => one.drillId === drillId)
    expect(entry).toEqual({
      drillId,
      runId,
      runTitle: expect.stringMatching(/^Drill \d/),
      by: 'Ada',
      startedAt: expect.any(String),
      state: 'under-way',
    })
    const told = JSON.stringify([bench.events(runId), bench.rangeStatus()?.problem ?? ''])
    expect(told).toContain('drill.started')
    expect(told).not.toContain('bad-release')
    expect(told).not.toContain('broken')
  })

  it('is over once it was led back and the range is whole, and its history holds', async () => {
    const { runId, drillId } = await bench.begun()
    bench.range.drill('broken')
    await bench.lead(runId, 'other')
    await bench.lead(runId)
    expect(result(drillId)).toBeUndefined()
    bench.range.drill('whole')
    const ended = await bench.ended(drillId)
    expect(ended).toMatchObject({
      outcome: 'solved',
      kind: 'bad-release',
      plan: { id: 'back', title: 'Back to 4.1', budgetMs: 300_000 },
    })
    const { brokenAt, detectedAt, decidedAt, actedAt, verifiedAt } = ended
    const moments = [brokenAt, detectedAt, decidedAt, actedAt, verifiedAt]
    const times = moments.map((moment = '') => Date.parse(moment))
    expect(times).toEqual(times.toSorted((one, other) => one - other))
    expect(times).not.toContain(Number.NaN)
    expect(ended.wrongTurns[0]?.text.id).toBe('drill.wrong.plan')
    expect(bench.range.isToldToMend(drillId)).toBe(true)
    const verified = await bench.handlers['run.verify']({ runId }, bench.idle)
    expect(verified).toMatchObject({ value: { valid: true } })
    const { base64 } = valueOf(await bench.handlers['run.export']({ runId }, bench.idle))
    const file = await verifyExport(Buffer.from(base64, 'base64'))
    expect(file).toMatchObject({ value: { valid: true } })
    const report = { runId, format: 'markdown', locale: 'fr' } as const
    const { text } = valueOf(await bench.handlers['run.report'](report, bench.idle))
    expect(text).toContain('Exercice terminé, retour arrière réussi (« une version qui répondait')
    expect(await bench.handlers['drill.give-up']({ drillId }, bench.idle)).toMatchObject(
      refusal('conflict', 'drill.over'),
    )
  })

  it('counts for the readiness of another run with the same person, and its history holds', async () => {
    const runbookHash = await bench.open(
      'go.md',
      bench.runbook.replaceAll('budget: 5m', 'budget: 4m'),
    )
    const { runId } = valueOf(
      await bench.handlers['run.create'](
        {
          runbookHash,
          profile: 'practice',
          title: 'Go',
          release: { version: '4.2', commit: '', lastGood: '4.1' },
          people: [{ name: 'Ada', role: 'Ops' }],
        },
        bench.idle,
      ),
    )
    valueOf(await bench.handlers['readiness.check']({ runId }, bench.idle))
    const lines = [...valueOf(bench.sources.readiness({ runId })).entries()].map(([, one]) => one)
    expect(lines.find(({ id }) => id === 'rehearsal:back')).toMatchObject({
      state: 'ready',
      reason: { id: 'readiness.rehearsal.drill', values: { by: 'Ada', budget: 4 } },
    })
    const verified = await bench.handlers['run.verify']({ runId }, bench.idle)
    expect(verified).toMatchObject({ value: { valid: true } })
  })

  it('credits no plan that was begun when all was back, and does not end by a rehearsal', async () => {
    const { runId, drillId } = await bench.begun()
    bench.range.drill('broken')
    bench.range.drill('whole')
    await bench.lead(runId, 'back', 'rehearsal')
    expect(result(drillId)).toBeUndefined()
    await bench.lead(runId)
    const ended = await bench.ended(drillId)
    expect(ended).toMatchObject({ outcome: 'solved', verifiedAt: expect.any(String) })
    expect(ended).not.toHaveProperty('plan')
    const verified = await bench.handlers['run.verify']({ runId }, bench.idle)
    expect(verified).toMatchObject({ value: { valid: true } })
  })

  it('is given up: it is told what it was, and mended', async () => {
    const { drillId } = await bench.begun()
    bench.range.drill('broken')
    valueOf(await bench.handlers['drill.give-up']({ drillId }, bench.idle))
    expect(result(drillId)).toMatchObject({ outcome: 'given-up', kind: 'bad-release' })
    expect(bench.range.isToldToMend(drillId)).toBe(true)
    expect(await bench.handlers['drill.give-up']({ drillId: 'none' }, bench.idle)).toMatchObject(
      refusal('not-found', 'drill.unknown'),
    )
  })

  const brokenOff = { outcome: 'broken-off', kind: 'bad-release', wrongTurns: [] }

  it('is broken off with its run', async () => {
    const { runId, drillId } = await bench.begun()
    valueOf(await bench.handlers['run.close']({ runId, note: '' }, bench.idle))
    expect(await bench.ended(drillId)).toEqual(brokenOff)
    expect(bench.range.isToldToMend(drillId)).toBe(true)
  })

  it('is broken off where the range could not be broken, and says why', async () => {
    const { runId, drillId } = await bench.begun()
    bench.range.drill('failed', { problem: 'no room' })
    expect(await bench.ended(drillId)).toEqual(brokenOff)
    expect(bench.events(runId).map(({ body }) => body)).toContainEqual({
      type: 'engine.note',
      message: { id: 'drill.not-broken', values: { detail: 'no room' } },
    })
  })

  it('is broken off with the range, stopped or fallen over', async () => {
    const first = await bench.begun()
    valueOf(await bench.handlers['range.stop']({}, bench.idle))
    expect(await bench.ended(first.drillId)).toEqual(brokenOff)
    // Nothing of what is gone is watched on, and what is one's own goes on.
    const open = [...valueOf(bench.sources.runs({})).entries()].flatMap(([, { closedAt, title }]) =>
      closedAt === undefined ? [title] : [],
    )
    expect(open).toEqual(['Go'])
    await bench.untilRange('stopped')
    const kept = [...valueOf(bench.sources.runbooks({})).entries()].map(([, one]) => one.fileName)
    expect(kept).toContain('go.md')
    expect(kept.filter((name) => name.startsWith('drill.'))).toEqual([])
    const second = await bench.begun()
    bench.range.die()
    expect(await bench.ended(second.drillId)).toEqual(brokenOff)
  })
})

test('a Warroom that is killed, whose range goes on or does not', async () => {
  await using bench = await openDrillBench()
  const first = await bench.begun()
  bench.range.drill('broken')
  await bench.killed(true)
  expect(bench.range.heard).toMatchObject([{ type: 'hello' }])
  bench.range.ready()
  bench.range.drill('broken')
  await bench.untilRange('running')
  expect(bench.drills()).toMatchObject([{ drillId: first.drillId, state: 'under-way' }])
  await bench.lead(first.runId)
  bench.range.drill('whole')
  const led = await bench.ended(first.drillId)
  expect(led).toMatchObject({ outcome: 'solved', kind: 'bad-release' })
  expect(led.brokenAt).toBe(bench.range.brokenAt())

  // It was killed before it said a word of the drill to the range, which has another’s.
  const second = await bench.begun({ kind: 'bad-release' })
  await bench.killed(true)
  bench.range.ready()
  bench.range.drill('broken', { drillId: 'strange' })
  await vi.waitFor(() => expect(bench.range.isToldToMend('strange')).toBe(true), soon)
  const nobodyKnows = { outcome: 'broken-off', wrongTurns: [] }
  expect(await bench.ended(second.drillId)).toEqual(nobodyKnows)

  const third = await bench.begun()
  bench.range.drill('broken')
  await bench.killed(false)
  expect(await bench.ended(third.drillId)).toEqual(nobodyKnows)

  // Closed in order, it still knows.
  const fourth = await bench.begun({ kind: 'bad-release' })
  await bench.reopened()
  expect(await bench.ended(fourth.drillId)).toEqual({ ...nobodyKnows, kind: 'bad-release' })
})

test('a drill that goes on elsewhere is none of ours, and is over where its run is taken over', async () => {
  await using theirs = await openDrillBench()
  await using ours = await openDrillBench()
  const { runId, drillId } = await theirs.begun()
  const { base64 } = valueOf(await theirs.handlers['run.export']({ runId }, theirs.idle))
  valueOf(await ours.handlers['run.import']({ base64 }, ours.idle))
  expect(ours.drills()).toEqual([])
  const own = await ours.begun()

  valueOf(await ours.handlers['run.take-over']({ runId, by: 'Bob' }, ours.idle))
  expect(await ours.ended(drillId)).toEqual({ outcome: 'broken-off', wrongTurns: [] })
  expect(ours.drills().find((one) => one.drillId === own.drillId)?.state).toBe('under-way')

  // A second Warroom on the same folder only looks on.
  const reader = await ours.reader()
  const wanted = { by: 'Ada', begins: 'at-once', locale: 'en' } as const
  expect(await reader.handlers['drill.start'](wanted, ours.idle)).toMatchObject(
    refusal('read-only', 'failure.read-only'),
  )
  expect([...valueOf(reader.sources.drills({})).entries()]).toHaveLength(2)
})
