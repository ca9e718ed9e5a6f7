import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createMerger, reorderMs } from './merger.ts'

describe('a merge', () => {
  it('puts lines that came within the window in order of their times, and loses none', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ tailId: fc.constantFrom('a', 'b'), atMs: fc.nat(400), step: fc.nat(50) }),
          { maxLength: 60 },
        ),
        (written) => {
          const merger = createMerger()
          const given: string[] = []
          const taken: { raw: string; atMs: number; arrivedMs: number }[] = []
          let nowMs = 1000
          for (const [index, { tailId, atMs, step }] of written.entries()) {
            nowMs += step
            given.push(`line ${index}`)
            // Up to 400 ms late: less than the window.
            merger.add({ tailId, atMs: nowMs - atMs, arrivedMs: nowMs, raw: `line ${index}` })
            taken.push(...merger.take(nowMs))
          }
          taken.push(...merger.take(nowMs + reorderMs))
          expect(taken.map(({ raw }) => raw).toSorted()).toEqual(given.toSorted())
          expect(merger.held).toBe(0)
        },
      ),
    )
  })

  it('orders two sources, whichever link is slower', () => {
    const merger = createMerger()
    merger.add({ tailId: 'fast', atMs: 200, arrivedMs: 210, raw: 'second' })
    merger.add({ tailId: 'slow', atMs: 100, arrivedMs: 400, raw: 'first' })
    expect(merger.take(500)).toEqual([])
    expect(merger.take(1000).map(({ raw }) => raw)).toEqual(['first', 'second'])
  })

  it('gives no more at once than is wanted, the oldest first, and the rest the next time', () => {
    const merger = createMerger()
    for (const atMs of [30, 10, 20]) merger.add({ tailId: 'a', atMs, arrivedMs: 1, raw: `${atMs}` })
    merger.add({ tailId: 'a', atMs: 5, arrivedMs: 900, raw: 'not yet' })
    expect(merger.take(1000, 2).map(({ atMs }) => atMs)).toEqual([10, 20])
    expect(merger.take(1000, 2).map(({ atMs }) => atMs)).toEqual([30])
    expect(merger.held).toBe(1)
  })

  it('folds a stack trace into its line, by source', () => {
    const merger = createMerger()
    const add = (tailId: string, raw: string) => merger.add({ tailId, atMs: 1, arrivedMs: 1, raw })
    add('api', 'Error: no database')
    add('web', 'GET /')
    add('api', '    at connect (db.js:3)')
    add('api', '    at main (main.js:9)')
    add('api', 'up again')
    expect(merger.takeAll().map(({ raw }) => raw)).toEqual([
      'Error: no database\n    at connect (db.js:3)\n    at main (main.js:9)',
      'GET /',
      'up again',
    ])
  })
})
