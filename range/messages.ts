import type { RangeStatus } from '../src/shared/rpc/views.ts'
import type { DegradationKind } from './degradations.ts'
import type { Fault } from './stand-ins/service.ts'

export type PartStatus = RangeStatus['parts'][number]

export type ServiceName = 'medquiz' | 'site' | 'mapquiz' | 'sylion'

/** What whoever started `range/worker.ts` may tell it. */
export type ToRange =
  | { type: 'stop' }
  /** Makes a stand-in misbehave, or behave again. */
  | { type: 'fault'; service: ServiceName; fault: Fault }
  /** Makes something wrong with the range as a whole, or right again. */
  | { type: 'degrade'; kind: DegradationKind; on: boolean }

/** What `range/worker.ts` tells whoever started it. `stopped` is its last word, and ends it. */
export type FromRange =
  | { type: 'part'; part: PartStatus }
  | {
      type: 'ready'
      profileName: string
      profileText: string
      runbooks: { fileName: string; path: string }[]
      /** What can be made wrong on this machine. */
      degradations: DegradationKind[]
    }
  /** It was asked to become worse or better, and is; `problem` when it could not. */
  | { type: 'degraded'; kind: DegradationKind; on: boolean; problem?: string }
  /** It could not be started. `stopped` follows. */
  | { type: 'failed'; detail: string }
  | { type: 'stopped' }

/** What a worker is started with, as its `workerData`. */
export interface RangeWorkerData {
  dataDir?: string
}
