import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'

import type {
  SubscriptionEntry,
  SubscriptionInput,
  SubscriptionName,
} from '../../shared/rpc/contract.ts'
import type { Client } from '../bridge/client.ts'
import type { Mirror } from '../bridge/mirror.ts'

export type CollectionStore<N extends SubscriptionName> = StoreApi<Mirror<SubscriptionEntry<N>>>

/** A store that holds what the engine last said of one collection, and nothing else. */
export function createCollection<N extends SubscriptionName>(): CollectionStore<N> {
  return createStore<Mirror<SubscriptionEntry<N>>>(() => ({
    entries: new Map(),
    loaded: false,
    stale: false,
  }))
}

/** Feeds a store until the returned function is called. */
export function feedCollection<N extends SubscriptionName>(
  store: CollectionStore<N>,
  client: Client,
  name: N,
  input: SubscriptionInput<N>,
): () => void {
  return client.subscribe(name, input, (mirror) => store.setState(mirror, true))
}
