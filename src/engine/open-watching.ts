import type { Runbook } from '../shared/model/runbook.ts'
import { createAlertBoard } from './alert/alert-board.ts'
import { createAlertService } from './alert/alert-service.ts'
import { createBudgetService } from './budget/budget-service.ts'
import { createBudgets } from './budget/budgets.ts'
import type { ProfileChecks } from './check/profile-checks.ts'
import { createGateService } from './gate/gate-service.ts'
import { createGates } from './gate/gates.ts'
import { measureReading } from './gate/measure-criteria.ts'
import { createIncidents } from './incident/incidents.ts'
import { createSeen } from './incident/seen.ts'
import { createLessons } from './lesson/lessons.ts'
import { createMeasureStore } from './monitor/measure-store.ts'
import { createMonitorService } from './monitor/monitor-service.ts'
import { createMonitors } from './monitor/monitors.ts'
import { createNetwork, systemAddresses } from './monitor/network.ts'
import type { SampleStore } from './monitor/sample-store.ts'
import { createNoticeService } from './notice/notice-service.ts'
import { createNotices } from './notice/notices.ts'
import { createWebhook } from './notice/webhook.ts'
import { createQueueService } from './queue/queue-service.ts'
import { createQueues } from './queue/queues.ts'
import type { Readiness } from './readiness/readiness.ts'
import type { EngineHost } from './rpc/service.ts'
import type { RunRegistry } from './run/run-registry.ts'
import type { Store } from './store/store.ts'
import type { Clock } from './time/clock.ts'
import type { Timer } from './time/timer.ts'

export interface WatchingOptions {
  store: Store
  registry: RunRegistry
  samples: SampleStore
  checks: ProfileChecks
  readiness: Readiness
  runbookOf: (hash: string) => Runbook | undefined
  onPower: EngineHost['onPower']
  redact: (text: string) => string
  clock: Clock
  timer: Timer
}

/** All that looks at targets by itself, and what is made of it: wired, and owned by the stack. */
export function openWatching(stack: AsyncDisposableStack, options: WatchingOptions) {
  const { store, registry, samples, checks, readiness, runbookOf, onPower } = options
  const { redact, clock, timer } = options
  const network = stack.use(createNetwork({ clock, timer, addresses: systemAddresses }))
  const monitors = stack.use(
    createMonitors({
      store,
      registry,
      samples,
      clock,
      redact,
      network,
      onInterrupted: () => checks.probeConnections(),
      timer,
      prepare: checks.prepare,
      onPower,
    }),
  )
  const measures = stack.use(
    createMeasureStore({
      samples,
      onLook: (listener) => monitors.onLook(listener),
      readBy(runId, checkId) {
        const runbook = registry.get(runId)?.runbook
        return runbook ? measureReading(runbook, checkId) : { judged: new Set(), expectation: [] }
      },
    }),
  )
  const monitorService = createMonitorService({ store, registry, samples, clock, redact, monitors })
  const alerts = stack.use(createAlertBoard({ store, registry, monitors, timer }))
  const alertService = createAlertService({ registry, board: alerts })
  const budgets = stack.use(createBudgets({ store, registry, samples, measures, clock, timer }))
  const budgetService = createBudgetService({ registry, budgets })
  const gates = stack.use(
    createGates({
      store,
      registry,
      monitors,
      samples,
      budgets,
      readiness,
      clock,
      timer,
    }),
  )
  const gateService = createGateService({ store, registry, gates, redact })
  const notices = stack.use(
    createNotices({
      store,
      registry,
      runbookOf,
      clock,
      timer,
    }),
  )
  const noticeService = createNoticeService({ store, registry, notices })
  const seen = createSeen({ registry, samples, measures })
  const lessons = createLessons({ store, registry, redact })
  const incidents = stack.use(createIncidents({ store, registry, seen, redact, clock }))
  stack.use(
    createWebhook({
      store,
      registry,
      notices,
      environment: (run) => checks.environment(run),
      redact,
      clock,
      timer,
    }),
  )
  const queues = stack.use(createQueues({ store, registry, monitors, measures, clock, timer }))
  const queueService = createQueueService({ registry, queues })
  return {
    monitors,
    network,
    handlers: {
      ...monitorService.handlers,
      ...gateService.handlers,
      ...noticeService.handlers,
      ...incidents.handlers,
      ...lessons.handlers,
    },
    sources: {
      ...monitorService.sources,
      ...alertService.sources,
      ...gateService.sources,
      ...queueService.sources,
      ...budgetService.sources,
      ...noticeService.sources,
      ...incidents.sources,
      ...lessons.sources,
    },
  }
}
