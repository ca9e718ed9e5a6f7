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
function openDrill(breakage: Partial<Breakage> = {}) {
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

test('what cannot be mended is told with why', async () => {
  const { drill, states, until } = openDrill({ mend: () => Promise.reject(new Error('no way')) })
  await drill.begin(wish)
  await until('broken')
  await drill.end('d1')
  expect(states.slice(-2)).toMatchObject([{ state: 'failed', problem: 'no way' }, undefined])
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
