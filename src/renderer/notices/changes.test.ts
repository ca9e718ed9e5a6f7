import { describe, expect, it } from 'vitest'

import type { RunEvent, RunEventBody } from '../../shared/model/run.ts'
import { summarise } from './changes.ts'
import { absenceSince, eventsIn, keepLook, recallLook, shortestAwayMs } from './last-look.ts'

const startMs = Date.parse('2026-11-21T08:00:00.000Z')
const history = (...bodies: RunEventBody[]): RunEvent[] =>
  bodies.map((body, index) => ({
    runId: 'run',
    seq: index + 1,
    at: new Date(startMs + index * 1000).toISOString(),
    actor: { kind: 'engine' },
    body,
    previousHash: '',
    hash: '',
  }))
const reason = { id: 'gate.all-hold' } as const
const monitor = (checkId: string, from: 'up' | 'down', to: 'up' | 'down'): RunEventBody => ({
  type: 'monitor.changed',
  itemId: checkId,
  checkId,
  from,
  to,
  reason,
  evidenceHashes: [],
})
const gate = (from: 'go' | 'unknown', to: 'go' | 'unknown'): RunEventBody => ({
  type: 'gate.changed',
  gateId: 'g',
  title: 'Go-live',
  from,
  to,
  reason,
})

describe('summarise', () => {
  it('says nothing of nothing', () => {
    expect(summarise([])).toBeUndefined()
  })
  it('says of a monitor and a gate where they began and where they ended', () => {
    const changes = summarise(
      history(
        monitor('a', 'up', 'down'),
        monitor('a', 'down', 'up'),
        monitor('a', 'up', 'down'),
        monitor('b', 'down', 'up'),
        gate('go', 'unknown'),
      ),
    )
    expect(changes?.monitors).toEqual([
      { checkId: 'a', itemId: 'a', from: 'up', to: 'down', times: 3 },
      { checkId: 'b', itemId: 'b', from: 'down', to: 'up', times: 1 },
    ])
    expect(changes?.gates).toEqual([{ gateId: 'g', title: 'Go-live', from: 'go', to: 'unknown' }])
  })
  it('counts an item once, by what it came to', () => {
    const changes = summarise(
      history(
        { type: 'item.set', itemId: 'a', state: 'failed' },
        { type: 'item.set', itemId: 'a', state: 'passed' },
        { type: 'item.waived', itemId: 'b', by: 'Ada', reason: 'x' },
        { type: 'item.set', itemId: 'c', state: 'failed' },
        { type: 'item.set', itemId: 'd', state: 'todo' },
      ),
    )
    expect(changes).toMatchObject({ done: ['a', 'b'], failed: ['c'], others: 0 })
  })
  it('counts the rest, and does not repeat what somebody acknowledged', () => {
    expect(summarise(history({ type: 'run.noted', text: 'x' }))?.others).toBe(1)
    expect(
      summarise(history({ type: 'notice.acknowledged', by: 'Ada', notices: [] })),
    ).toBeUndefined()
  })
})

describe('an absence', () => {
  const look = { seq: 2, atMs: startMs }
  it('shorter than a minute is none, and neither is a run never looked at', () => {
    expect(absenceSince(look, startMs + shortestAwayMs - 1)).toBeUndefined()
    expect(absenceSince(undefined, startMs)).toBeUndefined()
  })
  it('goes on over a second one that follows before it was dismissed', () => {
    const first = absenceSince(look, startMs + 120_000)
    expect(first).toEqual({ seq: 2, fromMs: startMs, untilMs: startMs + 120_000 })
    const again = absenceSince({ seq: 9, atMs: startMs + 130_000 }, startMs + 500_000, first)
    expect(again).toEqual({ seq: 2, fromMs: startMs, untilMs: startMs + 500_000 })
    expect(absenceSince({ seq: 9, atMs: startMs + 130_000 }, startMs + 131_000, first)).toBe(first)
  })
  it('holds what happened in it and was not seen, and nothing that came after', () => {
    const events = history(
      gate('go', 'unknown'),
      gate('go', 'unknown'),
      gate('go', 'unknown'),
      gate('go', 'unknown'),
    )
    const absence = { seq: 1, fromMs: startMs, untilMs: startMs + 2500 }
    expect(eventsIn(absence, events).map(({ seq }) => seq)).toEqual([2, 3])
  })
})

describe('the last look', () => {
  const storage = () => {
    const held = new Map<string, string>()
    return {
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, value: string) => void held.set(key, value),
    } as Storage
  }
  it('is kept for each run', () => {
    const kept = storage()
    keepLook(kept, 'a', { seq: 7, atMs: 1 })
    expect(recallLook(kept, 'a')).toEqual({ seq: 7, atMs: 1 })
    expect(recallLook(kept, 'b')).toBeUndefined()
  })
  it('is none where the storage holds something odd, or cannot be written', () => {
    const kept = storage()
    kept.setItem('warroom.seen.a', '{"seq":"7"}')
    kept.setItem('warroom.seen.b', 'not JSON')
    expect(recallLook(kept, 'a')).toBeUndefined()
    expect(recallLook(kept, 'b')).toBeUndefined()
    const full = storage()
    full.setItem = () => {
      throw new Error('full')
    }
    expect(() => keepLook(full, 'a', { seq: 1, atMs: 1 })).not.toThrow()
  })
})
