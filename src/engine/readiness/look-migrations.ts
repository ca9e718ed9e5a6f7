import { message } from '../../shared/messages/message.ts'
import type { MigrationEffect, ReadinessPart } from '../../shared/model/readiness.ts'
import { byGit, byName, filesOf, type MigrationFile } from './list-migrations.ts'
import { ask, type LineFinding, type LookContext, type ProbeConfig } from './look.ts'
import { restoresOf } from './plan-actions.ts'
import { readMigration, worstEffect } from './read-migration.ts'

const listTimeoutMs = 120_000
const shownParts = 30

/** What was migrated since the last good version, and can it be undone? */
export async function lookMigrations(context: LookContext): Promise<LineFinding> {
  const { spec, run, plans } = context
  const { migrations, repository } = spec
  if (migrations === 'none')
    return { state: 'not-applicable', reason: message('readiness.migrations.declared-none') }
  if (!migrations)
    return unknown('readiness.migrations.not-named', 'readiness.migrations.not-named-todo')
  const { release } = run.head()
  const { since } = migrations
  if (since === undefined && (!repository || release.lastGood === ''))
    return unknown('readiness.migrations.no-since', 'readiness.migrations.no-since-todo')
  const on = migrations.on ?? repository?.on
  const check: ProbeConfig =
    since === undefined
      ? {
          kind: 'command',
          config: {
            run: byGit,
            cwd: repository?.folder ?? '.',
            env: {
              LAST_GOOD: release.lastGood,
              NEW: release.commit === '' ? release.version : release.commit,
              FOLDER: migrations.folder,
            },
            ...(on === undefined ? {} : { on }),
          },
          timeoutMs: listTimeoutMs,
        }
      : {
          kind: 'command',
          config: {
            run: byName,
            env: { FOLDER: migrations.folder },
            ...(repository ? { cwd: repository.folder } : {}),
            ...(on === undefined ? {} : { on }),
          },
          timeoutMs: listTimeoutMs,
        }
  const answer = await ask(context, check)
  if (answer.kind === 'unmeasurable')
    return { state: 'unknown', reason: answer.message, cause: answer.cause }
  const shown = { target: answer.target, command: answer.command ?? '' }
  const files = filesOf(answer.facts, since)
  if (typeof files === 'string') {
    const values = {
      folder: migrations.folder,
      since: since ?? release.lastGood,
      where: answer.target,
    }
    return { ...unknown(`readiness.migrations.${files}`, 'readiness.look-todo', values), ...shown }
  }
  const readings = await Promise.all(files.map(readFile))
  const effects = readings.map(({ effect }) => effect)
  const count = (wanted: MigrationEffect) => effects.filter((effect) => effect === wanted).length
  const counts = {
    total: files.length,
    additive: count('additive'),
    reversible: count('reversible'),
    irreversible: count('irreversible'),
  }
  const restores = plans.some((plan) => restoresOf(plan).length > 0)
  const isCovered = counts.irreversible === 0 || restores
  const order = ['irreversible', 'reversible', 'additive']
  const parts = readings
    .toSorted((one, other) => order.indexOf(one.effect) - order.indexOf(other.effect))
    .flatMap(({ parts: own }) => own)
    .slice(0, shownParts)
  const facts = {
    ...counts,
    files: readings.map(({ path, effect, statements }) => ({ path, effect, statements })),
  }
  if (files.length === 0)
    return { state: 'ready', reason: message('readiness.migrations.none'), facts, ...shown }
  if (isCovered)
    return {
      state: 'ready',
      reason: message(
        counts.irreversible === 0 ? 'readiness.migrations.fine' : 'readiness.migrations.restored',
        counts,
      ),
      parts,
      facts,
      ...shown,
    }
  return {
    state: 'not-ready',
    reason: message('readiness.migrations.irreversible', counts),
    todo: message('readiness.migrations.irreversible-todo'),
    parts,
    facts,
    ...shown,
  }
}

const unknown = (
  reason: Parameters<typeof message>[0],
  todo: Parameters<typeof message>[0],
  values?: Record<string, string>,
): LineFinding => ({ state: 'unknown', reason: message(reason, values), todo: message(todo) })

async function readFile({ status, path, text }: MigrationFile) {
  const broken = (id: 'readiness.migrations.not-sql' | 'readiness.migrations.altered') => ({
    path,
    effect: 'irreversible' as const,
    statements: [],
    parts: [{ state: 'not-ready' as const, text: message(id, { path }) }],
  })
  // It ran already as it was: what runs now is not what stands there.
  if (status !== 'A') return broken('readiness.migrations.altered')
  if (!/\.sql$/i.test(path)) return broken('readiness.migrations.not-sql')
  const { statements } = await readMigration(text)
  const effect = worstEffect(statements.map((one) => one.effect))
  const telling = statements.filter((one) => one.effect !== 'additive')
  const parts: ReadinessPart[] = telling.map((one) => ({
    state: one.effect === 'irreversible' ? 'not-ready' : 'ready',
    text: message(
      one.effect === 'irreversible'
        ? 'readiness.migrations.irreversible-statement'
        : 'readiness.migrations.reversible-statement',
      { path, line: one.line, text: one.text },
    ),
  }))
  if (parts.length === 0)
    parts.push({ state: 'ready', text: message('readiness.migrations.additive-file', { path }) })
  return {
    path,
    effect,
    statements: telling.map(({ line, text: sql, effect: own }) => ({
      line,
      text: sql,
      effect: own,
    })),
    parts,
  }
}
