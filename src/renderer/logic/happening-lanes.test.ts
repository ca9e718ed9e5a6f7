import { describe, expect, it } from 'vitest'

import type { RunEventBody } from '../../shared/model/run.ts'
import { laneMarks, laneOf } from './happening-lanes.ts'
import type { Tone } from './tone.ts'

const changed = (checkId: string): RunEventBody => ({
  type: 'monitor.changed',
  itemId: 'api',
  checkId,
  from: 'up',
  to: 'down',
  reason: { id: 'monitor.before-start' },
  evidenceHashes: [],
})
const started = (danger: 'read' | 'change'): RunEventBody => ({
  type: 'check.started',
  attemptId: 'a',
  itemId: 'migrate',
  checkId: 'migrate#1',
  danger,
  target: '',
})

describe('what else happened', () => {
  it('is told apart by what it is to the monitor', () => {
    expect(laneOf(changed('api#1'), 'api#1')).toBe('own')
    expect(laneOf(changed('db#1'), 'api#1')).toBe('monitors')
    expect(laneOf(started('change'), 'api#1')).toBe('changes')
    expect(laneOf(started('read'), 'api#1')).toBe('steps')
    expect(laneOf({ type: 'run.noted', text: '' }, 'api#1')).toBe('run')
  })

  it('stands on the axis, the close ones as one that is as bad as the worst', () => {
    const at = (key: number, atMs: number, tone: Tone, lane: 'run' | 'steps') => ({
      key,
      atMs,
      tone,
      lane,
      text: `${key}`,
    })
    const marks = laneMarks(
      [
        at(1, 1000, 'go', 'run'),
        at(2, 1010, 'nogo', 'run'),
        at(3, 1015, 'idle', 'steps'),
        at(4, 1500, 'idle', 'run'),
      ],
      { fromMs: 1000, toMs: 2000 },
      0.02,
    )
    expect(
      marks.map(({ lane, at, tone, happenings }) => [lane, at, tone, happenings.length]),
    ).toEqual([
      ['steps', 0.015, 'idle', 1],
      ['run', 0, 'nogo', 2],
      ['run', 0.5, 'idle', 1],
    ])
  })
})
