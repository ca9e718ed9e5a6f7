import { expect, test, vi } from 'vitest'

import type { Breakage } from './breakage.ts'
import { createDrill, type DrillState } from './drill.ts'

const wish = {
  type: 'drill',
  drillId: 'd1',
  kind: 'disk-full',
  afterMs: 0,
  enginePid: 0,
} as const

/** A drill of one system, which is broken and whole as `system` says. */
function openDrill(
  breakage: Partial<Breakage> = {},
  options: Partial<Parameters<typeof createDrill>[0]> = {},
) {
  const system = { isWhole: true, isKnown: true, isPrepared: false }
  const states: (DrillState | undefined)[] = []
  const drill = createDrill({
    breakages: {
      'disk-full': {
        begin: () => Promise.resolve(void (system.isWhole = false)),
        isWhole: () =>
          system.isKnown ? Promise.resolve(system.isWhole) : Promise.reject(new Error('no answer')),
        mend: () => Promise.resolve(void (system.isWhole = true)),
        ...breakage,
      },
    },
    prepare: () => Promise.resolve(void (system.isPrepared = true)),
    settle: () => Promise.resolve(void (system.isPrepared = false)),
    onState: (state) => states.push(state),
    lookEveryMs: 1,
    wholeWithinMs: 50,
    ...options,
  })
  const until = (state: DrillState['state']) =>
    vi.waitFor(() => expect(states.at(-1)?.state).toBe(state))
  return { drill, system, states, until }
}

test('broken and whole are told each time that it turns, and when it broke stays what it was', async () => {
  const { drill, system, states, until } = openDrill()
  await drill.begin(wish)
  await until('broken')
  expect(system).toMatchObject({ isPrepared: true, isWhole: false })
  system.isWhole = true
  await until('whole')
  system.isKnown = false
  await until('broken')
  system.isKnown = true
  await until('whole')
  await drill.end('d1')
  expect(states.map((state) => state?.state)).toEqual([
    'waiting',
    'breaking',
    'broken',
    'whole',
    'broken',
    'whole',
    undefined,
  ])
  expect(new Set(states.slice(1, -1).map((state) => state?.brokenAt)).size).toBe(1)
  expect(system.isPrepared).toBe(false)
})

test('what cannot be broken is told with why, and what it did is mended at the end', async () => {
  const { drill, system, states, until } = openDrill({
    begin: () => {
      system.isWhole = false
      return Promise.reject(new Error('no room'))
    },
  })
  await drill.begin(wish)
  await until('failed')
  expect(states.at(-1)).toMatchObject({ drillId: 'd1', kind: 'disk-full', problem: 'no room' })
  await drill.end('d1')
  expect(system).toMatchObject({ isWhole: true, isPrepared: false })
})

test('what cannot be mended is told with why, and all else is as it was before', async () => {
  const { drill, system, states, until } = openDrill({
    mend: () => Promise.reject(new Error('no way')),
  })
  await drill.begin(wish)
  await until('broken')
  await drill.end('d1')
  expect(states.slice(-2)).toMatchObject([{ state: 'failed', problem: 'no way' }, undefined])
  expect(system.isPrepared).toBe(false)
})

test('that it is whole in the end is asked, and told only so', async () => {
  const { drill, states, until } = openDrill({ mend: () => Promise.resolve() })
  await drill.begin(wish)
  await until('broken')
  await drill.end('d1')
  expect(states.map((state) => state?.state)).not.toContain('whole')
  expect(states.at(-2)).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('whole'),
  })
})

test('nothing is broken where it is not well before', async () => {
  let isBegun = false
  const { drill, system, states, until } = openDrill({
    begin: () => Promise.resolve(void (isBegun = true)),
  })
  system.isWhole = false
  await drill.begin(wish)
  await until('failed')
  expect(states.at(-1)).toMatchObject({ problem: expect.stringContaining('disk-full') })
  expect([isBegun, system.isPrepared]).toEqual([false, false])
  await drill.end('d1')
})

test.each(['prepare', 'begin', 'mend', 'settle'] as const)(
  '%s that hangs keeps neither this drill nor the next',
  async (step) => {
    let hangs = true
    const forAMoment = { [step]: () => (hangs ? new Promise<void>(() => {}) : Promise.resolve()) }
    const { drill, system, states, until } = openDrill(forAMoment, {
      ...(step === 'prepare' || step === 'settle' ? forAMoment : {}),
      stepWithinMs: 30,
    })
    await drill.begin(wish)
    await until(step === 'prepare' || step === 'begin' ? 'failed' : 'broken')
    await drill.end('d1')
    expect(states.at(-2)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('not done within'),
    })
    hangs = false
    system.isWhole = true
    await drill.begin({ ...wish, drillId: 'd2' })
    await vi.waitFor(() => expect(states.at(-1)?.drillId).toBe('d2'))
    await drill[Symbol.asyncDispose]()
  },
)

test('when it broke is known before anybody can see it, whoever gives up meanwhile', async () => {
  const began = Promise.withResolvers<void>()
  const { drill, system, states, until } = openDrill({
    async begin() {
      system.isWhole = false
      await began.promise
    },
  })
  await drill.begin(wish)
  await until('breaking')
  expect(states.at(-1)?.brokenAt).toEqual(expect.any(String))
  const ended = drill.end('d1')
  began.resolve()
  await ended
  expect(states.map((state) => state?.state).slice(-2)).toEqual(['whole', undefined])
  expect(system.isPrepared).toBe(false)
})

test('a range is put away once an end that is under way is through, and begins nothing more', async () => {
  const mending = Promise.withResolvers<void>()
  const { drill, system, states, until } = openDrill({
    async mend() {
      await mending.promise
      system.isWhole = true
    },
  })
  await drill.begin(wish)
  await until('broken')
  const ended = drill.end('d1')
  const next = drill.begin({ ...wish, drillId: 'd2' })
  const disposed = drill[Symbol.asyncDispose]().then(() => system.isWhole)
  mending.resolve()
  expect(await disposed).toBe(true)
  await Promise.all([ended, next])
  expect(states.some((state) => state?.drillId === 'd2')).toBe(false)
  expect(states.at(-1)).toBeUndefined()
})

test('another drill ends the one before, and a range that stops is mended', async () => {
  const { drill, system, states, until } = openDrill()
  await drill.begin(wish)
  await until('broken')
  await drill.begin({ ...wish, drillId: 'd2', afterMs: 60_000 })
  await until('waiting')
  expect(system.isWhole).toBe(true)
  expect(states.map((state) => state && [state.drillId, state.state])).toEqual([
    ['d1', 'waiting'],
    ['d1', 'breaking'],
    ['d1', 'broken'],
    ['d1', 'whole'],
    undefined,
    ['d2', 'waiting'],
  ])
  await drill.end('d1')
  expect(states.at(-1)?.drillId).toBe('d2')
  await drill[Symbol.asyncDispose]()
  expect(states.at(-1)).toBeUndefined()
})
