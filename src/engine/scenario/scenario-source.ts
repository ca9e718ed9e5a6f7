import { message } from '../../shared/messages/message.ts'
import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { failure, ok } from '../../shared/result.ts'
import type { KeyedSource } from '../rpc/keyed-source.ts'
import type { SubscriptionSources } from '../rpc/service.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'

interface ScenarioSourceOptions {
  store: Pick<Store, 'events'>
  registry: RunRegistry
  statusOf: (runId: string, scenarioId: string) => ScenarioStatus | undefined
  /** What only this process knows of a scenario has changed. */
  onMove: (listener: (runId: string, scenarioId: string) => void) => () => void
}

/** A run's scenarios as they stand, told on each change of the history and of what is under way. */
export function createScenarioSource(
  options: ScenarioSourceOptions,
): Pick<SubscriptionSources, 'scenarios'> {
  const { store, registry, statusOf, onMove } = options
  return {
    scenarios({ runId }) {
      if (!registry.get(runId)) return failure('not-found', message('run.unknown'))
      const scenarios = () => registry.get(runId)?.runbook?.scenarios ?? []
      const ids = () => scenarios().map(({ id }) => id)
      return ok<KeyedSource<ScenarioStatus>>({
        *entries() {
          for (const id of ids()) {
            const status = statusOf(runId, id)
            if (status) yield [id, status]
          }
        },
        get: (id) => statusOf(runId, id),
        onChange(listener) {
          const stopMoves = onMove((changed, id) => {
            if (changed === runId) listener([id])
          })
          const stop = store.events.onAppended((changed, events) => {
            if (changed !== runId) return
            const touched = events.flatMap(({ body }) =>
              'checkId' in body
                ? scenarios().filter(({ checkId }) => checkId === body.checkId)
                : [],
            )
            const isOther = events.some(({ body }) => body.type === 'runbook.adopted')
            const keys = isOther ? ids() : [...new Set(touched.map(({ id }) => id))]
            if (keys.length > 0) listener(keys)
          })
          return () => {
            stopMoves()
            stop()
          }
        },
      })
    },
  }
}
