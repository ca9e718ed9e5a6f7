import type { RollbackEventBody } from '../../shared/model/rollback-event.ts'
import type { RollbackPlan } from '../../shared/model/rollback.ts'
import type { RunEvent, RunEventBody } from '../../shared/model/run.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'
import { traceOf, type RollbackTrace } from './rollback-trace.ts'

/** A rollback that a run's history tells of. */
export interface KeptRollback {
  readonly runId: string
  readonly rollbackId: string
  readonly plan: RollbackPlan
  readonly events: readonly RunEvent[]
  readonly trace: RollbackTrace
}

interface Kept {
  events: RunEvent[]
  trace: RollbackTrace | undefined
}

/** The rollbacks of all runs, read from their histories and kept in step with them. */
export function createHistories(
  store: Pick<Store, 'events'>,
  registry: Pick<RunRegistry, 'get'>,
  onChange: (runId: string, rollbackIds: readonly string[]) => void,
) {
  const runs = new Map<string, Map<string, Kept>>()

  const takeIn = (kept: Map<string, Kept>, events: readonly RunEvent[]): string[] => {
    const touched = new Set<string>()
    for (const event of events) {
      if (event.body.type === 'run.taken-over') {
        // Whoever goes on with the run leads none of its rollbacks yet.
        for (const [rollbackId, known] of kept) {
          if (known.events.some(({ seq }) => seq === event.seq)) continue
          known.events.push(event)
          known.trace = undefined
          touched.add(rollbackId)
        }
        continue
      }
      if (!isOfRollback(event.body)) continue
      const { rollbackId } = event.body
      const known = kept.get(rollbackId)
      // A history read for this very change holds it already.
      if (known?.events.some(({ seq }) => seq === event.seq)) continue
      if (known) {
        known.events.push(event)
        known.trace = undefined
      } else kept.set(rollbackId, { events: [event], trace: undefined })
      touched.add(rollbackId)
    }
    return [...touched]
  }
  const of = (runId: string) => {
    let kept = runs.get(runId)
    if (!kept) {
      runs.set(runId, (kept = new Map()))
      takeIn(kept, registry.get(runId)?.events ?? [])
    }
    return kept
  }
  const stop = store.events.onAppended((runId, events) => {
    if (!events.some(({ body }) => isOfRollback(body) || body.type === 'run.taken-over')) return
    const known = runs.get(runId)
    // Not looked at before: reading it takes these events in.
    const touched = takeIn(known ?? new Map<string, Kept>(), events)
    onChange(runId, touched)
  })
  const get = (runId: string, rollbackId: string): KeptRollback | undefined => {
    const kept = of(runId).get(rollbackId)
    if (!kept) return undefined
    const trace = (kept.trace ??= traceOf(kept.events))
    return trace && { runId, rollbackId, plan: trace.started.plan, events: kept.events, trace }
  }

  return {
    get,
    ids: (runId: string) => [...of(runId).keys()],
    /** The one under way, if there is one. */
    underWay(runId: string): KeptRollback | undefined {
      for (const rollbackId of of(runId).keys()) {
        const kept = get(runId, rollbackId)
        if (kept && !kept.trace.ended) return kept
      }
      return undefined
    },
    [Symbol.dispose]: stop,
  }
}

/** Others may name a rollback too; its own events are what it is made of. */
const isOfRollback = (body: RunEventBody): body is RollbackEventBody =>
  body.type.startsWith('rollback.')

export type Histories = ReturnType<typeof createHistories>
