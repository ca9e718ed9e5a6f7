import { formatMessage } from '../../shared/messages/format.ts'
import { message } from '../../shared/messages/message.ts'
import type { RunHead } from '../../shared/model/run.ts'
import { incidentsOf } from '../incident/incident-book.ts'
import type { Projection } from '../run/projection.ts'
import { isOpenRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import { isGoingBack } from '../run/run-service.ts'
import type { Store } from '../store/store.ts'
import type { KeptDrill } from './drill-book.ts'
import { waysBack } from './ways-back.ts'

type Runs = Pick<RunRegistry, 'runIds' | 'get'>

function openRunThat(runs: Runs, isMeant: (run: Projection) => boolean): RunHead | undefined {
  for (const runId of runs.runIds()) {
    const run = runs.get(runId)
    if (run && isOpenRun(run.head()) && isMeant(run)) return run.head()
  }
  return undefined
}

/** A run of this Warroom that is being led back for real: nothing is to come between. */
export const runGoingBack = (runs: Runs): RunHead | undefined =>
  openRunThat(runs, ({ events }) => waysBack(events).some(({ ended }) => !ended))

/** A run that goes on here and is none of practice: Warroom is not to be killed under it. */
export const seriousRun = (runs: Runs): RunHead | undefined =>
  openRunThat(runs, (run) => run.head().environment !== 'practice')

/**
 * Closes the runs of drills that are over, and what was opened in them: what is watched of them would
 * only be red once the range is gone.
 */
export function closeDrillRuns(
  store: Pick<Store, 'events'>,
  runs: Runs,
  drills: readonly KeptDrill[],
): void {
  for (const { runId, ended } of drills) {
    const run = runs.get(runId)
    if (!ended || !run || !isOpenRun(run.head()) || isGoingBack(run)) continue
    const note = formatMessage(message('drill.run-closed'), run.runbook?.locale ?? 'en')
    const open = incidentsOf(run.events).filter(({ resolved }) => !resolved)
    store.events.append(runId, { kind: 'engine' }, [
      ...open.map(({ id }) => ({
        type: 'incident.resolved' as const,
        incidentId: id,
        text: note,
      })),
      { type: 'run.closed', note },
    ])
  }
}
