import type { MonitorGap, SampleResolution } from './monitor.ts'

/** One column of a measure's history; null where no number was seen in it. */
export interface MeasureColumn {
  from: string
  to: string
  min: number | null
  max: number | null
  mean: number | null
  last: number | null
  /** No number speaks for any part of it: to be drawn dashed or not at all. */
  gap: boolean
}

/** Numbers that a check gave, over time. */
export interface MeasureHistory {
  everySeconds: number
  /** How finely the coarsest part of it is still kept. */
  resolution: SampleResolution
  /** In the order asked for. One that the check never gave has nothing but gaps. */
  measures: { name: string; columns: MeasureColumn[] }[]
  /** Gaps whose cause is known; others are columns with `gap`. */
  gaps: MonitorGap[]
  /** All measures that are kept of the check. */
  known: string[]
}
