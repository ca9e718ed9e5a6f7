import { describe, expect, it } from 'vitest'

import { verifyChain } from '../store/chain.ts'
import {
  openTestStore,
  steppingClock,
  temporaryFolder,
  valueOf,
} from '../store/temporary-store.fixture.ts'
import { idle, openTestRuns } from './runs.fixture.ts'

describe('a run', () => {
  it('pins runbook, profile, release, people and T0, under the operator’s name', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    valueOf(test.store.settings.set({ operator: 'Grace' }))
    const runId = await test.createRun()
    const head = valueOf(test.runs.sources.run({ runId })).get('head')
    expect(head).toMatchObject({
      kind: 'head',
      head: {
        id: runId,
        runbookHash: test.hash,
        profileName: 'prod-eu',
        environment: 'practice',
        release: { lastGood: '4.1.7' },
        people: [{ name: 'Ada', role: 'ops' }],
        t0: '2026-11-21T20:00:00.000Z',
        counts: { todo: 5 },
        headSeq: 1,
        imported: false,
        dues: { before: { fromSeconds: -3600 } },
      },
    })
    const [event] = test.store.events.read(runId)
    expect(event?.actor).toEqual({ kind: 'person', name: 'Grace' })
    if (event?.body.type !== 'run.created') throw new Error('a run begins by being created')
    expect(test.store.library.profile(event.body.profileHash)).toBe('name: prod-eu\n')
  })

  it('takes every act as an event, and each subscription hears what changed', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const { handlers, sources } = test.runs
    const runId = await test.createRun()
    const run = valueOf(sources.run({ runId }))
    const timeline = valueOf(sources.timeline({ runId }))
    const runKeys: string[][] = []
    const timelineKeys: string[][] = []
    const runsKeys: string[][] = []
    run.onChange((keys) => runKeys.push([...keys]))
    timeline.onChange((keys) => timelineKeys.push([...keys]))
    valueOf(sources.runs({})).onChange((keys) => runsKeys.push([...keys]))

    const itemIds = ['ready', 'backup', 'ready']
    valueOf(await handlers['item.set']({ runId, itemIds, state: 'passed', note: 'seen' }, idle))
    valueOf(
      await handlers['item.waive']({ runId, itemId: 'drop', by: 'Eve', reason: 'later' }, idle),
    )
    valueOf(await handlers['item.note']({ runId, itemId: 'drop', text: 'pw is hunter2' }, idle))
    valueOf(
      await handlers['phase.sign']({ runId, phaseId: 'before', by: 'Eve', role: 'lead' }, idle),
    )
    valueOf(await handlers['run.note']({ runId, text: 'here we go' }, idle))
    valueOf(await handlers['run.undo']({ runId, seq: 6 }, idle))

    expect(runKeys.slice(0, 4)).toEqual([
      ['head', 'item:ready', 'item:backup'],
      ['head', 'item:drop'],
      ['head', 'item:drop'],
      ['head', 'sign:6'],
    ])
    expect(runKeys.at(-1)).toContain('sign:6')
    expect(run.get('sign:6')).toBeUndefined()
    expect(timelineKeys).toEqual([['2', '3'], ['4'], ['5'], ['6'], ['7'], ['8']])
    expect(runsKeys).toEqual(Array.from({ length: 6 }, () => [runId]))
    expect([...timeline.entries()].map(([key]) => key)).toHaveLength(8)
    expect(run.get('item:ready')).toMatchObject({ item: { state: 'passed', note: 'seen' } })
    expect(run.get('item:drop')).toMatchObject({
      item: { state: 'waived', notes: [{ text: 'pw is «secret»' }] },
    })
    expect([...run.entries()].map(([key]) => key)).toEqual([
      'head',
      'item:ready',
      'item:backup',
      'item:migrate',
      'item:drop',
      'item:after-watch',
    ])
    const report = valueOf(await handlers['run.verify']({ runId }, idle))
    expect(report).toMatchObject({ valid: true, events: 8 })
  })

  it('refuses what its runbook does not have, and what cannot be taken back', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const { handlers } = test.runs
    const runId = await test.createRun()
    const note = { runId, text: 'x' }
    valueOf(await handlers['run.note'](note, idle))
    valueOf(await handlers['run.undo']({ runId, seq: 2 }, idle))
    const refusals = await Promise.all([
      handlers['item.set']({ runId, itemIds: ['ready', 'nope'], state: 'passed' }, idle),
      handlers['item.note']({ ...note, itemId: 'nope' }, idle),
      handlers['phase.sign']({ runId, phaseId: 'nope', by: 'Eve', role: '' }, idle),
      handlers['run.note']({ ...note, runId: 'nope' }, idle),
      handlers['run.undo']({ runId, seq: 99 }, idle),
      handlers['run.undo']({ runId, seq: 1 }, idle),
      handlers['run.undo']({ runId, seq: 2 }, idle),
      handlers['run.reopen']({ runId, note: '' }, idle),
      handlers['evidence.get']({ hash: 'nope' }, idle),
    ])
    expect(refusals.map((result) => (result.ok ? 'ok' : result.failure.message.id))).toEqual([
      'run.unknown-item',
      'run.unknown-item',
      'run.unknown-phase',
      'run.unknown',
      'run.unknown-event',
      'run.not-undoable',
      'run.already-undone',
      'run.not-closed',
      'run.unknown-evidence',
    ])
    expect(test.store.events.read(runId)).toHaveLength(3)
  })

  it('closed refuses changes until it is reopened', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const { handlers } = test.runs
    const runId = await test.createRun()
    valueOf(await handlers['run.close']({ runId, note: 'done' }, idle))
    const set = { runId, itemIds: ['ready'], state: 'passed' as const }
    const check = { runId, itemIds: ['ready'], agreed: [] }
    for (const refused of [
      await handlers['item.set'](set, idle),
      await handlers['check.start'](check, idle),
      await handlers['run.undo']({ runId, seq: 2 }, idle),
      await handlers['run.close']({ runId, note: 'again' }, idle),
    ])
      expect(refused).toMatchObject({ ok: false, failure: { message: { id: 'run.closed' } } })
    valueOf(await handlers['run.reopen']({ runId, note: 'one more' }, idle))
    valueOf(await handlers['item.set'](set, idle))
  })

  it('seen by a second Warroom: everything reads, nothing changes, nothing is marked', async () => {
    using folder = temporaryFolder()
    await using first = openTestRuns(folder.dir)
    const runId = await first.createRun()
    first.target.answers.set(
      'migrate#1',
      (signal) =>
        new Promise((resolve) => {
          const base = { startedAt: '2026-11-21T08:00:00.000Z', durationMs: 1, target: 't' }
          const message = { id: 'failure.cancelled' } as const
          signal.addEventListener('abort', () =>
            resolve({ kind: 'unmeasurable', cause: 'cancelled', message, ...base }),
          )
        }),
    )
    const start = { runId, itemIds: ['migrate'], agreed: [] }
    valueOf(await first.runs.handlers['check.start'](start, idle))
    await expect.poll(() => first.target.measured).toEqual(['migrate#1'])

    await using second = openTestRuns(folder.dir)
    const run = valueOf(second.runs.sources.run({ runId }))
    expect(run.get('item:migrate')).toMatchObject({ item: { state: 'running' } })
    const set = { runId, itemIds: ['ready'], state: 'passed' as const }
    for (const refused of [
      await second.runs.handlers['item.set'](set, idle),
      await second.runs.handlers['check.start'](start, idle),
    ])
      expect(refused).toMatchObject({ ok: false, failure: { code: 'read-only' } })
    valueOf(await first.runs.handlers['item.set'](set, idle))
    await expect
      .poll(() => run.get('item:ready'), { timeout: 20_000 })
      .toMatchObject({ item: { state: 'passed' } })
  })

  it('is the same after closing and opening', async () => {
    using folder = temporaryFolder()
    let runId: string
    let before: unknown[]
    {
      await using test = openTestRuns(folder.dir)
      runId = await test.createRun()
      const set = { runId, itemIds: ['ready'], state: 'failed' as const }
      valueOf(await test.runs.handlers['item.set'](set, idle))
      before = [...valueOf(test.runs.sources.run({ runId })).entries()]
    }
    await using test = openTestRuns(folder.dir)
    expect([...valueOf(test.runs.sources.run({ runId })).entries()]).toEqual(before)
    expect([...valueOf(test.runs.sources.runs({})).entries()]).toMatchObject([
      [runId, { counts: { failed: 1, todo: 4 }, headSeq: 2 }],
    ])
  })

  it('written by two clocks still holds', async () => {
    using folder = temporaryFolder()
    let runId: string
    {
      const store = openTestStore(folder.dir, steppingClock('2026-11-21T09:00:00.000Z'))
      await using test = openTestRuns(folder.dir, { store })
      runId = await test.createRun()
    }
    const store = openTestStore(folder.dir, steppingClock('2020-01-01T00:00:00.000Z'))
    await using test = openTestRuns(folder.dir, { store })
    valueOf(await test.runs.handlers['run.note']({ runId, text: 'back in time' }, idle))
    expect(verifyChain(store.events.read(runId), store.events.run(runId)?.head).valid).toBe(true)
  })
})
