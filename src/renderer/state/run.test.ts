import { describe, expect, it } from 'vitest'

import type { ItemStatus, Signature } from '../../shared/model/run.ts'
import type { RunEntry } from '../../shared/rpc/contract.ts'
import { countStates } from '../logic/counts.ts'
import { readRun } from './run.ts'
import type { RunState } from './run.ts'

const status = (itemId: string): ItemStatus => ({
  itemId,
  state: 'todo',
  seq: 0,
  notes: [],
  results: [],
  outcomeUnknown: false,
})
const signature: Signature = { seq: 3, phaseId: 'p', by: 'Ana', role: '', at: '', openItems: 0 }

describe('readRun', () => {
  const entries = new Map<string, RunEntry>([
    ['item:a', { kind: 'item', item: status('a') }],
    ['item:b', { kind: 'item', item: status('b') }],
    ['sign:3', { kind: 'signature', signature }],
    ['progress', { kind: 'progress', total: 3, done: 1, running: ['a'] }],
  ])
  it('sorts entries by what they are', () => {
    const run = readRun('run', { entries, loaded: true, stale: false })
    expect([...run.items.keys()]).toEqual(['a', 'b'])
    expect(run.signatures).toEqual([signature])
    expect(run.progress).toMatchObject({ total: 3, done: 1 })
    expect(run.head).toBeUndefined()
  })
  it('keeps due times while they are the same', () => {
    const headOf = (seq: number, fromSeconds: number): RunEntry => ({
      kind: 'head',
      head: {
        id: 'run',
        title: '',
        runbookHash: '',
        runbookName: '',
        profileName: '',
        environment: 'staging',
        release: { version: '', commit: '', lastGood: '' },
        createdAt: '',
        counts: countStates([]),
        headSeq: seq,
        headHash: '',
        imported: false,
        people: [],
        dues: { a: { fromSeconds, source: '' } },
      },
    })
    const read = (entry: RunEntry, before?: RunState) =>
      readRun('run', { entries: new Map([['head', entry]]), loaded: true, stale: false }, before)
    const first = read(headOf(1, 60))
    const second = read(headOf(2, 60), first)
    expect(second.head?.headSeq).toBe(2)
    expect(second.head?.dues).toBe(first.head?.dues)
    expect(read(headOf(3, 90), second).head?.dues['a']?.fromSeconds).toBe(90)
  })
  it('keeps the object of an item that did not change, so that its row is not drawn again', () => {
    const before = readRun('run', { entries, loaded: true, stale: false })
    const changed = new Map(entries).set('item:b', { kind: 'item', item: status('b') })
    const after = readRun('run', { entries: changed, loaded: true, stale: false })
    expect(after.items.get('a')).toBe(before.items.get('a'))
    expect(after.items.get('b')).not.toBe(before.items.get('b'))
  })
})
