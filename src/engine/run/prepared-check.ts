import type { Message } from '../../shared/messages/message.ts'
import type {
  CheckSpec,
  Danger,
  Judgement,
  Measurement,
  UnmeasurableCause,
} from '../../shared/model/check.ts'
import type { RunHead } from '../../shared/model/run.ts'

/**
 * Where a check goes. `here`: it never leaves this machine. `unclear`: a command of this machine, which
 * may ask anybody anything.
 */
export type Reach = 'here' | 'elsewhere' | 'unclear'

/** A check made ready: its variables resolved, its target found, nothing touched yet. */
export interface PreparedCheck {
  /** Redacted, for people. */
  target: string
  command: string
  danger: Danger
  /** Absent: elsewhere. */
  reach?: Reach
  /** The CEL that will judge it. */
  expect: string
  measure(signal: AbortSignal): Promise<Measurement>
  judge(measurement: Measurement): Judgement
  /** Why it cannot be run as things are. Starting it anyway records this, and touches nothing. */
  problem?: { cause: UnmeasurableCause; message: Message }
}

export type RunTarget = Pick<RunHead, 'id' | 'profileName' | 'environment' | 'runbookHash'> & {
  profileHash: string
}

/** Resolves a check against a run's profile. A fault in it is data, in `problem`. */
export type PrepareCheck = (check: CheckSpec, run: RunTarget) => Promise<PreparedCheck>
