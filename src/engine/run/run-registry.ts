import { message } from '../../shared/messages/message.ts'
import type { RunEvent, RunHead, RunSummary } from '../../shared/model/run.ts'
import type { Runbook } from '../../shared/model/runbook.ts'
import { failure, ok } from '../../shared/result.ts'
import type { RunEntry } from '../../shared/rpc/contract.ts'
import type { KeyedSource } from '../rpc/keyed-source.ts'
import type { SubscriptionSources } from '../rpc/service.ts'
import type { Store } from '../store/store.ts'
import { projectRun, type Projection } from './projection.ts'

export type Progress = Omit<Extract<RunEntry, { kind: 'progress' }>, 'kind'>

/** Every run as it is now, rebuilt from its events and kept in step with them. */
export interface RunRegistry extends Disposable {
  readonly sources: Pick<SubscriptionSources, 'runs' | 'run' | 'timeline'>
  get(runId: string): Projection | undefined
  head(runId: string): RunHead | undefined
  runIds(): string[]
  /** An attempt is under way in this process, until `end`. */
  begin(runId: string, attemptId: string): void
  end(runId: string, attemptId: string): void
  setProgress(runId: string, progress: Progress): void
  /** The runbook's file now has other bytes than the run pins. */
  setRunbookChanged(runId: string, toHash: string | undefined): void
  /** The profile's file now has another text than the run pins. */
  setProfileChanged(runId: string, toHash: string | undefined): void
  /** Items whose last attempt has no known outcome, over all runs. */
  outcomeUnknown(): number
  onOutcomeUnknown(listener: (count: number) => void): () => void
  /** Somebody opened a run's subscription. */
  onOpened(listener: (runId: string) => void): () => void
}

