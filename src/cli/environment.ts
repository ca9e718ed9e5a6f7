import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { createCheckEnvironment, type CheckEnvironment } from '../engine/check/check-environment.ts'
import { parseProfile, profileFailure } from '../engine/profile/parse-profile.ts'
import { createRedactor } from '../engine/secrets/create-redactor.ts'
import type { Redactor } from '../engine/secrets/redactor.ts'
import { createVault } from '../engine/secrets/vault.ts'
import { defaultDataDir } from '../engine/store/data-folder.ts'
import { systemClock } from '../engine/time/clock.ts'
import type { Profile } from '../shared/model/profile.ts'
import type { Runbook } from '../shared/model/runbook.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandEnd, endOfFailure, readNamedFile, say } from './terminal.ts'

/** What a runbook’s checks need of a profile, for as long as one command runs. */
export interface CommandEnvironment extends AsyncDisposable {
  readonly checks: CheckEnvironment
  readonly profile: Profile
  readonly name: string
  readonly redactor: Redactor
  readonly redact: (text: string) => string
}

/** Secrets are of files, commands and the environment: a command has no vault that it could open. */
export async function openEnvironment(
  runbook: Pick<Runbook, 'variables'>,
  profileNameOrPath: string,
): Promise<CommandEnvironment> {
  const { profile, name } = await openProfile(profileNameOrPath)
  const redactor = createRedactor()
  const checks = createCheckEnvironment({
    profile,
    profileName: name,
    runbookVariables: runbook.variables,
    redactor,
    vault: createVault({ file: '' }),
    clock: systemClock,
  })
  return {
    checks,
    profile,
    name,
    redactor,
    redact: (text) => redactor.redact(text),
    [Symbol.asyncDispose]: () => checks[Symbol.asyncDispose](),
  }
}

/** A profile by its file, or by its name in the data folder. */
async function openProfile(nameOrPath: string): Promise<{ profile: Profile; name: string }> {
  const kept = join(defaultDataDir(), 'profiles', `${nameOrPath}.yaml`)
  const path = !existsSync(nameOrPath) && existsSync(kept) ? kept : nameOrPath
  const bytes = await readNamedFile(path)
  const parsed = parseProfile(new TextDecoder().decode(bytes))
  if (parsed.ok) return { profile: parsed.value, name: parsed.value.name }
  const lines = parsed.failure.map(
    ({ line, column, message: words }) => `${path}:${line}:${column}: ${say(words)}`,
  )
  throw new CommandEnd(
    exitCodes.badInput,
    lines.length > 0
      ? lines.join('\n')
      : endOfFailure(profileFailure(parsed.failure).failure).message,
  )
}
