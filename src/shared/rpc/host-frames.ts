import type { Failure, Result } from '../result.ts'

/** What main and the engine process say to each other; windows have ports of their own. */
export type ToEngineFrame =
  | {
      t: 'start'
      /** Absent: the platform's convention. */
      dataDir?: string
      /** The keyring is real: `seal` and `unseal` may be asked for. */
      keyring: boolean
    }
  /** Comes with one transferred port: a window's connection. */
  | { t: 'port' }
  | { t: 'power'; event: 'suspend' | 'resume' }
  | { t: 'answer'; id: number; result: Result<string> }
  /** Put everything away and end. */
  | { t: 'stop' }

export type FromEngineFrame =
  | { t: 'ready' }
  /** It cannot start, and starting it again would not help. */
  | { t: 'failed'; failure: Failure }
  | { t: 'seal'; id: number; text: string }
  | { t: 'unseal'; id: number; text: string }
