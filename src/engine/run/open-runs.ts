import type { Projection } from './projection.ts'
import { isOpenRun } from './run-guard.ts'
import type { RunRegistry } from './run-registry.ts'

/**
 * What is kept of each open run of this Warroom's own, by run: `follow` begins with a run, begins anew
 * where its runbook is another, and lets go of one that ended. `begin` gives undefined where there is
 * nothing to keep.
 */
export function createOpenRuns<R>(
  registry: Pick<RunRegistry, 'get'>,
  begin: (run: Projection) => R | undefined,
  onChange: (runId: string, before: R | undefined, now: R | undefined) => void,
): { live: ReadonlyMap<string, R>; follow: (runId: string) => void } {
  const live = new Map<string, R>()
  const runbookHashes = new Map<string, string>()
  const follow = (runId: string) => {
    const run = registry.get(runId)
    const head = run?.head()
    const isOpen = run !== undefined && isOpenRun(head)
    if (isOpen && runbookHashes.get(runId) === head.runbookHash) return
    const before = live.get(runId)
    const now = isOpen ? begin(run) : undefined
    if (isOpen) runbookHashes.set(runId, head.runbookHash)
    else runbookHashes.delete(runId)
    if (now === undefined) live.delete(runId)
    else live.set(runId, now)
    if (before !== undefined || now !== undefined) onChange(runId, before, now)
  }
  return { live, follow }
}
