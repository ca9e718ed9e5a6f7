import type { Message } from '../messages/message.ts'

export const queueSources = ['bullmq', 'list', 'stream', 'sql'] as const
export type QueueSource = (typeof queueSources)[number]

/** What is in a queue, by state. What its source cannot tell is absent, and never 0. */
export interface QueueCounts {
  waiting?: number
  prioritized?: number
  delayed?: number
  /** Delayed jobs whose time has come and that nobody moved. */
  delayedDue?: number
  active?: number
  completed?: number
  failed?: number
}

/**
 * How fast jobs come and go. `events`: BullMQ counted them. `counters`: totals of the source, from
 * one look to the next. `depth`: only what the depth lost and gained between looks, so that each is
 * the least that it can have been.
 */
export interface QueueRates {
  inPerSecond?: number
  outPerSecond?: number
  basis: 'events' | 'counters' | 'depth'
  /** What they were counted over. */
  seconds: number
}

export interface StreamGroup {
  name: string
  consumers: number
  /** Given to a consumer and not confirmed. */
  pending: number
  /** Not given to anybody yet; absent where Redis does not know. */
  lag?: number
}

/** Jobs that failed for one reason, and one of them, without its data. */
export interface FailedReason {
  reason: string
  count: number
  sample?: { id: string; name: string; reason: string; attempts?: number; failedAt?: string }
}

/** The depth that somebody said is too much. */
export interface QueueLimit {
  value: number
  /** The number that it is compared with. */
  of: 'depth' | 'waiting'
  from: 'check' | 'gate'
}

export const queueTrends = ['growing', 'draining', 'steady', 'empty', 'unknown'] as const
export type QueueTrend = (typeof queueTrends)[number]

/** Where the depth is going, if it goes on as it did. Only a queue that drains has an end. */
export interface QueueForecast {
  trend: QueueTrend
  /** Change of the depth a second: below 0 it drains. */
  perSecond?: number
  /** Until it is empty: by the mean of the looks, and 95 times in 100 between these two. */
  emptyInSeconds?: { likely: number; fastest: number; slowest: number }
  /** Why it says so, or why it cannot. */
  reason: Message
}

/** `nobody-works`: it grows and nothing is done. `paused`: it is paused with jobs in line. */
export const queueAlarms = ['nobody-works', 'paused'] as const
export type QueueAlarmKind = (typeof queueAlarms)[number]

export interface QueueAlarm {
  kind: QueueAlarmKind
  since: string
  reason: Message
}

/** One queue as it was at the last look that could read it. */
export interface QueueStatus {
  /** Its check, and for one of several queues of a check `check›name`. */
  key: string
  checkId: string
  itemId: string
  /** Of the check. */
  title: string
  name: string
  source: QueueSource
  /** Of BullMQ, as far as it says. */
  version?: string
  /** Redacted, for people. */
  target: string
  everySeconds: number
  /** When it was last read; absent while it never was. */
  at?: string
  /** What is shown is older than it should be, or was never seen. */
  stale: boolean
  /** Why the last look could not read it. */
  problem?: Message
  /** There is such a queue. */
  found?: boolean
  paused?: boolean
  counts: QueueCounts
  /** Jobs that could be worked on now. */
  depth?: number
  /** Since the oldest in line was created. */
  oldestAgeSeconds?: number
  rates?: QueueRates
  /** Workers connected, or consumers of a stream; absent where nobody can tell. */
  workers?: { count: number; idleSeconds?: number }
  /** Active jobs whose worker is gone or stuck. */
  stalled?: number
  groups?: StreamGroup[]
  failedReasons?: FailedReason[]
  limit?: QueueLimit
  forecast: QueueForecast
  alarm?: QueueAlarm
  /** Depths of the recent past, oldest first, with null where nobody could look. */
  trend: [atMs: number, depth: number | null][]
}
