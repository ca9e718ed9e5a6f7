import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { ItemState, RunEvent, RunEventBody } from '../../shared/model/run.ts'
import { genesisHash, hashEvent } from '../store/chain.ts'
import { created } from '../store/temporary-store.fixture.ts'
import { projectRun, type Projection } from './projection.ts'
import { goLive, runbookOfText } from './runs.fixture.ts'

const runbook = runbookOfText(goLive)
const edited = runbookOfText(goLive.replace('backup 0', 'backup 1').replace(/^drop.*\n/m, ''))
const runbooks = new Map([runbook, edited].map((one) => [one.hash, one]))
const first = { ...created, runbookHash: runbook.hash }

function eventsOf(bodies: readonly RunEventBody[]): RunEvent[] {
  let previousHash = genesisHash
  return [first, ...bodies].map((body, index) => {
    const event = {
      runId: 'run',
      seq: index + 1,
      at: new Date(Date.UTC(2026, 10, 21, 8, 0, index)).toISOString(),
      actor: { kind: 'person', name: 'Ada' } as const,
      body,
      previousHash,
    }
    previousHash = hashEvent(event)
    return { ...event, hash: previousHash }
  })
}

const contextOf = (live: ReadonlySet<string>) => ({
  runbookOf: (hash: string) => runbooks.get(hash),
  isLive: (attemptId: string) => live.has(attemptId),
  imported: false,
})
const project = (bodies: readonly RunEventBody[], live: string[] = []) =>
  projectRun(eventsOf(bodies), contextOf(new Set(live)))

const start = (attemptId: string, checkId = 'ready#1'): RunEventBody => ({
  type: 'check.started',
  attemptId,
  itemId: checkId.split('#')[0] ?? '',
  checkId,
  danger: 'read',
  target: 't',
})
const end = (
  attemptId: string,
  verdict: 'passed' | 'failed' | 'unknown',
  checkId = 'ready#1',
): RunEventBody => ({
  type: 'check.finished',
  attemptId,
  itemId: checkId.split('#')[0] ?? '',
  checkId,
  verdict,
  reason: { id: 'run.unknown' },
  durationMs: 1,
  evidenceHash: 'e'.repeat(64),
})
const orphan = (attemptId: string): RunEventBody => ({
  type: 'check.orphaned',
  attemptId,
  itemId: 'ready',
  checkId: 'ready#1',
})
const set = (state: 'todo' | 'passed' | 'failed' | 'not-applicable'): RunEventBody => ({
  type: 'item.set',
  itemId: 'ready',
  state,
})
const waive: RunEventBody = { type: 'item.waived', itemId: 'ready', by: 'Eve', reason: 'later' }
const undo = (seq: number): RunEventBody => ({ type: 'event.undone', seq })
const both = [end('a', 'passed'), end('b', 'passed', 'ready#2')]

