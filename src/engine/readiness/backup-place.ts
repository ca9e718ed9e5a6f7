import type { RunEvent } from '../../shared/model/run.ts'
import { resolvedEnv } from './look-artefact.ts'
import type { LookContext } from './look.ts'
import type { ScratchBackup } from './scratch-backups.ts'

/** Which backup, of which database: whatever else has the same name is another. */
export interface BackupPlace {
  target: string
  /** As it was filled in. */
  path: string
  /** Its server, port and name, as they were filled in; '' where none is known. */
  database: string
}

const addressNames = ['PGHOST', 'PGPORT', 'PGDATABASE']

/** Nothing is run. Undefined where a name of it is not known. */
export function placeOfBackup(
  { env, variables, on }: Pick<ScratchBackup, 'env' | 'variables' | 'on'>,
  prepare: LookContext['prepare'],
): BackupPlace | undefined {
  const named = Object.entries(env).filter(([name]) => ['FILE', ...addressNames].includes(name))
  const prepared = prepare(
    {
      kind: 'command',
      config: {
        run: 'true',
        env: Object.fromEntries(named),
        ...(on === undefined ? {} : { on }),
      },
    },
    variables,
  )
  return prepared && !prepared.problem
    ? placeOfCommand(prepared.target, prepared.command)
    : undefined
}

/** Of a command that puts it back, as it was shown. */
export function placeOfCommand(target: string, command: string): BackupPlace {
  const address = addressNames.map((name) => resolvedEnv(command, name))
  const database = address.every((part, index) => part === addressNames[index])
    ? ''
    : address.join(' ')
  return { target, path: resolvedEnv(command, 'FILE'), database }
}

export const isSamePlace = (one: BackupPlace, other: BackupPlace): boolean =>
  one.target === other.target &&
  one.path === other.path &&
  (one.database === other.database || other.database === '')

/** The profile that a history was made with: its names of hosts are its own. */
export function profileOf(events: readonly RunEvent[]): string | undefined {
  for (const { body } of events) if (body.type === 'run.created') return body.profileName
  return undefined
}
