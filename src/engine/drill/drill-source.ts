import type { DrillStatus } from '../../shared/model/drill.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import type { KeyedSource } from '../rpc/keyed-source.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'
import { byMoment } from './by-moment.ts'
import { drillOf, drillStatus, isOfDrill, type KeptDrill } from './drill-book.ts'

/** The drills of all runs, as their histories tell of them, oldest first. */
export interface DrillHistories extends Disposable {
  all(): KeptDrill[]
  get(drillId: string): KeptDrill | undefined
  readonly source: KeyedSource<DrillStatus>
}

export function createDrillHistories(
  store: Pick<Store, 'events'>,
  registry: Pick<RunRegistry, 'runIds' | 'get'>,
): DrillHistories {
  const drills = new Map<string, KeptDrill>()
  const listeners = new Set<(keys: readonly string[]) => void>()

  const read = (runId: string): KeptDrill | undefined => {
    const run = registry.get(runId)
    const drill = drillOf(run?.events ?? [])
    // One that goes on elsewhere is nobody's here until it is over.
    if (!drill || (!drill.ended && run?.head().imported)) return undefined
    drills.set(drill.drillId, drill)
    return drill
  }
  for (const runId of registry.runIds()) read(runId)

  const all = () =>
    [...drills.values()].toSorted((one, other) => byMoment(one.startedAt, other.startedAt))
  const statusOf = (drill: KeptDrill) =>
    drillStatus(drill, registry.get(drill.runId)?.head().title ?? '')
  const stop = store.events.onAppended((runId, events) => {
    const isNews = ({ body }: RunEvent) => isOfDrill(body) || body.type === 'run.taken-over'
    if (!events.some(isNews)) return
    const drill = read(runId)
    if (drill) for (const listener of listeners) listener([drill.drillId])
  })

  return {
    all,
    get: (drillId) => drills.get(drillId),
    source: {
      entries: () => all().map((drill): [string, DrillStatus] => [drill.drillId, statusOf(drill)]),
      get(drillId) {
        const drill = drills.get(drillId)
        return drill && statusOf(drill)
      },
      onChange(listener) {
        const own = (keys: readonly string[]) => listener(keys)
        listeners.add(own)
        return () => listeners.delete(own)
      },
    },
    [Symbol.dispose]: stop,
  }
}
