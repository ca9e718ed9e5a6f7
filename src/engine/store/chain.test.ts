import { DatabaseSync } from 'node:sqlite'

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { RunEvent } from '../../shared/model/run.ts'
import { canonicalJson } from './canonical.ts'
import { genesisHash, hashEvent, verifyChain } from './chain.ts'
import { created, openTestStore, temporaryFolder, valueOf } from './temporary-store.fixture.ts'

const actor = { kind: 'person', name: 'Ada' } as const

function chainOf(texts: readonly string[]): RunEvent[] {
  let previousHash = genesisHash
  return texts.map((text, index) => {
    const event = {
      runId: 'run',
      seq: index + 1,
      at: '2026-11-21T08:00:00.000Z',
      actor,
      body: { type: 'run.noted', text } as const,
      previousHash,
    }
    previousHash = hashEvent(event)
    return { ...event, hash: previousHash }
  })
}
const anchorOf = (events: readonly RunEvent[]) => ({
  seq: events.length,
  hash: events.at(-1)?.hash ?? genesisHash,
})

describe('canonical JSON', () => {
  it('spells RFC 8785’s own example as it does', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('sorts members by UTF-16 code units', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6']
    const sorted = Object.keys(
      JSON.parse(canonicalJson(Object.fromEntries(names.map((name) => [name, 0])))),
    )
    expect(sorted).toEqual(['1', '\r', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'])
  })

  it('means the same value, and has one spelling whatever the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(JSON.parse(text))).toBe(text)
        expect(canonicalJson(reversed(value))).toBe(text)
      }),
    )
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  )
}

describe('bar 15: the verifier names the first bad link', () => {
  const texts = fc.array(fc.string(), { minLength: 1, maxLength: 30 })

  it('holds for an untouched chain', () => {
    fc.assert(
      fc.property(texts, (list) => {
        const events = chainOf(list)
        expect(verifyChain(events, anchorOf(events))).toEqual({
          valid: true,
          events: events.length,
          headHash: events.at(-1)?.hash,
        })
      }),
    )
  })

  it('edited: any field of any event', () => {
    const edits: ((event: RunEvent) => RunEvent)[] = [
      (event) => ({ ...event, at: '2026-11-21T08:00:00.001Z' }),
      (event) => ({ ...event, actor: { kind: 'engine' } }),
      (event) => ({ ...event, body: { type: 'run.noted', text: 'never said' } }),
      (event) => ({ ...event, previousHash: 'f'.repeat(64) }),
      (event) => ({ ...event, hash: 'f'.repeat(64) }),
    ]
    fc.assert(
      fc.property(texts, fc.nat(), fc.constantFrom(...edits), (list, at, edit) => {
        const events = chainOf(list)
        const index = at % events.length
        const tampered = events.map((event, i) => (i === index ? edit(event) : event))
        const report = verifyChain(tampered, anchorOf(events))
        expect(report).toMatchObject({
          valid: false,
          firstBad: { seq: index + 1, problem: { id: 'chain.edited' } },
        })
      }),
    )
  })

  it('edited and hashed again: the next link, or the anchor, gives it away', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (list, at) => {
        const events = chainOf(list)
        const index = at % events.length
        const tampered = events.map((event, i) => {
          if (i !== index) return event
          const edited = { ...event, body: { type: 'run.noted', text: `${i} edited` } as const }
          return { ...edited, hash: hashEvent(edited) }
        })
        const isLast = index === events.length - 1
        expect(verifyChain(tampered, anchorOf(events)).firstBad).toMatchObject(
          isLast
            ? { seq: index + 1, problem: { id: 'chain.rewritten' } }
            : { seq: index + 2, problem: { id: 'chain.wrong-previous' } },
        )
      }),
    )
  })

  it('deleted, inserted and reordered', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { minLength: 3, maxLength: 20 }),
        fc.nat(),
        fc.nat(),
        (list, first, second) => {
          const events = chainOf(list)
          const at = first % (events.length - 1)
          const deleted = events.toSpliced(at, 1)
          expect(verifyChain(deleted, anchorOf(events)).firstBad).toMatchObject({
            seq: at + 1,
            problem: { id: 'chain.missing' },
          })
          const other = at + 1 + (second % (events.length - 1 - at))
          const swapped = events.with(at, events[other]!).with(other, events[at]!)
          expect(verifyChain(swapped, anchorOf(events)).firstBad).toMatchObject({
            seq: at + 1,
            problem: { id: 'chain.out-of-order' },
          })
        },
      ),
    )
  })

  it('truncated, extended or rewritten in whole: against the anchor', () => {
    const events = chainOf(['a', 'b', 'c', 'd'])
    expect(verifyChain(events.slice(0, 2), anchorOf(events)).firstBad).toEqual({
      seq: 3,
      problem: { id: 'chain.truncated', values: { found: 2, seq: 4 } },
    })
    expect(verifyChain(events.slice(0, 2)).valid).toBe(true)
    expect(verifyChain(events, anchorOf(events.slice(0, 3))).firstBad).toMatchObject({
      seq: 4,
      problem: { id: 'chain.beyond-head' },
    })
    expect(verifyChain(chainOf(['a', 'B', 'c', 'd']), anchorOf(events)).firstBad).toMatchObject({
      seq: 4,
      problem: { id: 'chain.rewritten' },
    })
    expect(verifyChain([], anchorOf(events)).firstBad).toMatchObject({ seq: 1 })
  })

  it('an event of another run', () => {
    const events = chainOf(['a', 'b'])
    const foreign = { ...events[1]!, runId: 'other' }
    const tampered = [events[0]!, { ...foreign, hash: hashEvent(foreign) }]
    expect(verifyChain(tampered).firstBad).toMatchObject({
      seq: 2,
      problem: { id: 'chain.other-run' },
    })
  })
})

