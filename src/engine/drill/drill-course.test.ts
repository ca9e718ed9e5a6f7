import { expect, test } from 'vitest'

import type { DrillKind } from '../../shared/model/drill.ts'
import { idle } from '../run/runs.fixture.ts'
import { valueOf } from '../store/temporary-store.fixture.ts'
import { openDrillCourse } from './drill-course.fixture.ts'
import { incident, way } from './drill-history.fixture.ts'

const refusal = (code: string, id: string, title: string) => ({
  ok: false,
  failure: { code, message: { id, values: { title } } },
})
const [, incidentOpened] = incident(1)
const release = way('release')
const [, backBegun] = release.begun(1)
const [, backAborted] = release.ended(1, 'aborted')
const rehearsal = way('again', { mode: 'rehearsal' })
const [, rehearsalBegun] = rehearsal.begun(1)
const [, rehearsalEnded] = rehearsal.ended(1, 'rehearsed')

async function begin(course: ReturnType<typeof openDrillCourse>, kind: DrillKind = 'bad-release') {
  const drill = valueOf(await course.start(kind))
  await course.time.advance(1_000)
  await course.say(drill.drillId, kind, 'broken')
  return drill
}

/** Down to where not even an end fits in. */
async function fillDisk(course: ReturnType<typeof openDrillCourse>, runId: string) {
  const { sql } = course.store.database
  const pages = Number(sql.prepare('PRAGMA page_count').get()?.['page_count'])
  sql.exec(`PRAGMA max_page_count = ${pages}`)
  for (const length of [19_000, 1000, 100, 1]) {
    const note = { runId, text: 'x'.repeat(length) }
    while ((await course.runs.handlers['run.note'](note, idle)).ok);
  }
  return () => sql.exec('PRAGMA max_page_count = 1000000')
}

test('none begins while another run is led back for real', async () => {
  await using course = openDrillCourse('stopped')
  const runId = await course.createRun('prod', 'Go-live')
  await course.add(runId, rehearsalBegun, rehearsalEnded, backBegun)
  expect(await course.start()).toMatchObject(refusal('conflict', 'drill.going-back', 'Go-live'))
  expect(course.told).toEqual([])
  await course.add(runId, backAborted)
  expect(await course.start()).toMatchObject({ ok: true })
  expect(course.told).toEqual(['start', 'begin bad-release'])
})

test('Warroom is not killed while a run is open in it that is none of practice', async () => {
  await using course = openDrillCourse()
  await course.createRun('practice', 'Trying')
  const own = await course.createRun('prod', 'Go-live')
  expect(await course.start('laptop-killed')).toMatchObject(
    refusal('conflict', 'drill.would-kill', 'Go-live'),
  )
  const { drillId } = valueOf(await course.start())
  expect(course.told).toEqual(['begin bad-release'])
  valueOf(await course.giveUp(drillId))
  valueOf(await course.runs.handlers['run.close']({ runId: own, note: '' }, idle))
  await course.time.settle()

  // And neither under one that is opened while it is under way.
  const killed = valueOf(await course.start())
  expect(course.told.at(-1)).toBe('begin laptop-killed')
  await course.createRun('practice', 'Trying again')
  expect(course.result(killed.drillId)).toBeUndefined()
  await course.createRun('prod', 'Hotfix')
  expect(course.result(killed.drillId)).toMatchObject({ outcome: 'broken-off' })
  expect(course.bodies(killed.runId)).toContainEqual({
    type: 'engine.note',
    message: { id: 'drill.called-off', values: { title: 'Hotfix' } },
  })
  expect(course.told.at(-1)).toBe('end')
})

test('made whole without a rollback it is over a minute later, and counts from when it was whole', async () => {
  await using course = openDrillCourse()
  const { drillId, runId } = await begin(course)
  await course.add(runId, rehearsalBegun)
  await course.say(drillId, 'bad-release', 'whole')
  const wholeAt = course.time.clock.now()
  // Somebody is still at it.
  await course.time.advance(120_000)
  await course.add(runId, rehearsalEnded)
  await course.time.advance(59_999)
  expect(course.result(drillId)).toBeUndefined()
  await course.time.advance(1)
  expect(course.result(drillId)).toEqual({
    outcome: 'solved',
    kind: 'bad-release',
    brokenAt: expect.any(String),
    verifiedAt: wholeAt,
    wrongTurns: [{ at: wholeAt, text: { id: 'drill.wrong.not-led' } }],
  })
})

