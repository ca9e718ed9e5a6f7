import type { DrillResult, DrillStatus } from '../../shared/model/drill.ts'
import type { RunEvent, RunEventBody } from '../../shared/model/run.ts'

/** A drill as the history of its run tells of it. */
export interface KeptDrill {
  drillId: string
  runId: string
  by: string
  startedAt: string
  ended?: { at: string; result: DrillResult }
}

/** The drill of a run, if it was opened for one: a run has one at most. */
export function drillOf(events: Iterable<RunEvent>): KeptDrill | undefined {
  let drill: KeptDrill | undefined
  for (const { body, runId, at } of events) {
    if (body.type === 'drill.started')
      drill ??= { drillId: body.drillId, runId, by: body.by, startedAt: at }
    else if (body.type === 'drill.ended' && body.drillId === drill?.drillId)
      drill.ended ??= { at, result: body.result }
  }
  return drill
}

export const isOfDrill = (body: RunEventBody): boolean => body.type.startsWith('drill.')

/** What the screens are told of it. */
export function drillStatus(drill: KeptDrill, runTitle: string): DrillStatus {
  const { ended, ...known } = drill
  const base = { ...known, runTitle }
  return ended
    ? { ...base, state: 'ended', endedAt: ended.at, result: ended.result }
    : { ...base, state: 'under-way' }
}
