import { message } from '../../shared/messages/message.ts'
import type { RunHead } from '../../shared/model/run.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { Store } from '../store/store.ts'
import type { Projection } from './projection.ts'
import type { RunRegistry } from './run-registry.ts'

/** One of this Warroom's own that goes on: it is watched, and may be changed. */
export const isOpenRun = <H extends Pick<RunHead, 'imported' | 'closedAt'>>(
  head: H | undefined,
): head is H => head !== undefined && !head.imported && head.closedAt === undefined

/** The run, if it may be changed here and now; else why not. */
export function openRun(store: Store, registry: RunRegistry, runId: string): Result<Projection> {
  const run = ownRun(store, registry, runId)
  if (run.ok && run.value.head().closedAt !== undefined)
    return failure('conflict', message('run.closed'))
  return run
}

/** The run, closed or not, if this Warroom may add to its history at all. */
export function ownRun(store: Store, registry: RunRegistry, runId: string): Result<Projection> {
  const projection = registry.get(runId)
  if (!projection) return failure('not-found', message('run.unknown'))
  if (projection.head().imported) return failure('read-only', message('run.imported'))
  if (store.database.readOnly) return failure('read-only', message('failure.read-only'))
  return ok(projection)
}

export function knownItem(run: Projection, itemId: string): Result<null> {
  if (run.item(itemId)) return ok(null)
  return failure('not-found', message('run.unknown-item', { itemId }))
}