test('it goes on where it breaks again within the minute', async () => {
  await using course = openDrillCourse()
  const { drillId } = await begin(course)
  await course.say(drillId, 'bad-release', 'whole')
  await course.time.advance(30_000)
  await course.say(drillId, 'bad-release', 'broken')
  await course.time.advance(600_000)
  expect(course.result(drillId)).toBeUndefined()
})

test('given up before the range that was left said what it was, it is told all the same', async () => {
  await using course = openDrillCourse()
  const { drillId } = await begin(course, 'laptop-killed')
  await course.reopen()
  const givenUp = course.giveUp(drillId)
  await course.time.advance(1_000)
  expect(course.result(drillId)).toBeUndefined()
  await course.say(drillId, 'laptop-killed', 'broken')
  valueOf(await givenUp)
  expect(course.result(drillId)).toMatchObject({
    outcome: 'given-up',
    kind: 'laptop-killed',
    brokenAt: expect.any(String),
  })
})

test('nobody waits for it longer than two seconds', async () => {
  await using course = openDrillCourse()
  const { drillId } = await begin(course, 'laptop-killed')
  await course.reopen()
  const givenUp = course.giveUp(drillId)
  await course.time.advance(2_000)
  valueOf(await givenUp)
  expect(course.result(drillId)).toEqual({ outcome: 'given-up', wrongTurns: [] })
})

test('its run closed before the range that was left said what it was', async () => {
  await using course = openDrillCourse()
  const { drillId, runId } = await begin(course, 'laptop-killed')
  await course.reopen()
  valueOf(await course.runs.handlers['run.close']({ runId, note: '' }, idle))
  await course.time.settle()
  expect(course.result(drillId)).toBeUndefined()
  await course.say(drillId, 'laptop-killed', 'broken')
  expect(course.result(drillId)).toMatchObject({ outcome: 'broken-off', kind: 'laptop-killed' })
})

test('what could not be mended is said in its run, and of the range', async () => {
  await using course = openDrillCourse()
  const { drillId, runId } = await begin(course)
  valueOf(await course.giveUp(drillId))
  await course.say(drillId, 'bad-release', 'failed', 'no way')
  const problem = { id: 'drill.not-mended', values: { detail: 'no way' } }
  expect(course.problem()).toEqual(problem)
  expect(course.bodies(runId).at(-1)).toEqual({ type: 'engine.note', message: problem })
})

test('an end that cannot be written is tried again, and the next drill begins', async () => {
  await using course = openDrillCourse()
  const { drillId, runId } = await begin(course)
  const freeDisk = await fillDisk(course, runId)
  await course.say(drillId, 'bad-release', 'failed', 'it fell over')
  expect(course.result(drillId)).toBeUndefined()
  await course.time.advance(5_000)
  expect(course.result(drillId)).toBeUndefined()
  freeDisk()
  await course.time.advance(5_000)
  expect(course.result(drillId)).toMatchObject({ outcome: 'broken-off' })
  expect(await course.start()).toMatchObject({ ok: true })
})

test('whoever starts another as soon as there is space is not ended by what was tried again', async () => {
  await using course = openDrillCourse()
  const { drillId, runId } = await begin(course)
  const freeDisk = await fillDisk(course, runId)
  await course.say(drillId, 'bad-release', 'failed', 'it fell over')
  freeDisk()
  const next = valueOf(await course.start())
  expect(course.result(drillId)).toMatchObject({ outcome: 'broken-off' })
  await course.time.advance(5_000)
  expect(course.result(next.drillId)).toBeUndefined()
})

test('with the run of a drill that is over its incident is closed', async () => {
  await using course = openDrillCourse()
  const { drillId, runId } = await begin(course)
  await course.add(runId, incidentOpened)
  valueOf(await course.giveUp(drillId))
  valueOf(await course.start())
  const text = 'The drill is over.'
  expect(course.bodies(runId).slice(-2)).toEqual([
    { type: 'incident.resolved', incidentId: 'incident-1', text },
    { type: 'run.closed', note: text },
  ])
})
