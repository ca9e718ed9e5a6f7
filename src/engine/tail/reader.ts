import type { Message } from '../../shared/messages/message.ts'
import type { TailResume } from '../../shared/model/tail.ts'
import type { ShellCommand } from '../shell/shell.ts'

/** A line as its source gave it: not redacted, not parsed. */
export interface RawLine {
  text: string
  /** When the source says that it was written, in milliseconds since 1970, by the source's clock. */
  atMs?: number
  /** Which of several files, replicas or machines behind one source. */
  origin?: string
}

/** Lines that are missing from the stream, or may be, and why. */
export interface StreamGap {
  message: Message
  /** How many lines, where that is known. */
  lines?: number
}

export interface ReaderEvents {
  onLine: (line: RawLine) => void
  onGap: (gap: StreamGap) => void
  /** What one who waits for lines must know; none is missing. */
  onNote: (note: Message) => void
}

/**
 * How one kind of source is followed: the command that follows it, and how its output becomes lines.
 * It remembers where it is, so that the next command goes on from there.
 */
export interface TailReader {
  readonly resume: TailResume
  /**
   * Where it is, as a text for a reader of the same source to go on from after a restart; nothing
   * where there is no such place. All lines up to it have been given.
   */
  place(): string | undefined
  /** To start with, and after each loss of the link. What it read before and did not finish is over. */
  command(): { command: ShellCommand; env?: Record<string, string> }
  push(stream: 'stdout' | 'stderr', text: string): void
  /** The command has ended: what was cut in the middle is all there will be. */
  end(): void
}
