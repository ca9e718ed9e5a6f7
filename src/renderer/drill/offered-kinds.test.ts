import { describe, expect, it } from 'vitest'

import type { DrillKind } from '../../shared/model/drill.ts'
import { mayKill, offeredKinds } from './offered-kinds.ts'

const desktop = {
  kinds: ['disk-full', 'laptop-killed'] as DrillKind[],
  again: undefined,
  host: 'electron' as const,
  runs: [],
}
const run = { environment: 'production' as const, imported: false }

describe('what is offered', () => {
  it('is what can break here; before that is known, the one that is gone over again', () => {
    expect(offeredKinds(desktop)).toEqual(['disk-full', 'laptop-killed'])
    expect(offeredKinds({ ...desktop, kinds: undefined })).toEqual([])
    expect(offeredKinds({ ...desktop, kinds: undefined, again: 'migration' })).toEqual([
      'migration',
    ])
  })

  it('is not to kill Warroom under a run of one’s own that is open and none of practice', () => {
    const under = (changes: object) => offeredKinds({ ...desktop, runs: [{ ...run, ...changes }] })
    expect(under({})).toEqual(['disk-full'])
    expect(under({ environment: 'staging' })).toEqual(['disk-full'])
    expect(under({ environment: 'practice' })).toEqual(desktop.kinds)
    expect(under({ imported: true })).toEqual(desktop.kinds)
    expect(under({ closedAt: '2026-11-21T08:00:00.000Z' })).toEqual(desktop.kinds)
  })
})

describe('the warning that Warroom may be killed', () => {
  it('is there for the first drill too, which starts the servers itself', () => {
    expect(mayKill(desktop)).toBe(true)
    expect(mayKill({ ...desktop, kinds: undefined })).toBe(true)
    expect(mayKill({ ...desktop, kinds: ['disk-full'] })).toBe(false)
    expect(mayKill({ ...desktop, kinds: undefined, host: 'browser' })).toBe(false)
    expect(mayKill({ ...desktop, kinds: undefined, runs: [run] })).toBe(false)
  })
})
