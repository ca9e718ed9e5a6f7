/** One number that a check gave at one moment. */
export interface MeasurePoint {
  /** Milliseconds since 1970. */
  atMs: number
  value: number
}

/** What a measure came to over a window: from ≤ at < to. */
export interface MeasureWindow {
  count: number
  min: number
  max: number
  mean: number
  first: MeasurePoint
  last: MeasurePoint
  /** By how much a counter grew, what it lost at a reset not counted as negative. */
  increase: number
  /** Times that it was another number than the one before. */
  changes: number
  /** When it last was; absent where it stayed the same all along. */
  changedAtMs?: number
}

/**
 * Numbers that checks gave, over time. A measure is named by the path of its fact: `depth`,
 * `ratios.errors`, and for one of several queues `queues.mail.depth`.
 */
export interface Measures {
  /** All that are kept of a check. */
  names(runId: string, checkId: string): string[]
  /**
   * As they are kept: raw while young, else the last one of a minute or quarter of an hour. Oldest
   * first, and with those of looks that do not count: first looks, and looks during maintenance.
   */
  points(runId: string, checkId: string, name: string, fromMs: number, toMs: number): MeasurePoint[]
  /** Of the looks that count. Undefined where nothing was measured in it. */
  window(
    runId: string,
    checkId: string,
    name: string,
    fromMs: number,
    toMs: number,
  ): MeasureWindow | undefined
}
