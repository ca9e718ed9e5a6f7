import type { DrillKind } from '../src/shared/model/drill.ts'
import type { RangeStatus } from '../src/shared/rpc/views.ts'
import type { DegradationKind } from './degradations.ts'
import type { Fault } from './stand-ins/service.ts'

export type PartStatus = RangeStatus['parts'][number]

export type ServiceName = 'medquiz' | 'site' | 'mapquiz' | 'sylion'

/** What whoever started a range, on a thread or in a process of its own, may tell it. */
export type ToRange =
  | { type: 'stop' }
  /** Makes a stand-in misbehave, or behave again. */
  | { type: 'fault'; service: ServiceName; fault: Fault }
  /** Makes something wrong with the range as a whole, or right again. */
  | { type: 'degrade'; kind: DegradationKind; on: boolean }
  /** Breaks it in a while. `enginePid` is who is killed where the drill is of a laptop that dies. */
  | { type: 'drill'; drillId: string; kind: DrillKind; afterMs: number; enginePid: number }
  /** The drill is over: whatever is broken is mended. */
  | { type: 'end-drill'; drillId: string }
  /** Another engine took the place of the one that asked for it, also as who is killed: all that stands is told again. */
  | { type: 'hello'; enginePid: number }

/** What a range tells whoever started it. `stopped` is its last word, and ends it. */
export type FromRange =
  | { type: 'part'; part: PartStatus }
  | {
      type: 'ready'
      profileName: string
      profileText: string
      runbooks: { fileName: string; path: string }[]
      /** What can be made wrong on this machine. */
      degradations: DegradationKind[]
      /** In what ways it can break in a drill. */
      drillKinds: DrillKind[]
      /** The drill's runbook, by language. */
      drillRunbooks: Record<'en' | 'fr', string>
    }
  /**
   * `breaking` is told before anybody can see anything of it, `broken` once all of it is done.
   * `broken` and `whole` (again) from `at` on, ISO 8601: they may follow each other more than once.
   * `failed`: it could not be broken, or not be made whole at its end, and why. After `hello`, the
   * last of these is told again.
   */
  | {
      type: 'drill'
      drillId: string
      kind: DrillKind
      state: 'waiting' | 'breaking' | 'broken' | 'whole' | 'failed'
      /** When it broke for the first time. */
      brokenAt?: string
      at: string
      problem?: string
    }
  /** It was asked to become worse or better, and is; `problem` when it could not. */
  | { type: 'degraded'; kind: DegradationKind; on: boolean; problem?: string }
  /** It could not be started, or not be put away. `stopped` follows. */
  | { type: 'failed'; detail: string }
  | { type: 'stopped' }

/** What a range is started with. */
export interface RangeWorkerData {
  dataDir?: string
}
