import { open } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

import { message, type Message } from '../../shared/messages/message.ts'
import type { Profile, SecretSource } from '../../shared/model/profile.ts'
import { assertNever, fail, ok, type Result } from '../../shared/result.ts'
import type { SecretStatus } from '../../shared/rpc/views.ts'
import { passwordsIn } from '../profile/written-passwords.ts'
import type { Shell } from '../shell/shell.ts'
import type { Redactor } from './redactor.ts'
import type { Vault } from './vault.ts'

/** Why a secret has no value. Never holds one. */
export interface SecretFailure {
  cause: 'missing-secret'
  name: string
  message: Message
  detail?: string
}

/** A profile's secrets. Values stay in this process's memory, and the redactor knows each first. */
export interface SecretResolver {
  /** Fetches the values of these secrets, unless it holds them already. */
  prepare(names: readonly string[], signal: AbortSignal): Promise<Result<null, SecretFailure>>
  /** A value that was prepared. */
  value(name: string): string | undefined
  /** Where each comes from and whether it is there; runs no command. */
  status(): Promise<SecretStatus[]>
  /** Drops a value, after it was changed: the next `prepare` fetches it anew. */
  drop(name: string): void
}

export interface SecretResolverOptions {
  profileName: string
  secrets: Profile['secrets']
  redactor: Redactor
  vault: Vault
  /** This machine's shell, for secrets that a command prints. */
  shell: Shell
  /** Warroom's own environment. */
  environment: Readonly<Record<string, string | undefined>>
}

const commandTimeoutMs = 10_000
const maxFileBytes = 64 * 1024
const maxDetailCharacters = 500

export function createSecretResolver(options: SecretResolverOptions): SecretResolver {
  const { profileName, secrets, redactor, vault } = options
  const values = new Map<string, string>()
  const underWay = new Map<string, Promise<Result<string, SecretFailure>>>()

  const sourceOf = (name: string) => (Object.hasOwn(secrets, name) ? secrets[name] : undefined)

  async function fetchValue(
    name: string,
    signal: AbortSignal,
  ): Promise<Result<string, SecretFailure>> {
    const source = sourceOf(name)
    if (!source) return missing(name, message('secret.unknown', { name }))
    const read = await readSource(name, source, options, signal)
    if (read.ok) {
      // Before anyone can see it.
      redactor.add(name, read.value)
      // Of an address, some programs are given the password alone.
      for (const password of passwordsIn(read.value)) redactor.add(name, password)
      values.set(name, read.value)
    }
    return read
  }

  /** Two checks that need the same secret at once ask a password manager once. */
  function fetchOnce(name: string, signal: AbortSignal) {
    const pending = underWay.get(name)
    if (pending) return pending
    const fetching = fetchValue(name, signal).finally(() => underWay.delete(name))
    underWay.set(name, fetching)
    return fetching
  }

  return {
    async prepare(names, signal) {
      for (const name of names) {
        if (values.has(name)) continue
        const isShared = underWay.has(name)
        let fetched = await fetchOnce(name, signal)
        // Whoever had asked first may have cancelled: that was not our failure.
        if (!fetched.ok && isShared && !signal.aborted) fetched = await fetchOnce(name, signal)
        if (!fetched.ok) return fetched
      }
      return ok(null)
    },
    value: (name) => values.get(name),
    status: () =>
      Promise.all(
        Object.entries(secrets).map(async ([name, source]): Promise<SecretStatus> => {
          if ('command' in source) {
            return { name, source: 'command', state: values.has(name) ? 'set' : 'untried' }
          }
          if ('vault' in source) {
            const isSet = await vault.has(profileName, name)
            return { name, source: 'vault', state: isSet ? 'set' : 'unset' }
          }
          const read = await readSource(
            name,
            source,
            options,
            AbortSignal.timeout(commandTimeoutMs),
          )
          const kind = 'env' in source ? 'env' : 'file'
          return { name, source: kind, state: read.ok ? 'set' : 'unset' }
        }),
      ),
    drop: (name) => void values.delete(name),
  }
}

function missing(name: string, text: Message, detail?: string) {
  return fail<SecretFailure>({
    cause: 'missing-secret',
    name,
    message: text,
    ...(detail ? { detail: detail.trim().slice(0, maxDetailCharacters) } : {}),
  })
}

async function readSource(
  name: string,
  source: SecretSource,
  options: SecretResolverOptions,
  signal: AbortSignal,
): Promise<Result<string, SecretFailure>> {
  if ('env' in source) {
    const value = options.environment[source.env]
    return value
      ? ok(value)
      : missing(name, message('secret.env-unset', { name, variable: source.env }))
  }
  if ('file' in source) return readSecretFile(name, source.file)
  if ('command' in source) return runSecretCommand(name, source.command, options, signal)
  const read = await options.vault.get(options.profileName, name)
  switch (read.state) {
    case 'set':
      return ok(read.value)
    case 'unset':
      return missing(name, message('secret.vault-empty', { name }))
    case 'unreadable':
      return missing(name, message('secret.vault-unreadable', { name }), read.detail)
    default:
      return assertNever(read)
  }
}

async function readSecretFile(name: string, path: string): Promise<Result<string, SecretFailure>> {
  const file = path.startsWith('~/') ? join(homedir(), path.slice(2)) : path
  try {
    await using handle = await open(file, 'r')
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxFileBytes), 0, maxFileBytes, 0)
    const value = firstLine(buffer.toString('utf8', 0, bytesRead))
    return value ? ok(value) : missing(name, message('secret.file-empty', { name, file }))
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return missing(name, message('secret.file-unreadable', { name, file }), detail)
  }
}

async function runSecretCommand(
  name: string,
  script: string,
  { shell, redactor }: SecretResolverOptions,
  signal: AbortSignal,
): Promise<Result<string, SecretFailure>> {
  const outcome = await shell.run({ script }, { signal, timeoutMs: commandTimeoutMs })
  if (outcome.kind === 'timed-out') {
    return missing(
      name,
      message('secret.command-timeout', { name, seconds: commandTimeoutMs / 1000 }),
    )
  }
  if (outcome.kind === 'not-run') {
    return missing(name, message('secret.command-not-run', { name }), outcome.detail)
  }
  // It may have printed the value and failed all the same: what it said is shown only without it.
  redactor.add(name, firstLine(outcome.stdout))
  if (outcome.exitCode !== 0) {
    const { exitCode, stderr } = outcome
    return missing(
      name,
      message('secret.command-failed', { name, exitCode }),
      redactor.redact(stderr),
    )
  }
  const value = firstLine(outcome.stdout)
  return value ? ok(value) : missing(name, message('secret.command-empty', { name }))
}

function firstLine(text: string): string {
  return text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? ''
}
