import type { DrillKind } from '../../shared/model/drill.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import { byMoment } from './by-moment.ts'
import { drillOf } from './drill-book.ts'
import { waysBack } from './ways-back.ts'

/** A drill that was led back on the practice range, every step of its plan gone through. */
export interface SolvedDrill {
  drillId: string
  by: string
  kind: DrillKind | undefined
  /** When it was verified. */
  at: string
  /** From the decision on until it was verified: what a plan's budget is for. */
  ms: number
  plan: { title: string; hash: string }
}

/** Those of all runs that were verified before a moment, oldest first. */
export function solvedDrills(
  histories: Iterable<readonly RunEvent[]>,
  before: string,
): SolvedDrill[] {
  const drills: SolvedDrill[] = []
  for (const events of histories) {
    const drill = drillOf(events)
    const result = drill?.ended?.result
    const [created] = events
    if (created?.body.type !== 'run.created' || created.body.environment !== 'practice') continue
    if (!drill?.ended || result?.outcome !== 'solved') continue
    const { plan, decidedAt, verifiedAt: at, kind } = result
    if (!plan || decidedAt === undefined || at === undefined || at > before) continue
    if (hasSkipped(events, { hash: plan.hash, until: drill.ended.at })) continue
    const ms = Date.parse(at) - Date.parse(decidedAt)
    drills.push({ drillId: drill.drillId, by: drill.by, kind, at, ms, plan })
  }
  return drills.toSorted((one, other) => byMoment(one.at, other.at))
}

/** What left a step out tells neither that the plan works nor how long it takes. */
function hasSkipped(events: readonly RunEvent[], led: { hash: string; until: string }): boolean {
  // The run stays open after the drill, and who likes goes the same way again.
  const way = waysBack(events).findLast(
    ({ started, ended }) =>
      started.planHash === led.hash && ended?.as === 'back' && ended.at <= led.until,
  )
  return (
    way?.steps.some(({ body }) => body.type === 'rollback.moved' && body.how === 'skip') ?? true
  )
}
