import { expect, it } from 'vitest'

import type { Scenario } from '../../shared/model/scenario.ts'
import { openTestRuns } from '../run/runs.fixture.ts'
import { createRedactor } from '../secrets/create-redactor.ts'
import { temporaryFolder } from '../store/temporary-store.fixture.ts'
import { systemClock } from '../time/clock.ts'
import { systemTimer } from '../time/timer.ts'
import { createPlayer, type Playing } from './player.ts'

const wait = { kind: 'wait', title: 'wait', line: 1, ms: 1 } as const
const ask = { kind: 'ask', title: 'ask', line: 1, question: 'Is it clean?' } as const
const scenario: Scenario = {
  id: 'x',
  itemId: 'ready',
  checkId: 'ready#scenario.x',
  title: 'X',
  variables: {},
  before: [],
  steps: [wait],
  after: [ask, wait, ask],
  line: 1,
}
const planned = { steps: [], danger: 'read', target: '', command: '' } as const
const tails = { lines: () => undefined, wholeSinceMs: () => undefined }

/** A scenario that is played on its own in a run. */
async function openPlayer(dir: string, scenario: Scenario, onMove: (live: Playing) => void) {
  const test = openTestRuns(dir, { clock: systemClock })
  const { store, runs } = test
  const runId = await test.createRun()
  const projection = runs.registry.get(runId)
  if (!projection) throw new Error('the run is gone')
  const live: Playing = {
    scenario,
    attemptId: 'a',
    correlationId: 'wr-1',
    isStepwise: false,
    abort: new AbortController(),
    ended: Promise.resolve(),
  }
  const here = { tails, clock: systemClock, timer: systemTimer }
  const environment = {
    prepare: () => {
      throw new Error('no step of it is a check')
    },
  }
  const player = createPlayer({
    ...here,
    store,
    redactor: createRedactor(),
    contextOf: (_, own) => ({ runId, environment, logWindow: () => undefined, ...here, ...own }),
    onMove: () => onMove(live),
    onLook: undefined,
    isAttended: true,
  })
  return {
    store,
    runId,
    live,
    player,
    play: () => player.play(projection, live, { ...planned, steps: [] }, undefined),
    told: () =>
      store.events
        .read(runId)
        .flatMap(({ body }) =>
          body.type === 'scenario.step' || body.type === 'check.finished'
            ? [`${body.type} ${body.verdict} ${body.reason.id}`]
            : [],
        ),
    [Symbol.asyncDispose]: () => test[Symbol.asyncDispose](),
  }
}

it('at the end nobody is asked any more: what a clean-up asks is unknown, and the rest of it is done', async () => {
  using folder = temporaryFolder()
  const asked = Promise.withResolvers<void>()
  await using test = await openPlayer(folder.dir, scenario, ({ asking }) => {
    if (asking !== undefined) asked.resolve()
  })
  const playing = test.play()
  await asked.promise
  test.player[Symbol.dispose]()
  await playing
  expect(test.told()).toEqual([
    'scenario.step passed scenario.waited',
    'scenario.step unknown scenario.nobody-to-ask',
    'scenario.step passed scenario.waited',
    'scenario.step unknown scenario.nobody-to-ask',
    'check.finished unknown scenario.clean-up-failed',
  ])
})

it('what a full disk refused is written once there is space, in the order in which it happened', async () => {
  using folder = temporaryFolder()
  const asked = Promise.withResolvers<void>()
  const asking = { ...scenario, steps: [ask], after: [wait] }
  await using test = await openPlayer(folder.dir, asking, (live) => {
    if (live.asking !== undefined) asked.resolve()
  })
  const { store, runId, live } = test
  const playing = test.play()
  await asked.promise
  const { sql } = store.database
  const pages = Number(sql.prepare('PRAGMA page_count').get()?.['page_count'])
  sql.exec(`PRAGMA max_page_count = ${pages}`)
  // Down to where not even an outcome fits in.
  const note = (length: number) =>
    store.events.append(runId, { kind: 'engine' }, [
      { type: 'run.noted', text: 'x'.repeat(length) },
    ])
  for (const length of [19_000, 1000, 100, 1]) while (note(length).ok);
  live.answer?.({ verdict: 'passed', by: 'Ada' })
  await playing
  expect(test.told()).toEqual([])

  sql.exec('PRAGMA max_page_count = 100000')
  await expect
    .poll(test.told, { timeout: 20_000 })
    .toEqual([
      'scenario.step passed scenario.answered',
      'scenario.step passed scenario.waited',
      'check.finished passed scenario.passed',
    ])
  test.player[Symbol.dispose]()
})
