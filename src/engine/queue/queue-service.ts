import { message } from '../../shared/messages/message.ts'
import type { QueueStatus } from '../../shared/model/queue.ts'
import { failure, ok } from '../../shared/result.ts'
import type { KeyedSource } from '../rpc/keyed-source.ts'
import type { SubscriptionSources } from '../rpc/service.ts'
import type { RunRegistry } from '../run/run-registry.ts'
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
      queues({ runId }) {
        if (!registry.get(runId)) return failure('not-found', message('run.unknown'))
        return ok<KeyedSource<QueueStatus>>({
          entries: () => queues.statuses(runId),
          get: (key) => queues.status(runId, key),
          onChange: (listener) =>
            queues.onChange((changedRunId, keys) => {
              if (changedRunId === runId) listener(keys)
            }),
        })
      },
    },
  }
}
