import type { Failure } from '../result.ts'

/**
 * What travels between a window and the engine, the same over a message port and a WebSocket.
 * `id` is chosen by the client and is unique on its connection.
 */
export type ClientFrame =
  | { t: 'call'; id: number; name: string; input: unknown }
  /** Aborts a call under way; the call still answers, with `cancelled` or with its result. */
  | { t: 'cancel'; id: number }
  | { t: 'subscribe'; id: number; name: string; input: unknown }
  | { t: 'unsubscribe'; id: number }
  /** The client has taken in change `seq`: only now may the next one be sent. */
  | { t: 'ack'; id: number; seq: number }

export type ServerFrame =
  | { t: 'hello'; protocol: 1; engineId: string }
  | { t: 'result'; id: number; value: unknown }
  | { t: 'failure'; id: number; failure: Failure }
  /** All entries by key: replaces what the client holds. `seq` counts from 0. */
  | { t: 'snapshot'; id: number; seq: number; entries: [key: string, value: unknown][] }
  /** What changed since `seq - 1`, coalesced: only the newest value of each key. */
  | {
      t: 'change'
      id: number
      seq: number
      set: [key: string, value: unknown][]
      removed: string[]
    }
  | { t: 'end'; id: number; failure?: Failure }

export const protocolVersion = 1

/** One end of a connection, whatever carries it. */
export interface FramePort<Out, In> {
  send(frame: Out): void
  onFrame(listener: (frame: In) => void): () => void
  onClose(listener: () => void): () => void
  close(): void
}
