import { describe, expect, it } from 'vitest'

import type { ItemState, ItemStatus } from '../../shared/model/run.ts'
import type { Item, Runbook } from '../../shared/model/runbook.ts'
import { nextItem } from './next-item.ts'
import { outlineOf } from './outline.ts'

const outline = outlineOf({
  phases: [],
  items: ['a', 'b', 'c'].map((id) => ({ id, phaseId: 'p', checks: [] }) as unknown as Item),
} as unknown as Runbook)
const next = (states: Record<string, ItemState>) =>
  nextItem(
    outline,
    new Map(Object.entries(states).map(([id, state]) => [id, { itemId: id, state } as ItemStatus])),
  )?.id

describe('nextItem', () => {
  it('is the first that nobody has looked at, past one that failed', () => {
    expect(next({})).toBe('a')
    expect(next({ a: 'passed', b: 'failed' })).toBe('c')
  })
  it('comes back to what failed, and at the end is none', () => {
    expect(next({ a: 'passed', b: 'failed', c: 'waived' })).toBe('b')
    expect(next({ a: 'passed', b: 'not-applicable', c: 'waived' })).toBeUndefined()
  })
})
