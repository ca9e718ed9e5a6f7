import { expect, it } from 'vitest'

import type { DrillKind } from '../../shared/model/drill.ts'
import { calmMs, chooseKind, type Chance } from './choose-kind.ts'

const parts = [
  { name: 'sshd', state: 'up' as const },
  { name: 'postgres', state: 'down' as const },
  { name: 'redis', state: 'missing' as const },
]
const first: Chance = (min) => min
const last: Chance = (_, max) => max - 1
const nothing = { kind: undefined, last: undefined, outlivesEngine: false, serious: undefined }
const chosen = (drillKinds: DrillKind[], chance = first) =>
  chooseKind({ drillKinds, parts }, nothing, chance)

it('takes what was asked for, or what chance gives', () => {
  const kinds: DrillKind[] = ['bad-release', 'disk-full', 'certificate']
  const wanted = { ...nothing, kind: 'disk-full' as const }
  expect(chooseKind({ drillKinds: kinds, parts }, wanted, first)).toEqual({
    ok: true,
    value: 'disk-full',
  })
  expect(chosen(kinds)).toEqual({ ok: true, value: 'bad-release' })
  expect(chosen(kinds, last)).toEqual({ ok: true, value: 'certificate' })
})

it('does not take the last one again, as long as there is another', () => {
  const after = (kinds: DrillKind[], chance: Chance) =>
    chooseKind({ drillKinds: kinds, parts }, { ...nothing, last: 'bad-release' }, chance)
  expect(after(['bad-release', 'disk-full'], first)).toEqual({ ok: true, value: 'disk-full' })
  expect(after(['disk-full', 'bad-release'], last)).toEqual({ ok: true, value: 'disk-full' })
  expect(after(['bad-release'], first)).toEqual({ ok: true, value: 'bad-release' })
})

it('asked for the last one, it takes it', () => {
  const again = { ...nothing, kind: 'disk-full' as const, last: 'disk-full' as const }
  expect(chooseKind({ drillKinds: ['disk-full'], parts }, again, first)).toMatchObject({ ok: true })
})

it('names the parts that are missing', () => {
  const refused = (message: object) => ({ ok: false, failure: { message } })
  const values = { parts: 'postgres, redis' }
  const noLogin = [{ name: 'sshd', state: 'missing' as const }, ...parts.slice(1)]
  expect(chooseKind({ drillKinds: [], parts: noLogin }, nothing, first)).toMatchObject(
    refused({ id: 'drill.nothing-possible', values: { parts: 'sshd, postgres' } }),
  )
  const wanted = { ...nothing, kind: 'redis-full' as const }
  expect(chooseKind({ drillKinds: ['disk-full'], parts }, wanted, first)).toMatchObject(
    refused({ id: 'drill.kind-impossible', values }),
  )
  expect(chooseKind({ drillKinds: [], parts: [] }, wanted, first)).toMatchObject(
    refused({ id: 'drill.nothing-possible', values: { parts: 'none' } }),
  )
  const killed = { ...nothing, kind: 'laptop-killed' as const }
  expect(chooseKind({ drillKinds: ['disk-full'], parts }, killed, first)).toMatchObject(
    refused({ id: 'drill.needs-own-process' }),
  )
  // There the part is missing, and not the process.
  expect(
    chooseKind({ drillKinds: ['disk-full'], parts }, { ...killed, outlivesEngine: true }, first),
  ).toMatchObject(refused({ id: 'drill.kind-impossible' }))
})

it('needs for an alert storm both that raise them and that show them', () => {
  const noShow = [
    { name: 'sshd', state: 'up' as const },
    { name: 'postgres', state: 'up' as const },
    { name: 'prometheus', state: 'up' as const },
    { name: 'alertmanager', state: 'missing' as const },
  ]
  const storm = { ...nothing, kind: 'alert-storm' as const }
  expect(chooseKind({ drillKinds: ['disk-full'], parts: noShow }, storm, first)).toMatchObject({
    failure: { message: { values: { parts: 'alertmanager' } } },
  })
})

it('kills no Warroom that a run of somebody’s day is open in: not by chance, and not when asked', () => {
  const drillKinds: DrillKind[] = ['bad-release', 'laptop-killed']
  const meant = { ...nothing, outlivesEngine: true, serious: { title: 'Go-live' } }
  expect(chooseKind({ drillKinds, parts }, meant, last)).toEqual({ ok: true, value: 'bad-release' })
  const asked = { ...meant, kind: 'laptop-killed' as const }
  expect(chooseKind({ drillKinds, parts }, asked, first)).toMatchObject({
    failure: {
      code: 'conflict',
      message: { id: 'drill.would-kill', values: { title: 'Go-live' } },
    },
  })
  expect(chooseKind({ drillKinds: ['laptop-killed'], parts }, meant, first)).toMatchObject({
    ok: false,
  })
})

it('breaks when it was said to, and no later', () => {
  expect([calmMs('at-once', first), calmMs('at-once', last)]).toEqual([0, 0])
  expect([calmMs('within-a-minute', first), calmMs('within-a-minute', last)]).toEqual([
    5_000, 59_999,
  ])
  expect(calmMs('within-five-minutes', last)).toBe(299_999)
})