export function createRunRegistry(
  store: Store,
  runbookOf: (hash: string) => Runbook | undefined,
): RunRegistry {
  const live = new Set<string>()
  const projections = new Map<string, Projection>()
  const summaries = new Map<string, RunSummary>()
  const unknownCounts = new Map<string, number>()
  const progress = new Map<string, Progress>()
  const changedRunbooks = new Map<string, string>()
  const changedProfiles = new Map<string, string>()
  const runsChanged = createListeners<readonly string[]>()
  const runChanged = createListeners<{ runId: string; keys: readonly string[] }>()
  const appended = createListeners<{ runId: string; keys: readonly string[] }>()
  const outcomeUnknownChanged = createListeners<number>()
  const opened = createListeners<string>()

  const load = (runId: string): Projection | undefined => {
    const run = store.events.run(runId)
    if (!run) return undefined
    return projectRun(store.events.read(runId), {
      runbookOf,
      imported: run.imported,
      // Whoever only reads cannot know what runs in the other process: its word is taken for it.
      isLive: (attemptId) => (store.database.readOnly ? !run.imported : live.has(attemptId)),
    })
  }
  const get = (runId: string) => {
    const known = projections.get(runId)
    if (known) return known
    const projection = load(runId)
    if (projection) projections.set(runId, projection)
    return projection
  }
  const head = (runId: string): RunHead | undefined => {
    const projection = get(runId)
    const projected = projection?.head()
    if (!projection || !projected) return undefined
    const runbook = changedRunbooks.get(runId)
    const profile = changedProfiles.get(runId)
    return {
      ...projected,
      ...(runbook !== undefined &&
        runbook !== projected.runbookHash && { runbookChanged: { toHash: runbook } }),
      ...(profile !== undefined &&
        profile !== projection.profileHash && { profileChanged: { toHash: profile } }),
    }
  }
  const totalUnknown = () => [...unknownCounts.values()].reduce((sum, count) => sum + count, 0)

  const summarise = (runId: string, projection: Projection) => {
    summaries.set(runId, summaryOf(projection.head()))
    unknownCounts.set(runId, projection.items().filter((item) => item.outcomeUnknown).length)
  }
  const changed = (runId: string, keys: readonly string[]) => {
    const before = totalUnknown()
    const projection = get(runId)
    if (projection) summarise(runId, projection)
    runsChanged.tell([runId])
    runChanged.tell({ runId, keys: ['head', ...keys] })
    if (totalUnknown() !== before) outcomeUnknownChanged.tell(totalUnknown())
  }

  for (const { id } of store.events.runs()) {
    const projection = load(id)
    if (projection) summarise(id, projection)
  }

  const stopListening = store.events.onAppended((runId, events) => {
    // It was another's run, and is one's own from here on.
    if (events.some(({ body }) => body.type === 'run.taken-over')) projections.delete(runId)
    const keys = takeIn(projections, get, runId, events)
    appended.tell({ runId, keys: events.map((event) => String(event.seq)) })
    changed(runId, keys)
  })

  const runEntry = (runId: string, key: string): RunEntry | undefined => {
    const projection = get(runId)
    if (key === 'head') {
      const value = head(runId)
      return value && { kind: 'head', head: value }
    }
    if (key === 'progress') {
      const value = progress.get(runId)
      return value && { kind: 'progress', ...value }
    }
    if (key.startsWith('item:')) {
      const item = projection?.item(key.slice('item:'.length))
      return item && { kind: 'item', item }
    }
    const signature = projection?.signatures().find(({ seq }) => key === `sign:${seq}`)
    return signature && { kind: 'signature', signature }
  }
  const runKeys = (runId: string) => ['head', ...keysOf(get(runId)), 'progress']

  const setChanged = (of: Map<string, string>, runId: string, toHash: string | undefined) => {
    if (of.get(runId) === toHash) return
    if (toHash === undefined) of.delete(runId)
    else of.set(runId, toHash)
    runChanged.tell({ runId, keys: ['head'] })
  }

  return {
    get,
    head,
    runIds: () => [...summaries.keys()],
    begin(_runId, attemptId) {
      live.add(attemptId)
    },
    end(runId, attemptId) {
      live.delete(attemptId)
      const open = get(runId)?.openAttempts() ?? []
      const left = open.filter((attempt) => attempt.attemptId === attemptId)
      if (left.length > 0)
        changed(
          runId,
          left.map(({ itemId }) => `item:${itemId}`),
        )
    },
    setProgress(runId, value) {
      progress.set(runId, value)
      runChanged.tell({ runId, keys: ['progress'] })
    },
    setRunbookChanged: (runId, toHash) => setChanged(changedRunbooks, runId, toHash),
    setProfileChanged: (runId, toHash) => setChanged(changedProfiles, runId, toHash),
    outcomeUnknown: totalUnknown,
    onOutcomeUnknown: outcomeUnknownChanged.on,
    onOpened: opened.on,
    sources: {
      runs: () =>
        ok<KeyedSource<RunSummary>>({
          entries: () => summaries.entries(),
          get: (runId) => summaries.get(runId),
          onChange: runsChanged.on,
        }),
      run({ runId }) {
        if (!get(runId)) return failure('not-found', message('run.unknown'))
        opened.tell(runId)
        return ok<KeyedSource<RunEntry>>({
          *entries() {
            for (const key of runKeys(runId)) {
              const entry = runEntry(runId, key)
              if (entry) yield [key, entry]
            }
          },
          get: (key) => runEntry(runId, key),
          onChange: (listener) =>
            runChanged.on((change) => {
              if (change.runId === runId) listener(change.keys)
            }),
        })
      },
      timeline({ runId }) {
        const projection = get(runId)
        if (!projection) return failure('not-found', message('run.unknown'))
        return ok<KeyedSource<RunEvent>>({
          *entries() {
            for (const event of projection.events) yield [String(event.seq), event]
          },
          get: (key) => projection.events.find(({ seq }) => String(seq) === key),
          onChange: (listener) =>
            appended.on((change) => {
              if (change.runId === runId) listener(change.keys)
            }),
        })
      },
    },
    [Symbol.dispose]: stopListening,
  }
}

/** Applies new events and gives the keys they touched, the ones that are no more included. */
function takeIn(
  projections: ReadonlyMap<string, Projection>,
  get: (runId: string) => Projection | undefined,
  runId: string,
  events: readonly RunEvent[],
): string[] {
  const projection = projections.get(runId)
  // Not looked at before: loading it takes these events in.
  if (!projection) return keysOf(get(runId))
  const keys = new Set<string>()
  for (const event of events) {
    const before = keysOf(projection)
    const touched = projection.apply(event)
    const all = touched === 'everything' ? [...before, ...keysOf(projection)] : touched
    for (const key of all) keys.add(key)
  }
  return [...keys]
}

function keysOf(projection: Projection | undefined): string[] {
  if (!projection) return []
  return [
    ...projection.itemIds().map((itemId) => `item:${itemId}`),
    ...projection.signatures().map(({ seq }) => `sign:${seq}`),
  ]
}

function summaryOf(head: RunHead): RunSummary {
  const {
    people: _people,
    runbookPath: _path,
    runbookChanged: _changed,
    dues: _dues,
    ...summary
  } = head
  return summary
}

function createListeners<T>() {
  const listeners = new Set<(value: T) => void>()
  return {
    tell(value: T) {
      for (const listener of listeners) listener(value)
    },
    on: (listener: (value: T) => void): (() => void) => {
      const own = (value: T) => listener(value)
      listeners.add(own)
      return () => listeners.delete(own)
    },
  }
}
