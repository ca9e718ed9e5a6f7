import type { Failure, Result } from '../result.ts'

/** What main and the engine process say to each other; windows have ports of their own. */
export type ToEngineFrame =
  | {
      t: 'start'
      /** Absent: the platform's convention. */
      dataDir?: string
      /** The keyring is real: `seal` and `unseal` may be asked for. */
      keyring: boolean
      /** The practice range of the engine before this one goes on. Comes with one port to it. */
      rangeLeft: boolean
    }
  /** Comes with one transferred port: a window's connection. */
  | { t: 'port' }
  | { t: 'power'; event: 'suspend' | 'resume' }
  | { t: 'answer'; id: number; result: Result<string> }
  /** Comes with one transferred port: to the range that was asked for. */
  | { t: 'range' }
  | { t: 'range-ended'; problem?: string }
  /** Put everything away and end. */
  | { t: 'stop' }

export type FromEngineFrame =
  | { t: 'ready' }
  /** It cannot start, and starting it again would not help. */
  | { t: 'failed'; failure: Failure }
  | { t: 'seal'; id: number; text: string }
  | { t: 'unseal'; id: number; text: string }
  /** Starts the practice range in a process of its own, which outlives this engine. */
  | { t: 'range-start'; dataDir?: string }
  /** Ends it at once. */
  | { t: 'range-kill' }

/** What main says to the range's process; the engine has a port of its own to it. */
export type ToRangeProcessFrame =
  /** Comes with one transferred port: the engine's. */
  | { t: 'start'; dataDir?: string }
  /** Comes with one transferred port: of the engine that took the place of the one before. */
  | { t: 'engine' }
  /** There is no engine any more: put everything away and end. */
  | { t: 'stop' }
