import type { Message } from '../messages/message.ts'

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const
export type LogLevel = (typeof logLevels)[number]

export const tailKinds = [
  'docker',
  'compose',
  'file',
  'journald',
  'fly',
  'kubectl',
  'command',
] as const
export type TailKind = (typeof tailKinds)[number]

/** A live source of lines, as the author wrote it: variables not yet resolved. */
export interface TailSpec {
  /** Unique in the runbook. */
  id: string
  title: string
  kind: TailKind
  /** As written, valid against the kind's schema. */
  config: Record<string, string>
  /** Host of the profile on which it is read; the profile's own choice when absent. */
  on?: string
  /** How far back it begins, in seconds, where the source can look back. */
  backSeconds: number
  patterns: LogPattern[]
  /** What is counted over windows; absent where there is nothing. */
  metrics?: LogMetric[]
  /** 1-based line in the repaired text. */
  line: number
}

/** A source that somebody added to a run by hand: nothing is looked out for in it. */
export type AddedTail = Pick<TailSpec, 'id' | 'title' | 'kind' | 'config' | 'on' | 'backSeconds'>

/** Words to look out for in a tail. */
export interface LogPattern {
  /** Unique in the tail. */
  id: string
  title: string
  /** As the author wrote it: a regular expression over the line, or a query over its fields. */
  match: string
  critical: boolean
  /** Seen so often within so many seconds it is an alarm; absent where it never is. */
  alert?: LogAlert
}

export interface LogAlert {
  count: number
  windowSeconds: number
}

/** One number, or the values met most, made of a tail's lines over a window. */
export interface LogMetric {
  /** Unique in the tail. */
  id: string
  title: string
  /** As the author wrote it: `avg(duration) WHERE event='sent'`. */
  query: string
  windowSeconds: number
  /** How often it is worked out for those who look. */
  everySeconds: number
  unit?: string
}

/** How much of a source can be picked up again after its link was lost. */
export type TailResume =
  /** By offset, cursor or time stamps: nothing is lost, nothing comes twice. */
  | 'exact'
  /** The source keeps a little of the past, so that what came meanwhile may be incomplete. */
  | 'recent'
  /** What came meanwhile is lost. */
  | 'none'

export type TailState = 'connecting' | 'live' | 'waiting' | 'stopped'

/** Lines that nobody can read here, by who dropped them. */
export interface DroppedLines {
  /** The source itself said so, or cut its own file. */
  source: number
  /** The link was down and the source cannot go back. */
  transport: number
  /** They came faster than they could be taken in. */
  buffer: number
  /** Removed from the disk, oldest first, to stay within the budget. */
  disk: number
}

/** A tail as it is now. */
export interface TailStatus {
  tailId: string
  title: string
  kind: TailKind
  /** Somebody added it to the run by hand. */
  isAdded?: boolean
  /** Redacted, for people: `prod-1 › sylion-backend`. */
  target: string
  state: TailState
  /** Since when the state is what it is. */
  since: string
  resume: TailResume
  /** Why it is not live. */
  problem?: Message
  /** Number of the last line of the merged stream, of all tails. */
  lastN: number
  lines: number
  linesPerSecond: number
  lastLineAt?: string
  /** By how much the source's clock is ahead of this machine's, in milliseconds; corrected. */
  skewMs?: number
  dropped: DroppedLines
  patterns: PatternStatus[]
  /** From when on patterns are counted; absent where it is not followed. */
  countedFrom?: string
  metrics?: MetricStatus[]
}

/** A metric as it was last worked out. */
export interface MetricStatus {
  id: string
  title: string
  query: string
  unit?: string
  windowSeconds: number
  /** Absent where there is nothing to make it of: the average of no line. */
  value?: number
  /** Of `group by`: the values met most, first the most. */
  top?: { key: string; count: number }[]
  /** Every line of the window is known: the tail was followed all along, or caught up. */
  isWhole: boolean
  /** How much of the window that ends now is known. */
  coveredSeconds: number
  /** More values than can be told apart: the smaller ones of `top` may be too small. */
  isCrowded?: boolean
}

export interface PatternStatus {
  id: string
  title: string
  critical: boolean
  /** What lets its lines through, for the filter of the stream. */
  filter: string
  alert?: LogAlert
  /** It is an alarm now: seen too often, and not quiet since. */
  isRinging?: boolean
  count: number
  /** In the last five minutes, by minute. */
  perMinute: number
  lastAt?: string
}

/** Lines that a filter let through, and how far it got. */
export interface LogPage {
  /** Oldest first. */
  lines: LogLine[]
  /** First and last line that are kept. */
  firstN: number
  lastN: number
  /** Where to go on from: all between here and where it began was looked at. */
  reachedN: number
  /** Nothing is left in this direction, at present. */
  isEnd: boolean
}

/** One column of the stream's history. */
export interface LogColumn {
  fromMs: number
  /** By level; `none` are lines without one. */
  counts: Partial<Record<LogLevel | 'none', number>>
}

export interface LogHistogram {
  columns: LogColumn[]
  /** Older lines than this were not looked at: there are too many. */
  completeFromMs: number
}

/** One line of the merged stream. */
export interface LogLine {
  /** Grows along the merged stream of a run. */
  n: number
  /** Milliseconds since 1970, of the line itself where it says so, its source's clock corrected. */
  atMs: number
  tailId: string
  level?: LogLevel
  /** Redacted; without its own time stamp and escapes. Lines that belong to it follow after `\n`. */
  text: string
  event?: string
  fields?: Record<string, string>
  /** It is no line of the source: something about the stream itself. */
  note?: Message
}
