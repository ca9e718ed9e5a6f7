import { createHash } from 'node:crypto'

import type { Json } from '../../shared/model/check.ts'
import type { ReadinessSpec } from '../../shared/model/readiness.ts'
import type { RollbackPlan } from '../../shared/model/rollback.ts'
import { compileAction, isRestore } from '../runbook/rollback-actions.ts'
import { canonicalJson } from '../store/canonical.ts'
import { commandOf, envOf, textOf } from './plan-actions.ts'

/** A backup that can be put back beside its database, and with what. */
export interface ScratchBackup {
  id: string
  /** As written. */
  file: string
  format: 'sql' | 'custom'
  /** Put back by a plan, over the database as it then is. */
  isOver: boolean
  /** Where it is put back from. */
  on?: string
  /** The database's address, the file and its checksum. */
  env: Record<string, Json>
  variables: Record<string, string>
}

/** Those that the author names, or else that the plans put back; each once. */
export function scratchBackupsOf(
  plans: readonly RollbackPlan[],
  { backup }: ReadinessSpec,
): ScratchBackup[] {
  if (backup === 'none') return []
  const ofPlans = plans.flatMap(({ steps, variables }) =>
    steps.flatMap((step) => fromConfig(commandOf(step), variables, true) ?? []),
  )
  const isOver = ofPlans.length > 0
  const own = backup
    ? (ofAuthor(backup, isOver) ?? ofPlans.filter(({ file }) => file === backup.file))
    : []
  const all = backup ? own : ofPlans
  return [...new Map(all.map((one) => [one.id, one])).values()]
}

function ofAuthor(
  backup: Exclude<ReadinessSpec['backup'], 'none' | undefined>,
  isOver: boolean,
): ScratchBackup[] | undefined {
  const { database, file, sha256, format, on } = backup
  if (database === undefined) return undefined
  const action = compileAction({ restore: { database, file, sha256, format } }, on)
  const found = action && 'config' in action ? fromConfig(action.config, {}, isOver) : undefined
  return found ? [found] : undefined
}

function fromConfig(
  config: Record<string, Json> | undefined,
  variables: Record<string, string>,
  isOver: boolean,
): ScratchBackup | undefined {
  if (!config || !isRestore(config)) return undefined
  const env: Record<string, Json> = { SHA256: '', ...envOf(config) }
  const file = textOf(env['FILE'])
  if (file === undefined) return undefined
  const on = textOf(config['on'])
  const format = textOf(config['run'])?.includes('pg_restore') ? 'custom' : 'sql'
  const what = {
    file,
    format,
    isOver,
    env,
    variables,
    ...(on === undefined ? {} : { on }),
  } as const
  const id = createHash('sha256').update(canonicalJson(what)).digest('hex').slice(0, 16)
  return { id, ...what }
}
