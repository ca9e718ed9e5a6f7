import { expect, test } from 'vitest'

import type { Gate } from '../../shared/model/gate.ts'
import type { RunEventBody } from '../../shared/model/run.ts'
import type { CallParsed } from '../../shared/rpc/contract.ts'
import { openTestMonitors, type Answers } from '../monitor/monitors.fixture.ts'
import { collectRun, verifyRun } from '../run/run-file.ts'
import { canonicalJson, sha256 } from '../store/canonical.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { createGateService } from './gate-service.ts'
import { gateOf, windowCriterion } from './gate.fixture.ts'
import { createGates } from './gates.ts'

const ready = windowCriterion({
  id: 'ready',
  itemId: 'ready',
  checkId: 'ready#1',
  require: 'failed == 0',
  holdSeconds: 20,
})
const backup = {
  id: 'backup',
  kind: 'item' as const,
  title: 'A backup was restored',
  itemId: 'backup',
  blocking: true,
}

async function openTestGates(dir: string, gate: Gate, answers?: Answers) {
  const engine = openTestMonitors(dir, { gates: [gate], answers })
  const { store, monitors, samples, time, runs } = engine
  const { registry } = runs
  const budgets = { readNow: () => undefined }
  const open = () =>
    createGates({
      store,
      registry,
      monitors,
      samples,
      budgets,
      readiness: { lines: () => [] },
      clock: time.clock,
      timer: time.timer,
    })
  const gates = open()
  const redact = (text: string) => text.replaceAll('hunter2', '«secret»')
  const service = createGateService({ store, registry, gates, redact })
  const runId = await engine.startRun()
  const status = () => {
    const found = gates.status(runId, gate.id)
    if (!found) throw new Error('the gate is in the runbook')
    return found
  }
  return {
    ...engine,
    runId,
    gates,
    service,
    open,
    status,
    verdict: () => status().evaluation?.verdict,
    eventsOf: <T extends RunEventBody['type']>(type: T) =>
      store.events
        .read(runId)
        .flatMap(({ body }) =>
          body.type === type ? [body as Extract<RunEventBody, { type: T }>] : [],
        ),
    decide: (input: Partial<CallParsed<'gate.decide'>>) =>
      service.handlers['gate.decide'](
        {
          runId,
          gateId: gate.id,
          decision: 'go',
          by: 'Ada',
          role: 'ops',
          typed: 'Ada',
          override: false,
          ...input,
        },
        engine.idle,
      ),
    passBackup: (state: 'passed' | 'todo') =>
      runs.handlers['item.set']({ runId, itemIds: ['backup'], state }, engine.idle),
    async [Symbol.asyncDispose]() {
      gates[Symbol.dispose]()
      await engine[Symbol.asyncDispose]()
    },
  }
}

test('a gate says what monitors and items say, and every change of verdict is an event with its cause', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestGates(folder.dir, gateOf(ready, backup))
  const { time, answering, verdict } = engine
  await time.advance(30_000)
  expect(verdict()).toBe('pending')
  expect(engine.status().evaluation?.criteria[0]).toMatchObject({
    verdict: 'pending',
    reason: { id: 'gate.filling' },
  })
  await time.advance(90_000)
  expect(engine.status().evaluation).toMatchObject({ verdict: 'pending', decidedBy: 'backup' })
  valueOf(await engine.passBackup('passed'))
  await time.advance(2000)
  expect(verdict()).toBe('go')

  answering.now = () => ({ status: 503 })
  await time.advance(10_000)
  expect(engine.status().evaluation).toMatchObject({ verdict: 'no-go', decidedBy: 'ready' })
  answering.now = () => ({ status: 200 })
  await time.advance(50_000)
  expect(verdict()).toBe('no-go')
  await time.advance(50_000)
  expect(verdict()).toBe('go')

  // The source falls silent: what could not be measured is never GO.
  answering.now = () => undefined
  await time.advance(30_000)
  expect(verdict()).toBe('unknown')
  // The run's id decides when in its interval a monitor first looks: before the gate does, or after.
  const changes = engine.eventsOf('gate.changed')
  const filling = changes.findIndex(({ to }) => to === 'pending')
  expect(changes.slice(0, filling).map(({ reason }) => reason.id)).toEqual(
    filling === 0 ? [] : ['gate.never-measured'],
  )
  const told = changes.slice(filling)
  expect(told.map(({ from, to }) => [from, to])).toEqual([
    [filling === 0 ? undefined : 'unknown', 'pending'],
    ['pending', 'go'],
    ['go', 'no-go'],
    ['no-go', 'go'],
    ['go', 'unknown'],
  ])
  expect(told.map(({ reason }) => reason.id)).toEqual([
    'gate.filling',
    'gate.all-hold',
    'expectation.broken',
    'gate.all-hold',
    'gate.stale',
  ])
})

test('sleep turns GO into UNKNOWN, and GO comes back only after a full window', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestGates(folder.dir, gateOf(ready))
  await engine.time.advance(120_000)
  expect(engine.verdict()).toBe('go')
  engine.time.jump(3_600_000)
  await engine.time.advance(1500)
  expect(engine.verdict()).toBe('unknown')
  await engine.time.advance(20_000)
  expect(engine.status().evaluation?.criteria[0]).toMatchObject({
    verdict: 'unknown',
    reason: { id: 'gate.holes' },
  })
  await engine.time.advance(90_000)
  expect(engine.verdict()).toBe('go')
})

