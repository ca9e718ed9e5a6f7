import { describe, expect, it } from 'vitest'

import type { DrillOutcome } from '../../shared/model/drill.ts'
import {
  acknowledged,
  at,
  created,
  gate,
  history,
  incident,
  way,
  type Moment,
} from './drill-history.fixture.ts'
import { isOver, judgeDrill, ledBack } from './judge-drill.ts'
import { waysBack } from './ways-back.ts'
import type { WholeSpell } from './whole-spells.ts'

const release = way('release')
const other = way('database')
const brokenAt = at(60)
const wholeAt = at(120)

interface States {
  brokenAt?: string
  /** Whole from then on. */
  wholeAt?: string
  whole?: WholeSpell[]
}
const spellsOf = ({ wholeAt: from, whole }: States) =>
  whole ?? (from === undefined ? [] : [{ from }])

const judge = (
  moments: Moment[],
  course: States & { over?: number; outcome?: DrillOutcome } = { brokenAt, wholeAt },
) => {
  const { over = 130, brokenAt: broken, outcome = 'solved' } = course
  const events = history([created(), ...moments])
  const whole = spellsOf(course)
  return judgeDrill({
    events,
    ...(broken && { brokenAt: broken }),
    whole,
    overAt: at(over),
    outcome,
  })
}
const turnsOf = (...of: Parameters<typeof judge>) =>
  judge(...of).wrongTurns.map((turn) => [turn.at, turn.text.id.replace('drill.wrong.', '')])

const well: Moment[] = [
  incident(70),
  release.begun(90),
  release.acting(95),
  release.acted(98),
  release.verified(110),
  release.moved(112, 'on'),
  release.ended(125),
]

describe('times', () => {
  it('reads each off the history, and what came last verifies', () => {
    const judged = judge(well)
    expect(judged).toEqual({
      brokenAt,
      detectedAt: at(70),
      decidedAt: at(90),
      actedAt: at(95),
      verifiedAt: at(125),
      plan: { id: 'release', title: 'The plan release', hash: 'a'.repeat(64), budgetMs: 300_000 },
      wrongTurns: [],
    })
    expect(judge(well, { brokenAt, wholeAt: at(127) }).verifiedAt).toBe(at(127))
  })

  it.each<[string, Moment[], number | undefined]>([
    ['an incident', [incident(70)], 70],
    ['an incident that nobody opened', [incident(70, 'hand', { kind: 'engine' })], undefined],
    ['an alarm acknowledged', [acknowledged(71, { raised: 65 })], 71],
    ['an old alarm acknowledged', [acknowledged(71, { raised: 59 })], undefined],
    [
      'a reminder acknowledged',
      [acknowledged(71, { kind: 'step-overdue', raised: 65 })],
      undefined,
    ],
    ['what an older Warroom acknowledged', [acknowledged(71)], undefined],
    ['NO-GO', [gate(72, 'no-go')], 72],
    ['GO', [gate(72, 'go')], undefined],
    ['any plan begun', [other.begun(73)], 73],
    ['a plan rehearsed', [way('release', { mode: 'rehearsal' }).begun(73)], undefined],
    ['a plan shown', [way('release', { mode: 'shown' }).begun(73)], undefined],
    ['what was before it broke', [incident(10), acknowledged(20, { raised: 15 })], undefined],
    ['the first of several', [incident(75), acknowledged(80, { raised: 70 })], 75],
  ])('detected by %s', (_, moments, seconds) => {
    const { detectedAt } = judge(moments, { brokenAt })
    expect(detectedAt).toBe(seconds === undefined ? undefined : at(seconds))
  })

  it('acts with what changes something, or with what a person did elsewhere', () => {
    const acted = (...moments: Moment[]) =>
      judge([release.begun(90), ...moments, release.ended(125)]).actedAt
    expect(acted(release.acting(92, 'read'), release.acting(97))).toBe(at(97))
    expect(acted(release.acting(92, 'read'), release.acted(93))).toBeUndefined()
    expect(acted(release.acting(92, 'read'), release.acted(99, 'Ada'))).toBe(at(99))
  })

  it('knows no decision where nothing led back', () => {
    const aborted = [release.begun(90), release.acting(95), release.ended(100, 'aborted')]
    expect(judge(aborted)).toMatchObject({ detectedAt: at(90) })
    expect(judge(aborted)).not.toHaveProperty('decidedAt')
    expect(judge(aborted)).not.toHaveProperty('plan')
    expect(judge(well, { brokenAt })).not.toHaveProperty('verifiedAt')
    expect(judge([], {})).toEqual({ wrongTurns: [] })
  })

  it('counts no time before it broke', () => {
    const early = [release.begun(50), release.acting(55), release.ended(125)]
    expect(judge(early)).toMatchObject({
      detectedAt: brokenAt,
      decidedAt: brokenAt,
      actedAt: brokenAt,
      verifiedAt: at(125),
    })
  })
})

