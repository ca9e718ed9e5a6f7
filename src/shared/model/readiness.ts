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
