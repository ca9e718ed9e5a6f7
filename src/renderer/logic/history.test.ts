import { describe, expect, it } from 'vitest'

import type { RunEvent, RunEventBody } from '../../shared/model/run.ts'
import { lastUndoable, undoneSeqs } from './history.ts'

function events(...bodies: RunEventBody[]): RunEvent[] {
  return bodies.map((body, index) => ({
    runId: 'run',
    seq: index + 1,
    at: '2026-11-21T14:00:00.000Z',
    actor: { kind: 'person', name: 'Ana' },
    body,
    previousHash: '',
    hash: '',
  }))
}
const pass = (itemId: string): RunEventBody => ({ type: 'item.set', itemId, state: 'passed' })
const undo = (seq: number): RunEventBody => ({ type: 'event.undone', seq })

describe('undoneSeqs', () => {
  it('holds what was undone', () => {
    expect(undoneSeqs(events(pass('a'), pass('b'), undo(1)))).toEqual(new Set([1]))
  })
  it('gives back what an undone undo had taken', () => {
    expect(undoneSeqs(events(pass('a'), undo(1), undo(2)))).toEqual(new Set([2]))
  })
})

describe('lastUndoable', () => {
  it('goes back one act at a time', () => {
    expect(lastUndoable(events(pass('a'), pass('b')))?.seq).toBe(2)
    expect(lastUndoable(events(pass('a'), pass('b'), undo(2)))?.seq).toBe(1)
    expect(lastUndoable(events(pass('a'), pass('b'), undo(2), undo(1)))).toBeUndefined()
  })
  it('does not take back what a machine measured', () => {
    const finished: RunEventBody = {
      type: 'check.orphaned',
      attemptId: 'x',
      itemId: 'a',
      checkId: 'a#1',
    }
    expect(lastUndoable(events(pass('a'), finished))?.seq).toBe(1)
  })
})
