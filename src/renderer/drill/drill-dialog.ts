import type { DrillKind } from '../../shared/model/drill.ts'

/** What somebody is asked, or told, about a drill. */
export type DrillDialog =
  /** With the kind, where it is one again that somebody had. */
  | { show: 'start'; kind?: DrillKind }
  | { show: 'give-up'; drillId: string }
  /** Stopping the practice servers breaks it off. */
  | { show: 'stop-range' }
  | { show: 'debrief'; drillId: string }
