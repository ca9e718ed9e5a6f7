import type { DrillKind } from '../../shared/model/drill.ts'
import type { RunSummary } from '../../shared/model/run.ts'
import type { WindowHost } from '../bridge/host.ts'

interface Around {
  /** What can break here, once the practice servers run. */
  kinds: readonly DrillKind[] | undefined
  /** The one that is gone over again. */
  again: DrillKind | undefined
  host: WindowHost['kind']
  runs: readonly Pick<RunSummary, 'environment' | 'closedAt' | 'imported'>[]
}

/** Warroom is not killed under a run that is none of practice. */
const isSparing = ({ runs }: Around): boolean =>
  runs.some(
    ({ environment, closedAt, imported }) =>
      environment !== 'practice' && closedAt === undefined && !imported,
  )

/** What may be asked for. */
export function offeredKinds(around: Around): DrillKind[] {
  const { kinds, again } = around
  // Before they run it is not known what can break; what somebody had here once most likely can.
  const known = kinds ?? (again === undefined ? [] : [again])
  return known.filter((kind) => kind !== 'laptop-killed' || !isSparing(around))
}

/** Whether the drill may be the one that kills Warroom: in the desktop its servers outlive it. */
export const mayKill = (around: Around): boolean =>
  !isSparing(around) &&
  (around.kinds === undefined ? around.host === 'electron' : around.kinds.includes('laptop-killed'))
