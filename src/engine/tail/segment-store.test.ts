import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'

import { openPlaces } from './places.ts'
import { openSegmentStore } from './segment-store.ts'
import { decodeLine, encodeLine } from './stored-line.ts'

const folders: string[] = []
const makeFolder = () => {
  const dir = mkdtempSync(join(tmpdir(), 'warroom-segments-'))
  folders.push(dir)
  return dir
}
afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true })
})
const line = (raw: string) => ({ atMs: 1, tailId: 'api', raw })

describe('segments', () => {
  it('give back what they were given, in both directions, over a restart and half a row', () => {
    const dir = makeFolder()
    {
      using store = openSegmentStore({ dir, budgetBytes: 1e9 })
      expect(
        store.append([
          line('one'),
          line('two\nmore\t'),
          { ...line(''), note: { id: 'tail.gap.fly' } },
        ]),
      ).toBe(true)
    }
    const [file = ''] = readdirSync(dir)
    appendFileSync(join(dir, file), '4\t1\tapi\t"hal')
    using store = openSegmentStore({ dir, budgetBytes: 1e9 })
    expect(store.lastN).toBe(3)
    store.append([{ ...line('four'), origin: 'web-1' }])
    expect([...store.forwards(1)].map(({ n, raw }) => [n, raw])).toEqual([
      [2, 'two\nmore\t'],
      [3, ''],
      [4, 'four'],
    ])
    expect([...store.backwards(4)].map(({ n }) => n)).toEqual([3, 2, 1])
    expect([...store.forwards(3)]).toEqual([{ ...line('four'), n: 4, origin: 'web-1' }])
  })

  it('leave nothing where no line came, and read nothing anew of what was just written', () => {
    const dir = join(makeFolder(), 'tails', 'run')
    using store = openSegmentStore({ dir, budgetBytes: 1e9 })
    expect([...store.forwards(0)]).toEqual([])
    openPlaces(dir).write(new Map())
    expect(existsSync(dir)).toBe(false)
    store.append([line('one'), line('two')])
    store.append([line('three')])
    const [file = ''] = readdirSync(dir)
    rmSync(join(dir, file))
    expect([...store.forwards(1)].map(({ raw }) => raw)).toEqual(['two', 'three'])
    expect([...store.backwards(3)].map(({ n }) => n)).toEqual([2, 1])
  })

  it('keep to the budget, the oldest first, and count what went', () => {
    const dir = makeFolder()
    using store = openSegmentStore({ dir, budgetBytes: 10_000_000 })
    for (let round = 0; round < 20; round++)
      store.append(Array.from({ length: 1000 }, () => line('x'.repeat(1000))))
    const kept = [...store.forwards(0)].map(({ n }) => n)
    expect(store.removed).toBeGreaterThan(5000)
    expect(kept[0]).toBe(store.removed + 1)
    expect(kept).toHaveLength(20_000 - store.removed)
    expect(kept.at(-1)).toBe(20_000)
    expect(store.firstN).toBe(kept[0])
  })

  it('hold any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.option(fc.string(), { nil: undefined }),
        (raw, origin) => {
          const stored = {
            n: 7,
            atMs: 123,
            tailId: 'api',
            raw,
            ...(origin === undefined ? {} : { origin }),
          }
          expect(decodeLine(encodeLine(stored).slice(0, -1))).toEqual(stored)
          expect(encodeLine(stored).split('\n')).toHaveLength(2)
        },
      ),
    )
  })
})
