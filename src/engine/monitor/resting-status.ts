import type { CheckSpec } from '../../shared/model/check.ts'
import type { MonitorStatus } from '../../shared/model/monitor.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import { rememberedOf } from './remembered.ts'
import type { SampleStore } from './sample-store.ts'
import { statusWindowMinutes } from './watch.ts'

/**
 * A monitor that nobody looks through here: its run is closed, or came from a file, or another
 * Warroom has the folder. It shows what was last known, as old.
 */
export function restingStatus({
  spec,
  title,
  samples,
  runId,
  nowMs,
  events,
}: {
  spec: CheckSpec
  title: string
  samples: SampleStore
  runId: string
  nowMs: number
  events: readonly RunEvent[]
}): MonitorStatus {
  const { seen, paused, maintenance } = rememberedOf(events).get(spec.id) ?? {}
  const series = samples.find(runId, spec.id)
  const { counts, availability, coverage, changes, latency } = samples.window(
    series ?? -1,
    nowMs - statusWindowMinutes * 60_000,
    nowMs,
  )
  return {
    checkId: spec.id,
    itemId: spec.itemId,
    title,
    kind: spec.kind,
    target: '',
    everySeconds: spec.everySeconds ?? 0,
    state: paused ? 'paused' : (seen?.state ?? 'unknown'),
    since: paused?.since ?? seen?.since,
    beats: [],
    window: {
      counts,
      availability,
      coverage,
      changes,
      p95Ms: latency?.p95,
      minutes: statusWindowMinutes,
    },
    stale: true,
    skipped: 0,
    paused,
    maintenance,
  }
}
