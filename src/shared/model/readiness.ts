import type { Message } from '../messages/message.ts'

/**
 * What a migration leaves to somebody who goes back. `additive`: the last good version lives with it.
 * `reversible`: it can be undone and no data is lost. `irreversible`: data is lost, or nobody knows.
 */
export const migrationEffects = ['additive', 'reversible', 'irreversible'] as const
export type MigrationEffect = (typeof migrationEffects)[number]

/** One statement of a migration. */
export interface StatementReading {
  /** 1-based, in its file. */
  line: number
  /** Its beginning, on one line. */
  text: string
  effect: MigrationEffect
  reason: Message
}

/** A migration: as bad as its worst statement. */
export interface MigrationReading {
  effect: MigrationEffect
  statements: StatementReading[]
}

/** Worst last. Only `ready` and `not-applicable` let a gate say GO. */
export const readinessStates = ['not-applicable', 'ready', 'unknown', 'not-ready'] as const
export type ReadinessState = (typeof readinessStates)[number]

export const readinessKinds = [
  'plan',
  'last-good',
  'artefact',
  'migrations',
  'backup',
  'commands',
  'traffic',
  'contacts',
  'rehearsal',
  'deciders',
] as const
export type ReadinessKind = (typeof readinessKinds)[number]

export interface ReadinessPart {
  text: Message
  state: ReadinessState
}

/** One line of what must be so before one may rely on the way back. */
export interface ReadinessLine {
  /** Its kind, and the plan's id where each plan has one: `commands:code`. */
  id: string
  kind: ReadinessKind
  /** Of the plan that it speaks of. */
  planTitle?: string
  state: ReadinessState
  reason: Message
  /** What to do about it. */
  todo?: Message
  /** What it was made up from, the worst first; a few where there are many. */
  parts: ReadinessPart[]
  evidenceHash: string
}

/** A line as it stands now. What was looked at too long ago, or of something else, is unknown. */
export interface ReadinessStatus extends Omit<ReadinessLine, 'evidenceHash'> {
  evidenceHash?: string
  checkedAt?: string
  isChecking: boolean
}

/** Lines were looked at, all of them at once, for the runbook and the profile that are named. */
export interface ReadinessChecked {
  type: 'readiness.checked'
  runbookHash: string
  profileHash: string
  lines: ReadinessLine[]
}

/** What an author says of it, in the runbook's front matter. Variables are as written. */
export interface ReadinessSpec {
  /** The last good version’s image, where no plan says it. */
  image?: string
  /** Where the service’s commits are. */
  repository?: { folder: string; on?: string }
  /** `none`: it has no database that is migrated. */
  migrations?: 'none' | { folder: string; since?: string; on?: string }
  /** `none`: it has no data of its own. */
  backup?: 'none' | { file: string; sha256?: string; on?: string; maxAgeMs: number }
}
