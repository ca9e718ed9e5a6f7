import type { RestoreSize } from '../../shared/model/readiness.ts'
import { ownAddress } from '../runbook/libpq-address.ts'
import { textFact, type LookContext } from './look.ts'
import type { ScratchBackup } from './scratch-backups.ts'

const sizeTimeoutMs = 5000

const sizeScript = `${ownAddress}
if [ -f "$FILE" ]; then echo "file $(wc -c < "$FILE")"; fi
if size=$(psql -X -A -t -c 'SELECT pg_database_size(current_database())'); then echo "database $size"; fi`

/** How much would be put back, as far as it can be told at once. It only reads. */
export async function sizeOf(
  { env, variables, on }: ScratchBackup,
  prepare: LookContext['prepare'],
  signal: AbortSignal,
): Promise<RestoreSize> {
  const config = { run: sizeScript, env, ...(on === undefined ? {} : { on }) }
  const prepared = prepare({ kind: 'command', config, timeoutMs: sizeTimeoutMs }, variables)
  if (!prepared || prepared.problem) return {}
  const measured = await prepared.measure(signal)
  if (measured.kind === 'unmeasurable') return {}
  const said = textFact(measured.facts, 'stdout')
  const fileBytes = /^file +(\d+)$/m.exec(said)?.[1]
  const databaseBytes = /^database (\d+)$/m.exec(said)?.[1]
  return {
    ...(fileBytes === undefined ? {} : { fileBytes: Number(fileBytes) }),
    ...(databaseBytes === undefined ? {} : { databaseBytes: Number(databaseBytes) }),
  }
}
