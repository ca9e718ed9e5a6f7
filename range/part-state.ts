import { formatMessage } from '../src/shared/messages/format.ts'
import { message, type Locale } from '../src/shared/messages/message.ts'
import { assertNever } from '../src/shared/result.ts'
import type { PartStatus } from './messages.ts'
import { ContainerUnavailable } from './parts/docker.ts'
import { MissingProgram } from './parts/part.ts'
import type { Needed } from './practice/phases.ts'

/** What is told of a part that could not be started. */
export function stateOf(error: unknown, name: string): Pick<PartStatus, 'state' | 'message'> {
  if (error instanceof MissingProgram) {
    const values = { program: error.program, command: error.installHint }
    return { state: 'missing', message: message('range.missing-program', values) }
  }
  const detail = detailOf(error)
  if (!(error instanceof ContainerUnavailable)) {
    return { state: 'down', message: message('range.not-started', { detail }) }
  }
  switch (error.reason) {
    case 'no-engine':
      return { state: 'down', message: message('range.no-engine', { detail }) }
    case 'name-taken':
      return { state: 'down', message: message('range.name-taken', { name }) }
    case 'not-linux':
      return { state: 'down', message: message('range.not-linux') }
    default:
      return assertNever(error.reason)
  }
}

export function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** For a runbook, in its language: why each part that is not up is not. */
export function absencesAmong(
  { parts, hasBackup }: { parts: readonly PartStatus[]; hasBackup: boolean },
  locale: Locale,
): ReadonlyMap<Needed, string> {
  const why = ({ name, message: said }: PartStatus) => (said ? formatMessage(said, locale) : name)
  const absences = new Map<Needed, string>()
  for (const part of parts) if (part.state !== 'up') absences.set(part.name as Needed, why(part))
  const postgres = parts.find(({ name }) => name === 'postgres')
  if (!hasBackup) absences.set('backup', postgres ? why(postgres) : 'postgres')
  return absences
}
