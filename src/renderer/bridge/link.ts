import type { Failure } from '../../shared/result.ts'
import type { StopReason } from '../../shared/rpc/desktop.ts'
import type { ClientFrame, FramePort, ServerFrame } from '../../shared/rpc/frames.ts'

export type EnginePort = FramePort<ClientFrame, ServerFrame>

/** Why there is no engine and none will come by itself. */
export interface Stopped {
  /** `denied`: the browser has no valid session; the link in the terminal gives one. */
  reason: StopReason | 'denied'
  failure?: Failure
  /** The last lines that the engine wrote. */
  log: string
}

export type LinkEvent =
  | { kind: 'port'; port: EnginePort }
  /** `restarting`: main starts it again. `lost`: nobody answers, we keep knocking. */
  | { kind: 'down'; phase: 'restarting' | 'lost' }
  | { kind: 'stopped'; stopped: Stopped }

/** The way to the engine: it brings a port, and a new one whenever the last one is gone. */
export interface Link {
  open(onEvent: (event: LinkEvent) => void): () => void
}
