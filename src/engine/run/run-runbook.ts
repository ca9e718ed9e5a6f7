import { message } from '../../shared/messages/message.ts'
import type { Runbook } from '../../shared/model/runbook.ts'
import { failure, ok } from '../../shared/result.ts'
import { readRunbookFiles } from '../library/runbook-files.ts'
import type { CallHandlers } from '../rpc/service.ts'
import { diffRunbooks } from '../runbook/diff.ts'
import { overlayNameOf } from '../runbook/overlay-bundle.ts'
import type { Store } from '../store/store.ts'
import { watchFiles, type FileWatch } from './file-watch.ts'
import { isOpenRun, openRun } from './run-guard.ts'
import type { RunRegistry } from './run-registry.ts'
import { operator } from './run-service.ts'

export interface RunRunbook extends Disposable {
  readonly handlers: Pick<CallHandlers, 'runbook.diff' | 'runbook.adopt'>
}

/**
 * A run keeps the runbook it began with, and its overlay. The files they came from are watched: an
 * edit is kept, shown as a diff, and becomes the run's only when somebody adopts it.
 */
export function createRunRunbook(
  store: Store,
  registry: RunRegistry,
  runbookOf: (hash: string) => Runbook | undefined,
): RunRunbook {
  const watches = new Map<string, FileWatch>()

  const onBytes = (runId: string, fileName: string, bytes: Uint8Array) => {
    const kept = store.library.keepFile(fileName, bytes)
    if (kept.ok) registry.setRunbookChanged(runId, kept.value)
  }
  /** Open runs of this Warroom's own are watched; nothing else can adopt an edit. */
  const follow = (runId: string) => {
    const head = registry.head(runId)
    const path = isOpenRun(head) ? head.runbookPath : undefined
    if (head === undefined || path === undefined) {
      watches.get(runId)?.[Symbol.dispose]()
      watches.delete(runId)
    } else if (!watches.has(runId)) {
      const { runbookName } = head
      watches.set(
        runId,
        watchFiles(
          [path, overlayNameOf(path)],
          () => readRunbookFiles(path),
          (bytes) => onBytes(runId, runbookName, bytes),
        ),
      )
    }
  }

  const stops: (() => void)[] = []
  if (!store.database.readOnly) {
    for (const runId of registry.runIds()) follow(runId)
    stops.push(
      store.events.onAppended((runId) => follow(runId)),
      registry.onOpened((runId) => watches.get(runId)?.check()),
    )
  }

  return {
    handlers: {
      'runbook.diff'({ runId }) {
        const head = registry.head(runId)
        const from = head && runbookOf(head.runbookHash)
        if (!from) return Promise.resolve(failure('not-found', message('run.unknown')))
        const to = head.runbookChanged && runbookOf(head.runbookChanged.toHash)
        const unchanged = { unified: '', added: [], removed: [], changed: [] }
        return Promise.resolve(
          ok(to ? diffRunbooks(from, to) : { fromHash: from.hash, ...unchanged }),
        )
      },
      'runbook.adopt'({ runId, toHash }) {
        const adopt = () => {
          const run = openRun(store, registry, runId)
          if (!run.ok) return run
          const fromHash = run.value.head().runbookHash
          if (fromHash === toHash) return failure('conflict', message('run.same-runbook'))
          if (!store.library.file(toHash) || !runbookOf(toHash))
            return failure('not-found', message('run.unknown-runbook'))
          const adopted = store.events.append(runId, operator(store), [
            { type: 'runbook.adopted', fromHash, toHash },
          ])
          return adopted.ok ? ok(null) : adopted
        }
        return Promise.resolve(adopt())
      },
    },
    [Symbol.dispose]() {
      for (const stop of stops) stop()
      for (const watched of watches.values()) watched[Symbol.dispose]()
    },
  }
}
