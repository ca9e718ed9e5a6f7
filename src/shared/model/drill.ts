import type { Message } from '../messages/message.ts'

/** The ways in which the range breaks in a drill. */
export const drillKinds = [
  /** A release answers with errors. */
  'bad-release',
  /** A session keeps a table of the database to itself. */
  'slow-database',
  /** Who works off the queue starts, crashes and starts again. */
  'worker-crash-loop',
  /** Redis takes nothing in any more. */
  'redis-full',
  /** A release whose migration took away what the last good version needs. */
  'migration',
  'disk-full',
  'certificate',
  /** Dozens of alerts, and services that are well. */
  'alert-storm',
  /** A bad release; and the link to the host is cut while it is led back. */
  'link-cut',
  /** A bad release; and Warroom itself is killed while it is led back. */
  'laptop-killed',
] as const
export type DrillKind = (typeof drillKinds)[number]

/** When it breaks, from the start on: nobody is told the moment. */
export const drillBeginnings = ['at-once', 'within-a-minute', 'within-five-minutes'] as const
export type DrillBeginning = (typeof drillBeginnings)[number]

/** `broken-off`: the range stopped, or Warroom ended, before it was over. */
export const drillOutcomes = ['solved', 'given-up', 'broken-off'] as const
export type DrillOutcome = (typeof drillOutcomes)[number]

/** Something that cost time, or would have cost more than that. */
export interface WrongTurn {
  at: string
  text: Message
}

/** What a drill came to: told once it is over, and not before. ISO 8601, UTC. */
export interface DrillResult {
  outcome: DrillOutcome
  /** Absent where it was broken off and nobody knows any more: the range is gone, and Warroom was. */
  kind?: DrillKind
  /** Absent where it was over before it broke. */
  brokenAt?: string
  /** Somebody said, or did, what only somebody does who has seen it. */
  detectedAt?: string
  /** The plan was begun that led back. */
  decidedAt?: string
  /** Its first action that changed something. */
  actedAt?: string
  /**
   * Its final verifications held together, and the range itself says that it is whole. Solved without
   * a plan: when it became whole.
   */
  verifiedAt?: string
  /** The plan that led back. Absent where it was made whole otherwise: that counts for no rehearsal. */
  plan?: { id: string; title: string; hash: string; budgetMs: number }
  wrongTurns: WrongTurn[]
}

/** Nothing in it tells whether or how it is broken while it is under way. */
export interface DrillStatus {
  drillId: string
  runId: string
  runTitle: string
  by: string
  startedAt: string
  state: 'under-way' | 'ended'
  endedAt?: string
  result?: DrillResult
}

/** What happens in a drill, in the history of its run. */
export type DrillEventBody =
  | { type: 'drill.started'; drillId: string; by: string }
  | { type: 'drill.ended'; drillId: string; by: string; result: DrillResult }
