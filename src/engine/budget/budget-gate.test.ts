import { expect, test } from 'vitest'

import type { BudgetCriterion } from '../../shared/model/gate.ts'
import { createGateService } from '../gate/gate-service.ts'
import { gateOf } from '../gate/gate.fixture.ts'
import { createGates } from '../gate/gates.ts'
import { openTestMonitors } from '../monitor/monitors.fixture.ts'
import { collectRun, readRunFile, writeRunFile } from '../run/run-file.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { budgetOf } from './budget.fixture.ts'
import { createBudgets } from './budgets.ts'

const minute = 60_000

const criterion: BudgetCriterion = {
  id: 'api',
  kind: 'budget',
  title: 'API availability',
  itemId: 'ready',
  checkId: 'ready#1',
  budgetId: 'api',
  target: 0.98,
  budgetSeconds: 30 * 86_400,
  blocking: true,
  require: 'remaining > 0.0 && !burning',
  minSamples: 50,
  maxStaleSeconds: 15,
  noData: 'unknown',
  holdSeconds: 20,
}

test('a gate over a budget: pending, GO, NO-GO; signed evidence survives export and import', async () => {
  using folder = temporaryFolder()
  const gate = gateOf(criterion)
  await using engine = openTestMonitors(folder.dir, {
    text: 'ready 1 health/ready answers',
    gates: [gate],
    budgets: [budgetOf({ target: 0.98 })],
  })
  const { store, monitors, samples, time, runs } = engine
  const { registry } = runs
  const shared = { store, registry, samples, clock: time.clock, timer: time.timer }
  using budgets = createBudgets({
    ...shared,
    measures: { names: () => [], points: () => [], window: () => undefined },
  })
  using gates = createGates({ ...shared, monitors, budgets, readiness: { lines: () => [] } })
  const service = createGateService({ store, registry, gates, redact: (text) => text })
  const runId = await engine.startRun()
  const verdict = () => gates.status(runId, gate.id)?.evaluation?.verdict

  await time.advance(2 * minute)
  expect(gates.status(runId, gate.id)?.evaluation?.criteria[0]).toMatchObject({
    verdict: 'pending',
    reason: { id: 'budget.filling' },
    earliestGoAt: expect.any(String),
  })
  await time.advance(4 * minute)
  expect(verdict()).toBe('go')

  engine.answering.now = () => ({ status: 503 })
  await time.advance(4 * minute)
  expect(verdict()).toBe('no-go')
  valueOf(
    await service.handlers['gate.decide'](
      {
        runId,
        gateId: gate.id,
        decision: 'no-go',
        by: 'Ada',
        role: '',
        typed: 'Ada',
        override: false,
      },
      engine.idle,
    ),
  )
  const decided = store.events.read(runId).find(({ body }) => body.type === 'gate.decided')
  expect(decided?.body).toMatchObject({
    criteria: [criterion],
    evaluation: { criteria: [{ verdict: 'no-go', budget: { alerts: [{ alert: 'fast' }] } }] },
  })
  const burning = store.events.read(runId).filter(({ body }) => body.type === 'budget.burning')
  expect(burning).toHaveLength(1)

  const file = collectRun(store, runId)
  if (!file) throw new Error('the run is there')
  const read = valueOf(await readRunFile(await writeRunFile(file)))
  expect(read.report).toMatchObject({ valid: true })
  expect(read.file.events).toEqual(file.events)

  const report = await runs.handlers['run.report'](
    { runId, format: 'markdown', locale: 'en' },
    engine.idle,
  )
  const { text } = valueOf(report)
  expect(text).toContain('Budget “API availability” burns fast')
  expect(text).toContain('takes 50 looks to tolerate one')
})