test('monitors that no criterion reads do not have it evaluated', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestGates(folder.dir, gateOf(backup))
  await engine.time.advance(10_000)
  let told = 0
  engine.gates.onChange(() => told++)
  await engine.time.advance(60_000)
  expect(told).toBeLessThanOrEqual(13)
  expect(told).toBeGreaterThanOrEqual(11)
})

test('after a restart the verdict is not told twice, and a hold begins anew', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestGates(folder.dir, gateOf(ready, backup))
  await engine.time.advance(2000)
  valueOf(await engine.passBackup('passed'))
  await engine.time.advance(120_000)
  expect(engine.verdict()).toBe('go')
  engine.gates[Symbol.dispose]()
  using again = engine.open()
  await engine.time.advance(2000)
  expect(again.status(engine.runId, 'go-live')?.evaluation?.verdict).toBe('pending')
  await engine.time.advance(25_000)
  expect(again.status(engine.runId, 'go-live')?.evaluation?.verdict).toBe('go')
  expect(
    engine
      .eventsOf('gate.changed')
      .map(({ to }) => to)
      .slice(-3),
  ).toEqual(['go', 'pending', 'go'])
})

test('GO is refused against the verdict, unless it is overridden with a reason, which stands for ever', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestGates(folder.dir, gateOf(ready, backup))
  await engine.time.advance(120_000)
  const refused = await engine.decide({})
  expect(refused).toMatchObject({
    ok: false,
    failure: { code: 'conflict', message: { id: 'gate.not-go', values: { verdict: 'pending' } } },
  })
  expect(await engine.decide({ override: true })).toMatchObject({ ok: false })
  expect(await engine.decide({ reason: 'it is late' })).toMatchObject({ ok: false })
  expect(await engine.decide({ typed: 'Bob' })).toMatchObject({
    failure: { code: 'needs-confirmation' },
  })
  expect(await engine.decide({ decision: 'delay' })).toMatchObject({
    failure: { message: { id: 'gate.delay-reason' } },
  })
  expect(await engine.decide({ gateId: 'gone' })).toMatchObject({ failure: { code: 'not-found' } })
  expect(engine.eventsOf('gate.decided')).toEqual([])

  valueOf(await engine.decide({ override: true, reason: 'backup seen by eye, hunter2' }))
  const [decided] = engine.eventsOf('gate.decided')
  expect(decided).toMatchObject({
    decision: 'go',
    by: 'Ada',
    override: 'pending',
    reason: 'backup seen by eye, «secret»',
    evaluation: { verdict: 'pending', decidedBy: 'backup' },
  })
  const { criteria, evaluation, evaluationHash } = decided ?? {}
  expect(evaluationHash).toBe(sha256(canonicalJson({ criteria, evaluation })))
  expect(engine.status()).toMatchObject({
    decision: { decision: 'go', override: true },
    signatures: [{ by: 'Ada', override: 'pending' }],
  })
  const file = collectRun(engine.store, engine.runId)
  expect(file && verifyRun(file)).toMatchObject({ valid: true })
  const seq = engine.status().signatures[0]?.seq ?? 0
  const undo = await engine.runs.handlers['run.undo']({ runId: engine.runId, seq }, engine.idle)
  expect(undo).toMatchObject({ ok: false, failure: { message: { id: 'run.not-undoable' } } })

  const { handlers } = engine.runs
  for (const [format, locale, words] of [
    ['markdown', 'en', 'OVERRIDE: Ada (ops)'],
    ['html', 'fr', 'DÉROGATION : Ada (ops)'],
  ] as const) {
    const report = valueOf(
      await handlers['run.report']({ runId: engine.runId, format, locale }, engine.idle),
    )
    expect(report.text).toContain(words)
    expect(report.text).toContain(evaluationHash)
    expect(report.text).toContain('failed == 0')
  }
})

test('GO stands when every approver has signed; one NO-GO is NO-GO', async () => {
  using folder = temporaryFolder()
  const gate = { ...gateOf(backup), approvers: ['Ops lead', 'Product'] }
  await using engine = await openTestGates(folder.dir, gate)
  valueOf(await engine.passBackup('passed'))
  await engine.time.advance(2000)
  expect(await engine.decide({ role: 'intern' })).toMatchObject({ failure: { code: 'denied' } })
  valueOf(await engine.decide({ role: 'ops lead' }))
  expect(engine.status().missing).toEqual(['Product'])
  expect(engine.status().decision).toBeUndefined()
  valueOf(await engine.decide({ decision: 'no-go', by: 'Eve', typed: 'Eve', role: 'Product' }))
  expect(engine.status().decision).toMatchObject({ decision: 'no-go' })
  valueOf(await engine.decide({ by: 'Eve', typed: ' Eve ', role: 'Product' }))
  expect(engine.status()).toMatchObject({
    missing: [],
    decision: { decision: 'go', override: false },
  })
  expect(engine.status().signatures).toHaveLength(3)
})

test('a closed run keeps its decision, and is evaluated no more', async () => {
  using folder = temporaryFolder()
  await using engine = await openTestGates(folder.dir, gateOf(backup))
  await engine.time.advance(2000)
  valueOf(await engine.decide({ decision: 'no-go' }))
  const { runId, idle } = engine
  valueOf(await engine.runs.handlers['run.close']({ runId, note: '' }, idle))
  expect(engine.status()).toMatchObject({ evaluation: undefined, decision: { decision: 'no-go' } })
  expect(await engine.decide({ decision: 'no-go' })).toMatchObject({
    failure: { code: 'conflict' },
  })
})
