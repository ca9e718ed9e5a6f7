import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import type { Locale } from '../../shared/messages/message.ts'
import type { DrillKind, DrillResult } from '../../shared/model/drill.ts'
import { openDrills, type Drills } from './range-drill.fixture.ts'

/**
 * Each way of breaking, as a person meets it: the tile in which it shows, and the plan that leads back.
 * The laptop that is killed needs a laptop: it is proved in the application.
 */
const kinds: { kind: DrillKind; tile: string; plan: string; locale?: Locale }[] = [
  { kind: 'bad-release', tile: 'ready', plan: 'release' },
  { kind: 'slow-database', tile: 'sessions', plan: 'database', locale: 'fr' },
  { kind: 'worker-crash-loop', tile: 'queue', plan: 'worker' },
  { kind: 'redis-full', tile: 'redis', plan: 'cache', locale: 'fr' },
  { kind: 'disk-full', tile: 'volume', plan: 'disk' },
  { kind: 'certificate', tile: 'certificate', plan: 'certificate', locale: 'fr' },
  { kind: 'alert-storm', tile: 'alerts', plan: 'alerts' },
]

// People wait for real servers here, and CI is no quiet machine.
vi.setConfig({ testTimeout: 120_000 })

let drills: Drills
beforeAll(async () => {
  drills = await openDrills()
})
afterAll(() => drills[Symbol.asyncDispose]())

/** It was broken, seen, decided, acted upon and whole, in this order. */
function expectTimesInOrder(result: DrillResult): void {
  const { brokenAt, detectedAt, decidedAt, actedAt, verifiedAt } = result
  const times = [brokenAt, detectedAt, decidedAt, actedAt, verifiedAt]
  for (const [index, at = ''] of times.entries()) {
    expect(at).not.toBe('')
    expect(at >= (times[index - 1] ?? '')).toBe(true)
  }
}

test.each(kinds)('$kind shows as $tile, and is led back by $plan', async (each) => {
  const { kind, tile, plan, locale } = each
  const drill = await drills.begin(kind, locale)
  await drill.seen(tile, 'down')
  expect(drill.status()).toMatchObject({ state: 'under-way' })
  expect(JSON.stringify(drill.status())).not.toContain(kind)

  const lead = await drill.lead(plan)
  expect(await lead.lead()).toBeUndefined()
  expect(lead.status().state).toBe('back')
  const result = await drill.result()
  expect(result).toMatchObject({ outcome: 'solved', kind, plan: { id: plan }, wrongTurns: [] })
  expectTimesInOrder(result)
  await drill.seen(tile, 'up')
  expect(await lead.isSound()).toBe(true)
})

test('a link that is cut while it is led back: looked at, and not done again', async () => {
  const drill = await drills.begin('link-cut')
  await drill.seen('ready', 'down')
  const lead = await drill.lead('release')
  expect(await lead.lead()).toMatchObject({ stepId: 'deploy', state: 'outcome-unknown' })
  await lead.untilStep('deploy', 'passed')
  expect(await lead.lead()).toBeUndefined()
  expect(lead.step('deploy').attempts).toBe(1)
  const result = await drill.result()
  expect(result).toMatchObject({ outcome: 'solved', kind: 'link-cut', wrongTurns: [] })
  expectTimesInOrder(result)
})

test('a wrong plan changes something, heals nothing, and is told as a wrong turn', async () => {
  const drill = await drills.begin('migration', 'fr')
  await drill.seen('data', 'down')
  const wrong = await drill.lead('release')
  const goingOn = wrong.lead()
  await wrong.untilStep('healthy', 'verifying')
  expect(wrong.step('deploy').state).toBe('passed')
  await drill.seen('ready', 'down')
  expect(drill.status().state).toBe('under-way')
  await drill.abort(wrong, 'Il manque des données')
  await goingOn

  const right = await drill.lead('data')
  expect(await right.lead()).toBeUndefined()
  const result = await drill.result()
  expect(result).toMatchObject({ outcome: 'solved', kind: 'migration', plan: { id: 'data' } })
  expect(result.wrongTurns).toMatchObject([
    { text: { id: 'drill.wrong.plan', values: { title: 'Retour à MedQuiz 2.0' } } },
  ])
  expectTimesInOrder(result)
  await drill.seen('data', 'up')
})

test('one that is given up is told, and mended', async () => {
  const drill = await drills.begin('redis-full')
  await drill.seen('redis', 'down')
  await drill.giveUp()
  const result = await drill.result()
  expect(result).toMatchObject({ outcome: 'given-up', kind: 'redis-full' })
  expect(result.verifiedAt).toBeUndefined()
  await drill.seen('redis', 'up')
})
