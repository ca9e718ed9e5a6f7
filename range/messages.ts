import type { PartStatus } from './range.ts'
import type { Fault } from './stand-ins/service.ts'

export type ServiceName = 'medquiz' | 'site' | 'mapquiz' | 'sylion'

/** What whoever started `range/worker.ts` may tell it. */
export type ToRange =
  | { type: 'stop' }
  /** Makes a stand-in misbehave, or behave again. */
  | { type: 'fault'; service: ServiceName; fault: Fault }

/** What `range/worker.ts` tells whoever started it. `stopped` is its last word, and ends it. */
export type FromRange =
  | { type: 'part'; part: PartStatus }
  | {
      type: 'ready'
      profileName: string
      profileText: string
      runbooks: { fileName: string; path: string }[]
    }
  /** It could not be started. `stopped` follows. */
  | { type: 'failed'; detail: string }
  | { type: 'stopped' }

/** What a worker is started with, as its `workerData`. */
export interface RangeWorkerData {
  dataDir?: string
}
