import { loadModule, parseSync } from 'libpg-query'

import { message, type Message } from '../../shared/messages/message.ts'
import {
  migrationEffects,
  type MigrationEffect,
  type MigrationReading,
  type StatementReading,
} from '../../shared/model/readiness.ts'
import { isTree } from './sql-tree.ts'
import { statementEffect } from './statement-effect.ts'

/** More than anybody writes by hand, and less than what would keep the engine busy. */
const maxBytes = 1024 * 1024
const shownCharacters = 120

/** The worst of all; what changes nothing adds nothing. */
export const worstEffect = (effects: Iterable<MigrationEffect>): MigrationEffect => {
  let worst = 0
  for (const effect of effects) worst = Math.max(worst, migrationEffects.indexOf(effect))
  return migrationEffects[worst] ?? 'irreversible'
}

/**
 * Reads a migration of PostgreSQL with PostgreSQL's own parser. What cannot be read, or is not known,
 * is irreversible.
 */
export async function readMigration(sql: string): Promise<MigrationReading> {
  await loadModule()
  const statements = statementsOf(forward(sql))
  return { effect: worstEffect(statements.map(({ effect }) => effect)), statements }
}

function statementsOf(sql: string): StatementReading[] {
  const bytes = Buffer.from(sql, 'utf8')
  // The parser would take what comes after a NUL for nothing.
  if (sql.includes('\0') || bytes.length > maxBytes)
    return [unreadable(1, sql, message('readiness.sql.no-text'))]
  try {
    return (parseSync(sql).stmts ?? []).map(({ stmt, stmt_location: at = 0, stmt_len: length }) => {
      const written = bytes.subarray(at, length ? at + length : undefined).toString('utf8')
      const text = withoutLeadingComments(written)
      const [kind = '', node] = isTree(stmt) ? (Object.entries(stmt)[0] ?? []) : []
      const before =
        bytes.subarray(0, at).toString('utf8') + written.slice(0, -text.length || undefined)
      return { line: before.split('\n').length, text: shown(text), ...statementEffect(kind, node) }
    })
  } catch (error) {
    const details = error instanceof Error && 'sqlDetails' in error ? error.sqlDetails : undefined
    const position = isTree(details) ? details['cursorPosition'] : undefined
    const at = typeof position === 'number' ? position : 0
    const problem = error instanceof Error ? error.message : String(error)
    const lines = sql.slice(0, at).split('\n')
    const text = sql.split('\n')[lines.length - 1] ?? ''
    return [unreadable(lines.length, text, message('readiness.sql.unreadable', { problem }))]
  }
}

const unreadable = (line: number, text: string, reason: Message): StatementReading => ({
  line,
  text: shown(text),
  effect: 'irreversible',
  reason,
})

const shown = (text: string) => {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > shownCharacters ? `${line.slice(0, shownCharacters - 1)}…` : line
}

const withoutLeadingComments = (text: string) =>
  text.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/)+/, '')

/** Tools that keep both ways in one file say where the way back begins: it is not run going forward. */
const bothWays = [
  { up: /^--\s*migrate:up\b/im, down: /^--\s*migrate:down\b/gim },
  { up: /^--\s*\+goose\s+up\b/im, down: /^--\s*\+goose\s+down\b/gim },
  { up: /^--\s*\+migrate\s+up\b/im, down: /^--\s*\+migrate\s+down\b/gim },
]

function forward(sql: string): string {
  for (const { up, down } of bothWays) {
    const begins = up.exec(sql)
    const ends = [...sql.matchAll(down)]
    const [end] = ends
    // In any other order it is not sure what is run: then all of it counts.
    if (begins && end && ends.length === 1 && end.index > begins.index)
      return sql.slice(0, end.index)
  }
  return sql
}
