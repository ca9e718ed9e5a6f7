import type { DrillKind } from '../../src/shared/model/drill.ts'

/** One way in which the range breaks for real, and how one sees that it is whole again. */
export interface Breakage {
  /** Breaks it. What is broken shows from outside within seconds, in what the drill's runbook watches. */
  begin(): Promise<void>
  /** Asked of the system itself (a version, rows, a certificate), not of a flag that the cure sets. */
  isWhole(): Promise<boolean>
  /** Makes it whole whatever was done meanwhile. Does nothing where it is whole. */
  mend(): Promise<void>
}

/** Those that are possible on this machine. */
export type Breakages = Partial<Record<DrillKind, Breakage>>
