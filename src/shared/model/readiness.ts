import type { Message } from '../messages/message.ts'
import type { Danger } from './check.ts'
import type { Environment } from './profile.ts'

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
  /** Of the backup line: those that can be put back once, beside the database that they are of. */
  backups?: BackupStatus[]
  /** Databases that backups were put into and that are not known to be gone. */
  scratches?: LeftScratch[]
}

/** What a restore into a database of its own is at; in this order. */
export const restoreStages = ['sum', 'create', 'put', 'count', 'again', 'drop'] as const
export type RestoreStage = (typeof restoreStages)[number]

/**
 * What came of it. `failed`: the backup is not one that can be relied on. `not-done`: nothing was
 * learned of it. `unknown`: it was cut short.
 */
export const restoreOutcomes = ['restored', 'failed', 'not-done', 'unknown'] as const
export type RestoreOutcome = (typeof restoreOutcomes)[number]

/** Whether its database is still there. */
export const scratchStates = ['dropped', 'left-behind', 'unknown'] as const
export type ScratchState = (typeof scratchStates)[number]

/** A backup that can be put back once, and what came of it last. */
export interface BackupStatus {
  backupId: string
  file: string
  restoring?: { stage: RestoreStage; startedAt: string; scratch: string }
  last?: {
    at: string
    outcome: RestoreOutcome
    reason: Message
  }
}

/** A database that a backup was put into and that is not known to be gone. */
export interface LeftScratch {
  state: Exclude<ScratchState, 'dropped'>
  scratch: string
  target: string
  at: string
}

/** How much it is, as far as that can be told. */
export interface RestoreSize {
  fileBytes?: number
  /** Of the database that it is of, as it is now. */
  databaseBytes?: number
}

/** A backup as it would be put back: resolved, redacted, and agreed to by its token. */
export interface RestorePreview {
  backupId: string
  file: string
  scratch: string
  size: RestoreSize
  /** It is put over itself, too: room for it is needed twice. */
  isOver: boolean
  target: string
  environment: Environment
  /** What puts it back, then what drops it again. */
  command: string
  danger: Danger
  token: string
  /** Words that must be typed to agree. */
  typed?: string
  problem?: Message
}

/** Which backup it was: it says something of that one only. */
interface RestoredBackup {
  /** As it was filled in. Absent in what was written before it was told, as are the others. */
  path?: string
  /** Its server, port and name. */
  database?: string
  /** It was also put over itself, as a plan does. */
  isOver?: boolean
}

/** Somebody began to put a backup back into a database of its own: written before anything is done. */
export interface ReadinessRestoring extends RestoredBackup {
  type: 'readiness.restoring'
  restoreId: string
  backupId: string
  /** As written in the runbook. */
  file: string
  scratch: string
  target: string
  command: string
}

/** What came of it. */
export interface ReadinessRestored extends RestoredBackup {
  type: 'readiness.restored'
  restoreId: string
  backupId: string
  file: string
  scratch: string
  target: string
  outcome: RestoreOutcome
  reason: Message
  left: ScratchState
  durationMs: number
  tables?: number
  rows?: number
  sha256?: string
  evidenceHash: string
}

export type RestoreEventBody = ReadinessRestoring | ReadinessRestored

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
  backup?:
    | 'none'
    | {
        file: string
        sha256?: string
        on?: string
        /** The profile’s database beside which it can be put back once, where no plan says it. */
        database?: string
        format?: 'sql' | 'custom'
        maxAgeMs: number
      }
}
