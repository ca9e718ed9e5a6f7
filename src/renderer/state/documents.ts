import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'

import type { Evidence } from '../../shared/model/run.ts'
import type { Runbook } from '../../shared/model/runbook.ts'
import type { Failure, Result } from '../../shared/result.ts'

export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'ready'; value: T }
  | { state: 'failed'; failure: Failure }

/** What came of asking for it. */
export const loadedOf = <T>(result: Result<T>): Loaded<T> =>
  result.ok ? { state: 'ready', value: result.value } : { state: 'failed', failure: result.failure }

/** What is named by its hash never changes: asked for once, kept. A failure may be asked again. */
export interface Documents<T> {
  store: StoreApi<ReadonlyMap<string, Loaded<T>>>
  want: (hash: string) => void
  retry: (hash: string) => void
}

export function createDocuments<T>(get: (hash: string) => Promise<Result<T>>): Documents<T> {
  const store = createStore<ReadonlyMap<string, Loaded<T>>>(() => new Map())
  const put = (hash: string, loaded: Loaded<T>) =>
    store.setState((documents) => new Map(documents).set(hash, loaded), true)
  const load = async (hash: string) => {
    put(hash, { state: 'loading' })
    const result = await get(hash)
    put(hash, loadedOf(result))
  }
  return {
    store,
    want(hash) {
      if (!store.getState().has(hash)) void load(hash)
    },
    retry(hash) {
      void load(hash)
    },
  }
}

export type RunbookDocuments = Documents<Runbook>
export type EvidenceDocuments = Documents<Evidence>
