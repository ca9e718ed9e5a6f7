import { message, type Message } from '../../shared/messages/message.ts'
import type {
  Criterion,
  Gate,
  GateEvaluation,
  GateStatus,
  GateVerdict,
} from '../../shared/model/gate.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import type { Budgets } from '../budget/budgets.ts'
import type { Monitors } from '../monitor/monitors.ts'
import type { SampleStore } from '../monitor/sample-store.ts'
import type { Readiness } from '../readiness/readiness.ts'
import { createOpenRuns } from '../run/open-runs.ts'
import type { Projection } from '../run/projection.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import { decisionOf, signaturesOf } from './decisions.ts'
import { evaluateGate, type GateState } from './evaluate.ts'
import { createWindowReader, type WindowReader } from './window-reader.ts'

/** However many monitors beat, a gate is evaluated no more often than this. */
const roundEveryMs = 1000
/** And no less often than this: time alone makes data stale, and fills windows. */
const longestRestMs = 5000

export interface GatesOptions {
  store: Store
  registry: RunRegistry
  monitors: Pick<Monitors, 'onChange'>
  samples: SampleStore
  budgets: Pick<Budgets, 'readNow'>
  readiness: Pick<Readiness, 'lines'>
  clock: Clock
  timer: Timer
}

/** The gates of all runs: evaluated in the open ones, as they were left in the others. */
export interface Gates extends Disposable {
  statuses(runId: string): Iterable<[gateId: string, status: GateStatus]>
  status(runId: string, gateId: string): GateStatus | undefined
  /** Of this moment, not of the last round. */
  evaluateNow(runId: string, gateId: string): GateEvaluation | undefined
  onChange(listener: (runId: string, gateIds: readonly string[]) => void): () => void
}

interface LiveGate {
  gate: Gate
  state: GateState
  evaluation?: GateEvaluation
  /** What the run's history last said of it. */
  recorded: GateVerdict | undefined
}

interface LiveRun {
  gates: Map<string, LiveGate>
  reader: WindowReader
  /** Checks that its criteria read. */
  checkIds: ReadonlySet<string>
  isDirty: boolean
  evaluatedMs: number
}

