import type { Budget } from '../../shared/model/budget.ts'
import type { Facts, Measurement, ProbeKind } from '../../shared/model/check.ts'
import type { Gate } from '../../shared/model/gate.ts'
import type { Runbook } from '../../shared/model/runbook.ts'
import type { PrepareCheck, Reach } from '../run/prepared-check.ts'
import { goLive, idle, openTestRuns, runbookOfText } from '../run/runs.fixture.ts'
import { createSimulatedTime } from '../time/simulated-time.fixture.ts'
import { createMonitorService } from './monitor-service.ts'
import { createMonitors } from './monitors.ts'
import { createNetwork } from './network.ts'
import { openSamples } from './open-samples.ts'

/** What a target answers at a moment. `undefined`: we could not measure. */
export type Answers = (checkId: string, atMs: number) => Facts | undefined

/** An engine's monitors over a store on the disk, targets that a test makes up, and its own time. */
export function openTestMonitors(
  dir: string,
  options: {
    time?: ReturnType<typeof createSimulatedTime>
    text?: string
    everySeconds?: (checkId: string) => number | undefined
    danger?: (checkId: string) => 'read' | 'change'
    kind?: ProbeKind
    answers?: Answers
    gates?: Gate[]
    budgets?: Budget[]
    tookMs?: number
    /** By the item; one host for all of them when absent. */
    hostOf?: (itemId: string) => string
    reachOf?: (itemId: string) => Reach
  } = {},
) {
  const time = options.time ?? createSimulatedTime()
  const text = options.text ?? goLive
  const everySeconds = options.everySeconds ?? (() => 5)
  const answering = { now: options.answers ?? (() => ({ status: 200 })) }
  const power = new Set<(event: 'suspend' | 'resume') => void>()
  const addresses = { now: ['192.0.2.7'] }
  const network = createNetwork({
    clock: time.clock,
    timer: time.timer,
    addresses: () => addresses.now,
  })
  let interruptions = 0
  let looks = 0

  const placeOf = (itemId: string) => `https://${options.hostOf?.(itemId) ?? 'api.test'}/${itemId}`

  const prepare: PrepareCheck = (check) =>
    Promise.resolve({
      target: placeOf(check.itemId),
      command: `GET ${placeOf(check.itemId)}`,
      reach: options.reachOf?.(check.itemId),
      danger: options.danger?.(check.id) ?? 'read',
      expect: 'status == 200',
      async measure(): Promise<Measurement> {
        looks++
        const startedAt = time.clock.now()
        const tookMs = options.tookMs ?? 20
        await time.wait(tookMs)
        const facts = answering.now(check.id, Date.parse(startedAt))
        const base = { startedAt, durationMs: tookMs, target: placeOf(check.itemId) }
        return facts
          ? { kind: 'measured', ...base, facts: { latency_ms: tookMs, ...facts } }
          : { kind: 'unmeasurable', ...base, cause: 'network-down', message: { id: 'run.unknown' } }
      },
      judge(measurement) {
        const facts = measurement.kind === 'measured' ? measurement.facts : {}
        const verdict = facts['status'] === 200 ? 'passed' : 'failed'
        return {
          verdict: measurement.kind === 'measured' ? verdict : 'unknown',
          expect: 'status == 200',
          reason: { id: 'run.unknown' },
          read: facts,
        }
      },
    })
  const watched = (runbook: Runbook): Runbook => ({
    ...runbook,
    gates: options.gates ?? [],
    budgets: options.budgets ?? [],
    items: runbook.items.map((item) => ({
      ...item,
      checks: item.checks.map((check) => ({
        ...check,
        kind: options.kind ?? check.kind,
        everySeconds: everySeconds(check.id),
      })),
    })),
  })
  const own = openTestRuns(dir, {
    text,
    clock: time.clock,
    runbookOf: () => watched(runbookOfText(text)),
  })
  const { store, runs } = own
  const samples = openSamples({
    dir,
    readOnly: store.database.readOnly,
    clock: time.clock,
    log: () => undefined,
  })
  const redact = (words: string) => words.replaceAll('hunter2', '«secret»')
  const shared = { store, registry: runs.registry, samples, clock: time.clock, redact }
  const monitors = createMonitors({
    ...shared,
    timer: time.timer,
    prepare,
    network,
    onInterrupted: () => interruptions++,
    onPower(listener) {
      power.add(listener)
      return () => power.delete(listener)
    },
  })
  const service = createMonitorService({ ...shared, monitors })

  return {
    ...own,
    time,
    samples,
    monitors,
    service,
    answering,
    looks: () => looks,
    addresses,
    network,
    interruptions: () => interruptions,
    tellPower: (event: 'suspend' | 'resume') => power.forEach((listener) => listener(event)),
    async startRun() {
      const runId = await own.createRun()
      await monitors.ready()
      return runId
    },
    eventsOf: (runId: string) =>
      store.events.read(runId).filter(({ body }) => body.type.startsWith('monitor.')),
    call: service.handlers,
    idle,
    async [Symbol.asyncDispose]() {
      network[Symbol.dispose]()
      const disposed = monitors[Symbol.asyncDispose]()
      await time.advance(60_000)
      await disposed
      samples[Symbol.dispose]()
      await own[Symbol.asyncDispose]()
    },
  }
}
