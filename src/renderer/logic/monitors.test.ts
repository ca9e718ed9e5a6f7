import { describe, expect, it } from 'vitest'

import type { MonitorState, MonitorStatus } from '../../shared/model/monitor.ts'
import type { Item, Phase, Runbook } from '../../shared/model/runbook.ts'
import { countMonitors, groupMonitors, isTrouble, noMonitorFilter } from './monitors.ts'
import { outlineOf } from './outline.ts'

const monitor = (checkId: string, state: MonitorState = 'up', stale = false): MonitorStatus => ({
  checkId,
  itemId: checkId.slice(0, 1),
  title: `Contrôle ${checkId}`,
  kind: 'http',
  target: 'https://api',
  everySeconds: 5,
  state,
  beats: [],
  window: {
    counts: { passed: 0, failed: 0, unknown: 0, firstLooks: 0, maintenance: 0 },
    coverage: 0,
    changes: 0,
    minutes: 15,
  },
  stale,
  skipped: 0,
})
const phase = (id: string) => ({ id, title: id }) as Phase
const item = (id: string, phaseId: string) => ({ id, phaseId, checks: [] }) as unknown as Item
const outline = outlineOf({
  phases: [phase('first'), phase('second')],
  items: [item('a', 'first'), item('b', 'second')],
} as Runbook)

describe('groupMonitors', () => {
  it('follows the phases of the runbook, whatever order monitors come in', () => {
    const all = [monitor('b1'), monitor('a1'), monitor('b2')]
    expect(groupMonitors(all, outline, noMonitorFilter)).toEqual([
      { phaseId: 'first', checkIds: ['a1'] },
      { phaseId: 'second', checkIds: ['b1', 'b2'] },
    ])
  })
  it('puts what is not in the runbook last', () => {
    expect(groupMonitors([monitor('z1'), monitor('a1')], outline, noMonitorFilter)).toEqual([
      { phaseId: 'first', checkIds: ['a1'] },
      { checkIds: ['z1'] },
    ])
  })
  it('puts the worst first, what is unknown or stale before what rests', () => {
    const all = [
      monitor('a1'),
      monitor('a2', 'paused'),
      monitor('a3', 'up', true),
      monitor('a4', 'unknown'),
      monitor('a5', 'maintenance'),
      monitor('a6', 'down'),
    ]
    const filter = { ...noMonitorFilter, worstFirst: true }
    expect(groupMonitors(all, outline, filter)).toEqual([
      { checkIds: ['a6', 'a4', 'a3', 'a5', 'a2', 'a1'] },
    ])
    expect(groupMonitors([], outline, filter)).toEqual([])
  })
  it('finds every word, without case and accents, and by state', () => {
    const all = [monitor('a1'), monitor('a2', 'down')]
    const found = (change: Partial<typeof noMonitorFilter>) =>
      groupMonitors(all, outline, { ...noMonitorFilter, ...change }).flatMap((g) => g.checkIds)
    expect(found({ text: 'CONTROLE a2' })).toEqual(['a2'])
    expect(found({ text: 'contrôle nulle' })).toEqual([])
    expect(found({ state: 'trouble' })).toEqual(['a2'])
    expect(found({ state: 'up' })).toEqual(['a1'])
  })
})

describe('monitors', () => {
  it('are counted by state', () => {
    expect(countMonitors([monitor('a'), monitor('b', 'down'), monitor('c')])).toMatchObject({
      up: 2,
      down: 1,
      paused: 0,
    })
  })
  it('are in trouble when down, unknown or stale, and not when a person rests them', () => {
    expect(isTrouble({ state: 'up', stale: false })).toBe(false)
    expect(isTrouble({ state: 'up', stale: true })).toBe(true)
    expect(isTrouble({ state: 'unknown', stale: false })).toBe(true)
    expect(isTrouble({ state: 'paused', stale: true })).toBe(false)
  })
})