describe('an item’s state', () => {
  const cases: [name: string, bodies: RunEventBody[], state: ItemState, live?: string[]][] = [
    ['nothing happened', [], 'todo'],
    ['set by hand', [set('passed')], 'passed'],
    ['set twice: the last word', [set('passed'), set('failed')], 'failed'],
    ['a check under way', [start('a')], 'running', ['a']],
    ['a check started by a process that is gone', [start('a')], 'unknown'],
    ['found and marked', [start('a'), orphan('a')], 'unknown', ['a']],
    ['one of two checks passed', [end('a', 'passed')], 'todo'],
    ['both passed', both, 'passed'],
    ['one failed', [end('a', 'failed'), end('b', 'passed', 'ready#2')], 'failed'],
    ['one unknown', [end('a', 'unknown'), end('b', 'passed', 'ready#2')], 'unknown'],
    ['failed beats unknown', [end('a', 'unknown'), end('b', 'failed', 'ready#2')], 'failed'],
    ['one failed, the other never ran', [end('a', 'failed')], 'failed'],
    ['the latest result of each counts', [end('a', 'failed'), ...both], 'passed'],
    ['by hand after a check', [end('a', 'failed'), set('passed')], 'passed'],
    ['a check after by hand', [set('passed'), end('a', 'failed')], 'failed'],
    [
      'one of two passed after by hand decides nothing',
      [set('failed'), end('a', 'passed')],
      'failed',
    ],
    [
      'set to do: results start over',
      [end('a', 'passed'), set('todo'), end('b', 'passed', 'ready#2')],
      'todo',
    ],
    ['waived', [end('a', 'failed'), waive], 'waived'],
    ['no machine takes a waiver back', [waive, ...both], 'waived'],
    ['nor shows it running', [waive, start('a')], 'waived', ['a']],
    ['a person takes it back', [waive, set('failed')], 'failed'],
    ['not applicable stays', [set('not-applicable'), end('a', 'failed')], 'not-applicable'],
    [
      'a later attempt answers a lost one',
      [start('a'), orphan('a'), start('b'), ...both],
      'passed',
    ],
    ['so does a person', [start('a'), orphan('a'), set('passed')], 'passed'],
    ['a person, before the mark is made', [start('a'), set('passed'), orphan('a')], 'passed'],
    ['running wins over what was before', [...both, start('c')], 'running', ['c']],
    ['undone: as if never set', [set('passed'), undo(2)], 'todo'],
    ['undone and redone', [set('passed'), undo(2), undo(3)], 'passed'],
    ['undone, redone, undone', [set('passed'), undo(2), undo(3), undo(4)], 'todo'],
    ['undoing to do brings results back', [...both, set('todo'), undo(4)], 'passed'],
    ['undoing a waiver', [end('a', 'failed'), waive, undo(3)], 'failed'],
    ['a result of a check that the runbook lost', [end('a', 'failed', 'ready#9')], 'todo'],
  ]
  it.each(cases)('%s', (_name, bodies, state, live) => {
    const projection = project(bodies, live)
    expect(projection.item('ready')?.state).toBe(state)
    const counts = projection.head().counts
    const rest = projection.items().length - 1
    const expected: Partial<Record<ItemState, number>> = { todo: rest }
    expected[state] = (expected[state] ?? 0) + 1
    expect(counts).toMatchObject(expected)
  })

  it('says that an outcome is unknown, and from when its state is', () => {
    expect(project([start('a')]).item('ready')).toMatchObject({ outcomeUnknown: true, seq: 2 })
    expect(project([start('a')], ['a']).item('ready')).toMatchObject({ outcomeUnknown: false })
    expect(project([start('a'), orphan('a'), set('passed')]).item('ready')).toMatchObject({
      outcomeUnknown: false,
      seq: 4,
      by: { kind: 'person', name: 'Ada' },
    })
    expect(project([waive]).item('ready')?.waiver).toMatchObject({ by: 'Eve', reason: 'later' })
  })
})

describe('a run', () => {
  it('keeps T0, closing and reopening', () => {
    const t0: RunEventBody = { type: 'run.t0', t0: '2026-11-22T10:00:00.000Z' }
    expect(project([]).head().t0).toBe(created.t0)
    expect(project([t0]).head().t0).toBe(t0.t0)
    expect(project([t0, undo(2)]).head().t0).toBe(created.t0)
    expect(project([{ type: 'run.t0' }]).head().t0).toBeUndefined()
    const closed: RunEventBody = { type: 'run.closed', note: '' }
    expect(project([closed]).head().closedAt).toBe('2026-11-21T08:00:01.000Z')
    expect(project([closed, { type: 'run.reopened', note: '' }]).head().closedAt).toBeUndefined()
  })

  it('counts what was open in a phase, and under it, when it was signed', () => {
    const sign = (phaseId: string): RunEventBody => ({
      type: 'phase.signed',
      phaseId,
      by: 'Eve',
      role: 'lead',
    })
    const projection = project([sign('before'), ...both, sign('before'), sign('after'), undo(5)])
    expect(projection.signatures()).toMatchObject([
      { seq: 2, openItems: 5 },
      { seq: 6, phaseId: 'after', openItems: 1 },
    ])
  })

  it('adopts an edited runbook: statuses survive by id, lost items leave, the history stays', () => {
    const dropped: RunEventBody = { type: 'item.set', itemId: 'drop', state: 'passed' }
    const adopted: RunEventBody = {
      type: 'runbook.adopted',
      fromHash: runbook.hash,
      toHash: edited.hash,
    }
    const projection = project([set('passed'), dropped, adopted])
    expect(projection.head().runbookHash).toBe(edited.hash)
    expect(projection.item('ready')?.state).toBe('passed')
    expect(projection.item('drop')).toBeUndefined()
    expect(projection.items()).toHaveLength(4)
    expect(projection.events.some(({ body }) => body === dropped)).toBe(true)
  })
})

