import { describe, expect, it } from 'vitest'

import type { DrillKind, DrillResult } from '../../shared/model/drill.ts'
import {
  compareDrills,
  drillClock,
  drillDuration,
  durationOf,
  isEnded,
  planDuration,
  untilThen,
  whyMissing,
  type EndedDrill,
} from './drill-times.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 18) + seconds * 1000).toISOString()

const solved = (totalS: number, kind: DrillKind = 'bad-release'): DrillResult => ({
  outcome: 'solved',
  kind,
  brokenAt: at(0),
  detectedAt: at(totalS * 0.1),
  decidedAt: at(totalS * 0.3),
  actedAt: at(totalS * 0.5),
  verifiedAt: at(totalS),
  wrongTurns: [],
})
const drill = (day: number, result: DrillResult): EndedDrill => ({
  drillId: `drill-${day}`,
  runId: `run-${day}`,
  runTitle: 'Drill',
  by: 'Ada',
  startedAt: `2026-11-${String(day).padStart(2, '0')}T18:00:00.000Z`,
  endedAt: `2026-11-${String(day).padStart(2, '0')}T18:05:00.000Z`,
  state: 'ended',
  result,
})

describe('the times of a drill', () => {
  it('are from one point to the next', () => {
    const result = solved(100)
    expect(durationOf(result, 'detect')).toBe(10_000)
    expect(durationOf(result, 'decide')).toBe(20_000)
    expect(durationOf(result, 'act')).toBe(20_000)
    expect(durationOf(result, 'verify')).toBe(50_000)
    expect(durationOf(result, 'total')).toBe(100_000)
    expect(planDuration(result)).toBe(70_000)
  })

  it('are missing where a point was never reached, and it is known why', () => {
    const { verifiedAt: _, actedAt: __, decidedAt: ___, ...seen } = solved(100)
    const givenUp: DrillResult = { ...seen, outcome: 'given-up' }
    expect(durationOf(givenUp, 'detect')).toBe(10_000)
    expect(durationOf(givenUp, 'decide')).toBeUndefined()
    expect(durationOf(givenUp, 'total')).toBeUndefined()
    expect(planDuration(givenUp)).toBeUndefined()
    expect(whyMissing(givenUp)).toBe('given-up')
    expect(whyMissing({ ...seen, outcome: 'broken-off' })).toBe('broken-off')
    expect(whyMissing({ outcome: 'given-up', kind: 'migration', wrongTurns: [] })).toBe(
      'not-broken',
    )
    expect(whyMissing({ ...solved(9), detectedAt: undefined })).toBe('not-seen')
  })

  it('are those of a drill that ended with a result', () => {
    const one = drill(1, solved(100))
    expect(isEnded(one)).toBe(true)
    expect(isEnded({ ...one, state: 'under-way', endedAt: undefined, result: undefined })).toBe(
      false,
    )
  })
})

describe('compared with earlier drills', () => {
  const all = [
    drill(1, solved(90)),
    drill(2, solved(40)),
    drill(3, solved(10, 'disk-full')),
    drill(4, { ...solved(5), outcome: 'given-up' }),
    drill(5, solved(60)),
    drill(6, solved(20)),
  ]
  const shown = all[4] as EndedDrill

  it('counts solved ones of the same kind up to then', () => {
    const { count, of } = compareDrills(shown, all)
    expect(count).toBe(3)
    expect(of.total).toEqual({ bestMs: 40_000, medianMs: 60_000 })
    expect(of.detect).toEqual({ bestMs: 4000, medianMs: 6000 })
  })

  it('has the mean of the two in the middle where there are as many on both sides', () => {
    expect(compareDrills(all[5] as EndedDrill, all).of.total).toEqual({
      bestMs: 20_000,
      medianMs: 50_000,
    })
  })

  it('has nothing to say of a single one', () => {
    expect(compareDrills(all[0] as EndedDrill, all)).toEqual({ count: 1, of: {} })
  })

  it('shows the newest first and nothing that came later', () => {
    expect(untilThen(shown, all).map(({ drillId }) => drillId)).toEqual(
      [5, 4, 3, 2, 1].map((day) => `drill-${day}`),
    )
  })
})

describe('a duration in a drill', () => {
  it('is never in milliseconds', () => {
    expect(drillDuration(0, 'en')).toBe('0 s')
    expect(drillDuration(340, 'fr')).toBe('0,3 s')
    expect(drillDuration(12_300, 'en')).toBe('12.3 s')
    expect(drillDuration(134_000, 'en')).toBe('2 min 14 s')
  })

  it('counts up as a clock', () => {
    expect(drillClock(-5)).toBe('00:00')
    expect(drillClock(192_400)).toBe('03:12')
    expect(drillClock(3_792_000)).toBe('1:03:12')
  })
})
