import type { SubscriptionSources } from '../rpc/service.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import { runSource } from '../run/run-source.ts'
import type { Queues } from './queues.ts'

/** Queues as the contract names them. */
export function createQueueService({
  registry,
  queues,
}: {
  registry: RunRegistry
  queues: Queues
}): {
  sources: Pick<SubscriptionSources, 'queues'>
} {
  return {
    sources: {
      queues: ({ runId }) =>
        runSource(registry, runId, {
          entries: (id) => queues.statuses(id),
          get: (id, key) => queues.status(id, key),
          onChange: (listener) => queues.onChange(listener),
        }),
    },
  }
}
