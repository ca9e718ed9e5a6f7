import { describe, expect, it } from 'vitest'

import type { Due, Phase } from '../../shared/model/runbook.ts'
import { dueAtMs, dueLabel, dueOf, lateByMs } from './due.ts'

const due = (fromSeconds: number, untilSeconds?: number): Due => ({
  fromSeconds,
  untilSeconds,
  source: 'test',
})
const phase = (id: string, parentId?: string, own?: Due): Phase => ({
  id,
  title: id,
  depth: 2,
  parentId,
  due: own,
  details: [],
  commands: [],
  line: 1,
})
const t0 = '2026-11-21T14:00:00.000Z'

describe('dueLabel', () => {
  it.each([
    [due(0), 'T0'],
    [due(-900), 'T−15 min'],
    [due(1200), 'T+20 min'],
    [due(-48 * 3600), 'T−48 h'],
    [due(5400), 'T+90 min'],
    [due(7 * 86_400), 'T+7 j'],
    [due(24 * 3600, 48 * 3600), 'T+24…+48 h'],
    [due(-3600, 0), 'T−1…+0 h'],
  ])('says %o as %s', (value, label) => {
    expect(dueLabel(value, 'j')).toBe(label)
  })
})

describe('dueOf', () => {
  const phases = new Map(
    [phase('a', undefined, due(-3600)), phase('b', 'a'), phase('c', 'b', due(60))].map((each) => [
      each.id,
      each,
    ]),
  )
  it('takes the item’s own time first', () => {
    expect(dueOf({ id: 'i', phaseId: 'c', due: due(1) }, phases)?.fromSeconds).toBe(1)
  })
  it('takes the nearest phase’s time', () => {
    expect(dueOf({ id: 'i', phaseId: 'c' }, phases)?.fromSeconds).toBe(60)
    expect(dueOf({ id: 'i', phaseId: 'b' }, phases)?.fromSeconds).toBe(-3600)
  })
  it('puts what the run says above the runbook', () => {
    expect(dueOf({ id: 'i', phaseId: 'c', due: due(1) }, phases, { i: due(9) })?.fromSeconds).toBe(
      9,
    )
  })
  it('knows of none', () => {
    expect(dueOf({ id: 'i', phaseId: 'x' }, phases)).toBeUndefined()
  })
})

describe('lateByMs', () => {
  const deadline = Date.parse(t0) - 900_000
  it('counts from the due moment, not before', () => {
    expect(lateByMs('todo', due(-900), t0, deadline)).toBeUndefined()
    expect(lateByMs('todo', due(-900), t0, deadline + 5_000)).toBe(5_000)
  })
  it('counts from the end of a range', () => {
    expect(dueAtMs(due(-900, 0), t0)).toBe(Date.parse(t0))
  })
  it.each(['passed', 'waived', 'not-applicable'] as const)('does not call %s late', (state) => {
    expect(lateByMs(state, due(-900), t0, deadline + 5_000)).toBeUndefined()
  })
  it('calls failed and unknown late', () => {
    expect(lateByMs('failed', due(-900), t0, deadline + 1)).toBe(1)
    expect(lateByMs('unknown', due(-900), t0, deadline + 1)).toBe(1)
  })
  it('knows no lateness without T0', () => {
    expect(lateByMs('todo', due(-900), undefined, deadline + 5_000)).toBeUndefined()
  })
})
