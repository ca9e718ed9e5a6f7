import type { DrillKind } from '../../shared/model/drill.ts'

/** What somebody is asked, or told, about a drill. */
export type DrillDialog =
  /** With the kind, where it is one again that somebody had. Once it is starting it stays until that is over. */
  | { show: 'start'; kind?: DrillKind | undefined; isStarting?: boolean }
  | { show: 'give-up'; drillId: string }
  /** Stopping the practice servers breaks it off. */
  | { show: 'stop-range' }
  | { show: 'debrief'; drillId: string }