export function createGates(options: GatesOptions): Gates {
  const { store, registry, samples, clock, timer } = options
  const nowMs = () => Date.parse(clock.now())
  const listeners = new Set<(runId: string, gateIds: readonly string[]) => void>()
  let cancelRound: (() => void) | undefined

  const tell = (runId: string, gateIds: readonly string[]) => {
    if (gateIds.length > 0) for (const listener of listeners) listener(runId, gateIds)
  }

  const startRun = (run: Projection): LiveRun | undefined => {
    const gates = run.runbook?.gates ?? []
    if (gates.length === 0) return undefined
    const { id, createdAt } = run.head()
    const checks = new Map(
      run.runbook?.items.flatMap(({ checks }) => checks.map((check) => [check.id, check] as const)),
    )
    return {
      gates: new Map(
        gates.map((gate) => [
          gate.id,
          { gate, state: new Map(), recorded: lastVerdict(run.events, gate.id)?.to },
        ]),
      ),
      reader: createWindowReader(samples, { runId: id, sinceMs: Date.parse(createdAt), checks }),
      checkIds: new Set(gates.flatMap(({ criteria }) => criteria.flatMap(checkOf))),
      isDirty: true,
      evaluatedMs: 0,
    }
  }

  /** Open runs of this Warroom's own are evaluated. */
  const { live, follow } = createOpenRuns(registry, startRun, (runId, before, now) =>
    tell(runId, [...new Set([...(before?.gates.keys() ?? []), ...(now?.gates.keys() ?? [])])]),
  )

  const evaluate = (runId: string, { gates, reader }: LiveRun, only?: string) => {
    const run = registry.get(runId)
    const atMs = nowMs()
    const readAt = reader.at(atMs)
    for (const [gateId, liveGate] of gates) {
      if (only !== undefined && only !== gateId) continue
      const inputs = {
        samples: readAt,
        itemState: (itemId: string) => run?.item(itemId)?.state,
        budget: (budgetId: string) => options.budgets.readNow(runId, budgetId),
        readiness: () => options.readiness.lines(runId),
      }
      const { evaluation, state } = evaluateGate(liveGate.gate, inputs, atMs, liveGate.state)
      liveGate.evaluation = evaluation
      liveGate.state = state
    }
  }

  const record = (runId: string, { gates }: LiveRun) => {
    const changed = [...gates.values()].flatMap(({ gate, evaluation, recorded }) =>
      evaluation && evaluation.verdict !== recorded ? [{ gate, evaluation, from: recorded }] : [],
    )
    if (changed.length === 0) return
    const bodies = changed.map(({ gate, evaluation, from }) => ({
      type: 'gate.changed' as const,
      gateId: gate.id,
      title: gate.title,
      from,
      to: evaluation.verdict,
      criterionId: evaluation.decidedBy,
      reason: reasonOf(evaluation),
    }))
    const appended = store.events.append(runId, { kind: 'engine' }, bodies)
    // A full disk refuses it; the next round tries again.
    if (!appended.ok) return
    for (const { gate, evaluation } of changed) {
      const liveGate = gates.get(gate.id)
      if (liveGate) liveGate.recorded = evaluation.verdict
    }
  }

  const round = () => {
    const startedMs = clock.monotonicMs()
    for (const [runId, run] of live) {
      if (!run.isDirty && startedMs - run.evaluatedMs < longestRestMs) continue
      run.isDirty = false
      run.evaluatedMs = startedMs
      evaluate(runId, run)
      record(runId, run)
      tell(runId, [...run.gates.keys()])
    }
    cancelRound = timer.after(roundEveryMs, round)
  }

  const stops: (() => void)[] = []
  if (!store.database.readOnly) {
    for (const runId of registry.runIds()) follow(runId)
    stops.push(
      store.events.onAppended((runId, events) => {
        follow(runId)
        const run = live.get(runId)
        if (run && events.some(({ body }) => body.type !== 'gate.changed')) run.isDirty = true
        tell(runId, events.flatMap(decidedGate))
      }),
      options.monitors.onChange((runId, checkIds) => {
        const run = live.get(runId)
        if (run && checkIds.some((checkId) => run.checkIds.has(checkId))) run.isDirty = true
      }),
    )
    cancelRound = timer.after(roundEveryMs, round)
  }

  const statusOf = (runId: string, run: Projection, gate: Gate): GateStatus => {
    const signatures = signaturesOf(run.events, gate.id)
    const evaluation = live.get(runId)?.gates.get(gate.id)?.evaluation
    const since = lastVerdict(run.events, gate.id)?.at
    return { gate, evaluation, since, signatures, ...decisionOf(gate, signatures) }
  }

  return {
    *statuses(runId) {
      const run = registry.get(runId)
      for (const gate of run?.runbook?.gates ?? [])
        if (run) yield [gate.id, statusOf(runId, run, gate)]
    },
    status(runId, gateId) {
      const run = registry.get(runId)
      const gate = run?.runbook?.gates.find(({ id }) => id === gateId)
      return run && gate && statusOf(runId, run, gate)
    },
    evaluateNow(runId, gateId) {
      const run = live.get(runId)
      if (run) evaluate(runId, run, gateId)
      return run?.gates.get(gateId)?.evaluation
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    [Symbol.dispose]() {
      cancelRound?.()
      for (const stop of stops) stop()
      listeners.clear()
    },
  }
}

const checkOf = (criterion: Criterion) => ('checkId' in criterion ? [criterion.checkId] : [])

const decidedGate = ({ body }: RunEvent) => (body.type === 'gate.decided' ? [body.gateId] : [])

function lastVerdict(events: readonly RunEvent[], gateId: string) {
  const last = events.findLast(({ body }) => body.type === 'gate.changed' && body.gateId === gateId)
  return last?.body.type === 'gate.changed' ? { to: last.body.to, at: last.at } : undefined
}

/** Why the verdict is what it is: the deciding criterion's own words. */
function reasonOf({ verdict, decidedBy, criteria }: GateEvaluation): Message {
  const deciding = criteria.find(({ criterionId }) => criterionId === decidedBy)
  if (deciding) return deciding.reason
  return message(verdict === 'go' ? 'gate.all-hold' : 'gate.nothing-blocks')
}
