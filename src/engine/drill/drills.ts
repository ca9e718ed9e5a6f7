import { message } from '../../shared/messages/message.ts'
import { failure, ok } from '../../shared/result.ts'
import type { CallHandlers, SubscriptionSources } from '../rpc/service.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'
import { createDrillHistories } from './drill-source.ts'

export interface DrillsOptions {
  store: Store
  registry: RunRegistry
}

/** Practicing a rollback, as the contract names it. */
export interface Drills extends Disposable {
  readonly handlers: Pick<CallHandlers, 'drill.start' | 'drill.give-up'>
  readonly sources: Pick<SubscriptionSources, 'drills'>
}

export function createDrills({ store, registry }: DrillsOptions): Drills {
  const histories = createDrillHistories(store, registry)
  return {
    handlers: {
      'drill.start': () =>
        Promise.resolve(
          failure('unsupported', message('drill.nothing-possible', { parts: 'none' })),
        ),
      'drill.give-up': () => Promise.resolve(failure('not-found', message('drill.unknown'))),
    },
    sources: { drills: () => ok(histories.source) },
    [Symbol.dispose]: () => histories[Symbol.dispose](),
  }
}
