import { message } from '../../shared/messages/message.ts'
import type { AlertEntry } from '../../shared/model/alert.ts'
import { failure, ok } from '../../shared/result.ts'
import type { KeyedSource } from '../rpc/keyed-source.ts'
import type { SubscriptionSources } from '../rpc/service.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { AlertBoard } from './alert-board.ts'

/** Alerts as the contract names them. */
export function createAlertService({
  registry,
  board,
}: {
  registry: RunRegistry
  board: AlertBoard
}): { sources: Pick<SubscriptionSources, 'alerts'> } {
  return {
    sources: {
      alerts({ runId }) {
        if (!registry.get(runId)) return failure('not-found', message('run.unknown'))
        return ok<KeyedSource<AlertEntry>>({
          entries: () => board.entries(runId),
          get: (key) => board.get(runId, key),
          onChange: (listener) =>
            board.onChange((changedRunId, keys) => {
              if (changedRunId === runId) listener(keys)
            }),
        })
      },
    },
  }
}