describe('projecting', () => {
  const itemIds = fc.constantFrom('ready', 'migrate', 'drop')
  const attempts = fc.constantFrom('a', 'b', 'c')
  const checks = fc.constantFrom('ready#1', 'ready#2', 'migrate#1', 'drop#1')
  const body: fc.Arbitrary<RunEventBody> = fc.oneof(
    fc.record({
      type: fc.constant('item.set' as const),
      itemId: itemIds,
      state: fc.constantFrom('todo', 'passed', 'failed', 'not-applicable'),
    }),
    fc.record({
      type: fc.constant('item.waived' as const),
      itemId: itemIds,
      by: fc.constant('Eve'),
      reason: fc.constant('r'),
    }),
    fc.record({ type: fc.constant('item.noted' as const), itemId: itemIds, text: fc.string() }),
    fc.tuple(attempts, checks).map(([attemptId, checkId]) => start(attemptId, checkId)),
    fc
      .tuple(attempts, fc.constantFrom('passed', 'failed', 'unknown'), checks)
      .map(([attemptId, verdict, checkId]) => end(attemptId, verdict, checkId)),
    attempts.map(orphan),
    fc.record({
      type: fc.constant('phase.signed' as const),
      phaseId: fc.constantFrom('before', 'after'),
      by: fc.constant('Eve'),
      role: fc.constant(''),
    }),
    fc.record({ type: fc.constant('event.undone' as const), seq: fc.integer({ min: 1, max: 30 }) }),
    fc
      .constantFrom(runbook, edited)
      .map(({ hash }): RunEventBody => ({ type: 'runbook.adopted', fromHash: hash, toHash: hash })),
  )
  const shown = (projection: Projection) => ({
    head: projection.head(),
    items: projection.items(),
    signatures: projection.signatures(),
    open: projection.openAttempts(),
    undone: projection.undone(),
  })

  it('event by event gives what projecting from scratch gives', () => {
    expect.hasAssertions()
    fc.assert(
      fc.property(fc.array(body, { maxLength: 30 }), fc.subarray(['a', 'b']), (bodies, live) => {
        const context = contextOf(new Set(live))
        const events = eventsOf(bodies)
        const stepwise = projectRun([], context)
        for (const [index, event] of events.entries()) {
          stepwise.apply(event)
          expect(shown(stepwise)).toEqual(shown(projectRun(events.slice(0, index + 1), context)))
        }
      }),
    )
  })

  it('names every item that an event changed', () => {
    fc.assert(
      fc.property(fc.array(body, { maxLength: 30 }), (bodies) => {
        const projection = projectRun([], contextOf(new Set(['a'])))
        let before = new Map(projection.items().map((item) => [item.itemId, item]))
        for (const event of eventsOf(bodies)) {
          const touched = projection.apply(event)
          const after = new Map(projection.items().map((item) => [item.itemId, item]))
          const untouched = [...after.keys()].filter(
            (itemId) => touched !== 'everything' && !touched.includes(`item:${itemId}`),
          )
          expect(untouched.map((itemId) => after.get(itemId))).toEqual(
            untouched.map((itemId) => before.get(itemId)),
          )
          before = after
        }
      }),
    )
  })

  it('after an undo is as if the event had never been', () => {
    fc.assert(
      fc.property(fc.array(body, { minLength: 1, maxLength: 20 }), fc.nat(), (bodies, at) => {
        const acts = bodies.filter(({ type }) => type !== 'event.undone')
        fc.pre(acts.length > 0)
        const index = at % acts.length
        const undone = project([...acts, undo(index + 2)])
        // A note in its place keeps the numbers of the others.
        const never = project([...acts.with(index, { type: 'run.noted', text: '' }), undo(99)])
        expect(undone.items()).toEqual(never.items())
        expect(undone.signatures()).toEqual(never.signatures())
      }),
    )
  })
})
