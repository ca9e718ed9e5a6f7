import type { Message } from '../../shared/messages/message.ts'
import type { UnmeasurableCause } from '../../shared/model/check.ts'

/** A POSIX `sh` script, or an argument list that arrives byte for byte: no shell interprets it. */
export type ShellCommand = { script: string } | { argv: readonly string[] }

export interface ShellRunOptions {
  signal: AbortSignal
  /** From the call to the last byte. At its end the whole process group is killed, remotely too. */
  timeoutMs: number
  /** Bytes of stdout and of stderr kept; more is read and dropped. Default 1 MiB. */
  maxOutputBytes?: number
  stdin?: string
  cwd?: string
  env?: Record<string, string>
  /** Live output, as it comes and as far as it is kept, not yet redacted. */
  onOutput?: (stream: 'stdout' | 'stderr', text: string) => void
}

/** Holds a command back by not reading what it writes: nothing is dropped, it waits. */
export interface Flow {
  pause(): void
  resume(): void
}

export interface ShellFollowOptions extends Pick<
  ShellRunOptions,
  'signal' | 'stdin' | 'cwd' | 'env'
> {
  /** All of the output, as it comes, not yet redacted; none of it is kept. */
  onOutput: (stream: 'stdout' | 'stderr', text: string) => void
  /** Called once, when there is something to hold back. */
  onFlow: (flow: Flow) => void
}

export type CommandOutcome =
  | {
      kind: 'exited'
      /** 128 + n where a signal ended it. */
      exitCode: number
      signal?: string
      stdout: string
      stderr: string
      truncated: boolean
      durationMs: number
    }
  | {
      /** Its deadline passed and it was killed; `mayStillRun` when that could not be proved. */
      kind: 'timed-out'
      stdout: string
      stderr: string
      mayStillRun: boolean
      durationMs: number
    }
  | {
      /** It could not be run, or the link to it was lost. */
      kind: 'not-run'
      cause: UnmeasurableCause
      message: Message
      detail?: string
      /** The link was lost after it started. */
      mayStillRun: boolean
      durationMs: number
    }

/** A place where commands run: this machine, a host over SSH, a container on either. */
export interface Shell extends AsyncDisposable {
  /** For people: `local`, `prod-1`, `prod-1 › sylion-redis`. */
  readonly label: string
  run(command: ShellCommand, options: ShellRunOptions): Promise<CommandOutcome>
  /**
   * Runs a command for as long as it likes, such as `tail -F`, and passes on what it writes. The
   * outcome's texts hold the last of stderr, and nothing of stdout.
   */
  follow(command: ShellCommand, options: ShellFollowOptions): Promise<CommandOutcome>
}
