import { expect, it } from 'vitest'

import type { CheckSpec } from '../../shared/model/check.ts'
import type { RollbackPlan } from '../../shared/model/rollback.ts'
import { openSamples } from '../monitor/open-samples.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import { goLive, idle, openTestRuns, runbookOfText } from '../run/runs.fixture.ts'
import { createRedactor } from '../secrets/create-redactor.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { systemClock } from '../time/clock.ts'
import { systemTimer } from '../time/timer.ts'
import { createRollbacks } from './rollbacks.ts'

const check = (id: string): CheckSpec => ({
  id,
  itemId: 'rollback.back',
  kind: 'command',
  config: {},
  timeoutMs: 1000,
  origin: 'fence',
  line: 1,
  column: 1,
})
const step = (id: string, next: RollbackPlan['steps'][number]['next']) => ({
  id,
  title: id,
  why: '',
  action: { kind: 'check' as const, check: check(id) },
  verify: [],
  unverified: 'Nothing to see.',
  ifFails: {},
  next,
  isPointOfNoReturn: false,
  line: 1,
})
const plan: RollbackPlan = {
  id: 'back',
  title: 'Back',
  when: [],
  budgetMs: 60_000,
  safeState: 'Stopped.',
  variables: {},
  steps: [step('one', { step: 'two' }), step('two', 'end')],
  done: [
    {
      id: 'd',
      title: 'd',
      withinMs: 1000,
      kind: 'check',
      check: check('d'),
      times: 1,
      everyMs: 100,
    },
  ],
  line: 1,
}

it('on a full disk nothing is begun, what was done is written when there is space, and then it goes on', async () => {
  using folder = temporaryFolder()
  await using stack = new AsyncDisposableStack()
  const runbook = { ...runbookOfText(goLive), rollbacks: [plan] }
  const test = stack.use(openTestRuns(folder.dir, { clock: systemClock, runbookOf: () => runbook }))
  const { store, runs } = test
  const held = Promise.withResolvers<void>()
  const begun: string[] = []
  const prepare = ({ id }: CheckSpec): PreparedCheck => ({
    target: 'prod-1',
    command: id,
    danger: id === 'd' ? 'read' : 'change',
    expect: '',
    async measure() {
      begun.push(id)
      if (id === 'one') await held.promise
      return {
        kind: 'measured',
        startedAt: systemClock.now(),
        durationMs: 1,
        target: 'prod-1',
        facts: {},
      }
    },
    judge: () => ({ verdict: 'passed', expect: '', reason: { id: 'run.unknown' }, read: {} }),
  })
  const samples = stack.use(
    openSamples({
      dir: folder.dir,
      readOnly: false,
      clock: systemClock,
      budgetMb: () => 10,
      openRunbooks: () => [],
      log: () => undefined,
    }),
  )
  const { handlers, sources } = stack.use(
    createRollbacks({
      store,
      registry: runs.registry,
      samples,
      environment: () => ({ prepare }),
      logWindow: () => () => undefined,
      logReader: () => ({ metric: () => undefined, pii: () => Promise.resolve(undefined) }),
      redactor: createRedactor(),
      clock: systemClock,
      timer: systemTimer,
    }),
  )
  const runId = await test.createRun()
  const input = { runId, planId: 'back', mode: 'real' as const, by: 'Ada', answers: [] }
  const { rollbackId } = valueOf(await handlers['rollback.start'](input, idle))
  const own = { runId, rollbackId }
  const status = () => valueOf(sources.rollbacks({ runId })).get(rollbackId)
  const act = async (stepId: string) => {
    const { token } = valueOf(await handlers['rollback.preview']({ ...own, stepId }, idle))
    return handlers['rollback.act']({ ...own, stepId, agreed: { token } }, idle)
  }
  valueOf(await act('one'))

  const { sql } = store.database
  const pages = Number(sql.prepare('PRAGMA page_count').get()?.['page_count'])
  sql.exec(`PRAGMA max_page_count = ${pages}`)
  // Down to where not even an outcome fits in.
  for (const length of [19_000, 1000, 100, 1]) {
    const note = { runId, text: 'x'.repeat(length) }
    await expect
      .poll(async () => (await runs.handlers['run.note'](note, idle)).ok, { interval: 1 })
      .toBe(false)
  }
  held.resolve()
  const abort = { ...own, reason: 'The disk is full.' }
  expect(await handlers['rollback.abort'](abort, idle)).toMatchObject({
    failure: { code: 'disk-full' },
  })
  // It ended, and nobody may say so yet.
  expect(status()).toMatchObject({ state: 'running', steps: [{ state: 'acting' }, {}] })

  sql.exec('PRAGMA max_page_count = 100000')
  await expect.poll(() => status()?.steps[0]?.state, { timeout: 20_000 }).toBe('passed')
  valueOf(await handlers['rollback.go-on']({ ...own, stepId: 'one', way: 'next' }, idle))
  valueOf(await act('two'))
  await expect.poll(() => status()?.steps[1]?.state).toBe('passed')
  valueOf(await handlers['rollback.go-on']({ ...own, stepId: 'two', way: 'next' }, idle))
  await expect.poll(() => status()?.state).toBe('back')
  expect(begun).toEqual(['one', 'two', 'd'])
  expect(valueOf(await runs.handlers['run.verify']({ runId }, idle)).valid).toBe(true)
})