describe('bar 15: rows changed in the file behind our back', () => {
  const unlock = 'DROP TRIGGER events_no_update; DROP TRIGGER events_no_delete;'
  const tampering: [name: string, sql: string, seq: number, id: string][] = [
    [
      'edit',
      `UPDATE events SET body = replace(body, 'note 3', 'note X') WHERE seq = 4`,
      4,
      'chain.edited',
    ],
    ['edit into no JSON', `UPDATE events SET body = '{' WHERE seq = 4`, 4, 'chain.edited'],
    [
      'edit into an unknown event',
      `UPDATE events SET body = '{"type":"run.erased"}' WHERE seq = 4`,
      4,
      'chain.edited',
    ],
    [
      'backdate',
      `UPDATE events SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2`,
      2,
      'chain.edited',
    ],
    ['delete', `DELETE FROM events WHERE seq = 3`, 3, 'chain.missing'],
    [
      'reorder',
      `UPDATE events SET seq = 99 WHERE seq = 2; UPDATE events SET seq = 2 WHERE seq = 3; UPDATE events SET seq = 3 WHERE seq = 99`,
      2,
      'chain.edited',
    ],
    ['truncate', `DELETE FROM events WHERE seq > 4`, 5, 'chain.truncated'],
  ]

  it.each(tampering)('%s', (_name, sql, seq, id) => {
    using folder = temporaryFolder()
    {
      using store = openTestStore(folder.dir)
      valueOf(store.events.create('run', actor, created))
      for (let i = 1; i <= 5; i++)
        valueOf(store.events.append('run', actor, [{ type: 'run.noted', text: `note ${i}` }]))
    }
    {
      using outside = new DatabaseSync(`${folder.dir}/warroom.db`)
      outside.exec(unlock)
      outside.exec(sql)
    }
    using store = openTestStore(folder.dir)
    const report = verifyChain(store.events.read('run'), store.events.run('run')?.head)
    expect(report.firstBad).toMatchObject({ seq, problem: { id } })
  })
})
