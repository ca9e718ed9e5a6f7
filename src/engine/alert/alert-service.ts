import type { SubscriptionSources } from '../rpc/service.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import { runSource } from '../run/run-source.ts'
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
      alerts: ({ runId }) => runSource(registry, runId, board),
    },
  }
}