describe('led back', () => {
  const isLed = (moments: Moment[], states: States) => {
    const events = history(moments)
    const course = { ...states, whole: spellsOf(states) }
    return isOver({ ...course, events })
      ? ledBack(course, waysBack(events))?.started.plan.id
      : undefined
  }
  it('needs a way back that ended well after it broke, and a range that is whole', () => {
    expect(isLed(well, { brokenAt, wholeAt })).toBe('release')
    expect(isLed(well, { brokenAt })).toBeUndefined()
    expect(isLed(well, {})).toBeUndefined()
    expect(isLed(well.slice(0, -1), { brokenAt, wholeAt })).toBeUndefined()
    expect(isLed([release.begun(20), release.ended(40)], { brokenAt, wholeAt })).toBeUndefined()
    const rehearsal = way('release', { mode: 'rehearsal' })
    expect(
      isLed([rehearsal.begun(70), rehearsal.ended(80, 'rehearsed')], { brokenAt, wholeAt }),
    ).toBeUndefined()
  })
  it('waits for the way back that was begun after', () => {
    const again = [...well, other.begun(130)]
    expect(isLed(again, { brokenAt, wholeAt })).toBeUndefined()
    expect(isLed([...again, other.ended(140)], { brokenAt, wholeAt: at(135) })).toBe('database')
    expect(isLed([...again, other.ended(140, 'aborted')], { brokenAt, wholeAt })).toBeUndefined()
  })

  it('credits the plan on which it became whole, and no other that ended as back', () => {
    const late = [...well.slice(0, -1), release.ended(126, 'aborted'), other.begun(130)]
    const passedAtOnce = [...late, other.ended(140)]
    expect(isOver({ events: history(passedAtOnce), brokenAt, whole: [{ from: wholeAt }] })).toBe(
      true,
    )
    const judged = judge(passedAtOnce, { brokenAt, wholeAt, over: 140 })
    expect(judged).toEqual({
      brokenAt,
      detectedAt: at(70),
      verifiedAt: wholeAt,
      wrongTurns: [
        { at: wholeAt, text: { id: 'drill.wrong.not-led' } },
        { at: at(126), text: expect.objectContaining({ id: 'drill.wrong.given-up' }) },
      ],
    })
    // Ended as back, and mended by hand minutes later.
    expect(isLed(well, { brokenAt, wholeAt: at(200) })).toBeUndefined()
    expect(isLed(well, { brokenAt, wholeAt: at(134) })).toBe('release')
    // Who gave up has not verified it.
    expect(judge(late.slice(0, -1), { brokenAt, wholeAt, outcome: 'given-up' })).not.toHaveProperty(
      'verifiedAt',
    )
  })
})

describe('wrong turns', () => {
  it('tells of an alarm about nothing, once', () => {
    const early = [release.begun(30), incident(31, 'rollback'), release.ended(40, 'aborted')]
    expect(turnsOf([...early, ...well])).toEqual([[at(30), 'alarm']])
    expect(turnsOf([incident(20), gate(25, 'no-go'), acknowledged(26)], {})).toEqual([
      [at(20), 'alarm'],
      [at(25), 'alarm'],
    ])
  })

  it('tells of another plan, what it cost, and that it called back what was broken', () => {
    const wrong = [other.begun(65), other.acting(66), other.ended(85)]
    const { wrongTurns } = judge([...wrong, ...well])
    expect(wrongTurns).toEqual([
      {
        at: at(65),
        text: {
          id: 'drill.wrong.plan',
          values: { title: 'The plan database', minutes: 0, seconds: 20 },
        },
      },
      {
        at: at(85),
        text: { id: 'drill.wrong.still-broken', values: { title: 'The plan database' } },
      },
    ])
  })

  it('is lenient while the range has not yet looked at itself', () => {
    expect(turnsOf(well, { brokenAt, wholeAt: at(128) })).toEqual([])
    expect(turnsOf(well, { brokenAt, wholeAt: at(129) })).toEqual([[at(125), 'still-broken']])
  })

  it('tells of what was done twice, left out, and given up', () => {
    const first = way('release')
    const rollbackId = 'rollback-before'
    const before = [first.begun(62), first.moved(64, 'retry'), first.ended(66, 'aborted')].map(
      ([seconds, body]): Moment => [seconds, { ...body, rollbackId } as Moment[1]],
    )
    const moments = [
      ...before,
      ...well.slice(0, -2),
      release.moved(112, 'skip'),
      release.ended(125),
    ]
    expect(turnsOf(moments)).toEqual([
      [at(64), 'retried'],
      [at(66), 'given-up'],
      [at(112), 'skipped'],
    ])
  })

  it('tells of a GO in spite of everything, and of none after', () => {
    expect(turnsOf([gate(61, 'go'), ...well, gate(126, 'go')])).toEqual([[at(61), 'go']])
    expect(turnsOf([gate(50, 'go'), ...well])).toEqual([])
  })

  it('judges each moment by how it stood then, though it broke again later', () => {
    const again = [...well, gate(126, 'go'), other.begun(131), gate(132, 'go'), other.ended(150)]
    const whole = [{ from: wholeAt, until: at(130) }, { from: at(145) }]
    expect(turnsOf(again, { brokenAt, whole, over: 150 })).toEqual([
      [at(90), 'plan'],
      [at(132), 'go'],
    ])
  })

  it('tells of minutes in which nothing was done, but not of those that a step took', () => {
    const busy = [incident(70), release.begun(90), release.acting(95), release.acted(900)]
    const long = { brokenAt, wholeAt: at(901), over: 1300 }
    expect(turnsOf([...busy, release.ended(905)], long)).toEqual([])
    expect(turnsOf([...busy, release.moved(1085, 'on'), release.ended(1090)], long)).toEqual([
      [at(900), 'idle'],
    ])
    expect(judge(busy, { brokenAt, over: 1205 }).wrongTurns).toEqual([
      { at: at(900), text: { id: 'drill.wrong.idle', values: { minutes: 5, seconds: 5 } } },
    ])
    expect(turnsOf([], { brokenAt, over: 1205 })).toEqual([])
    // How long it took until it was seen is a time of its own.
    const unseen = [gate(61, 'go'), incident(300), release.begun(310), release.ended(340)]
    expect(turnsOf(unseen, { brokenAt, wholeAt: at(335), over: 340 })).toEqual([[at(61), 'go']])
  })
})
