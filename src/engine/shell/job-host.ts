import { constants } from 'node:os'

import type { Message } from '../../shared/messages/message.ts'
import type { UnmeasurableCause } from '../../shared/model/check.ts'
import type { Flow } from './shell.ts'

/** Why something could not be started, as data. */
export interface ShellCause {
  cause: UnmeasurableCause
  message: Message
  detail?: string
}

export interface JobStart {
  /** The boot line, then the job's own input; closed after it. */
  stdin: string
  /** Aborted when nobody waits any more: let go of everything at once and say so. */
  signal: AbortSignal
  /** What is left to its caller. The caller watches it; a host passes it on. */
  timeoutMs: number
  /** How much output its caller will keep. */
  maxOutputBytes: number
  /** A kill: it does not queue behind the commands that it may have to end. */
  urgent: boolean
  /** Called when the input is handed over: from then on the job may run. */
  onBegin: () => void
  onOutput: (stream: 'stdout' | 'stderr', chunk: Uint8Array | string) => void
  /** Given what holds its output back, where its caller wants that. */
  onFlow?: (flow: Flow) => void
}

export type JobEnd =
  | { kind: 'ended'; exitCode: number; signal?: string; truncated?: boolean }
  /** It could not be started, or was lost: `mayStillRun` when the other side may have read it. */
  | ({ kind: 'failed'; mayStillRun: boolean } & ShellCause)
  | { kind: 'let-go'; mayStillRun: boolean }

/** A place that can start stage one (`boot.ts`) and carry its streams. */
export interface JobHost {
  readonly label: string
  /** Ends when the process has ended and its output is read. Never rejects. */
  start(start: JobStart): Promise<JobEnd>
  /** Why stage one ended without a word of the job: in the host's own terms. */
  explain?(end: { exitCode: number; stdout: string; stderr: string }): ShellCause | undefined
}

/** How a shell counts a signal: 128 and its number. */
export function exitCodeOfSignal(signal: string): number {
  const numbers: Record<string, number> = constants.signals
  return 128 + (numbers[signal] ?? 0)
}

const idleAfterEndMs = 1_000

/**
 * Tells when the output of a process that has ended is read: when its streams close, or when nothing
 * came for a second, because what it left in the background may hold them open for ever.
 */
export function createDrain(onDrained: () => void): {
  onData: () => void
  onEnd: () => void
  onClose: () => void
  cancel: () => void
  /** While output is held back, silence says nothing. */
  hold: (held: boolean) => void
} {
  let timer: NodeJS.Timeout | undefined
  let isHeld = false
  let hasEnded = false
  const finish = () => {
    clearTimeout(timer)
    onDrained()
  }
  return {
    onData: () => void timer?.refresh(),
    onEnd: () => {
      hasEnded = true
      if (!isHeld) timer ??= setTimeout(finish, idleAfterEndMs)
    },
    hold: (held) => {
      isHeld = held
      clearTimeout(timer)
      timer = hasEnded && !held ? setTimeout(finish, idleAfterEndMs) : undefined
    },
    onClose: finish,
    cancel: () => clearTimeout(timer),
  }
}
