import { message, type Message } from '../../shared/messages/message.ts'
import type { CheckSpec, Json } from '../../shared/model/check.ts'
import type { TailSpec } from '../../shared/model/tail.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { CheckEnvironment } from '../check/check-environment.ts'
import type { ShellOrCause } from '../probes/probe.ts'
import type { Resolved } from '../profile/scope.ts'
import { createReader, type TailSource } from './create-reader.ts'

/** A tail made ready: its names are known, nothing is touched yet. */
export interface PreparedTail {
  /** Redacted, for people. */
  target: string
  /** What would run there, redacted; nothing where a name in it is not known. */
  command?: string
  /** Why it cannot be followed as things are. */
  problem?: Message
  /** How far back its first lines reach without a hole. */
  backMs: number
  /** Fetches the secrets that it needs, and fills everything in. */
  source(signal: AbortSignal): Promise<Result<TailSource, Message>>
  shell(): Promise<ShellOrCause>
}

type Surroundings = Pick<CheckEnvironment, 'prepare' | 'scope' | 'secrets' | 'shell'>

/** Kinds whose first lines are asked for by time: the others begin somewhere. */
const asksByTime: ReadonlySet<TailSpec['kind']> = new Set([
  'docker',
  'compose',
  'journald',
  'kubectl',
])

/** Makes a tail ready against a profile. A command is followed only if it is known to do nothing but read. */
export function prepareTail(spec: TailSpec, environment: Surroundings): PreparedTail {
  const { scope, secrets } = environment
  const asCheck = checkOf(spec)
  const { target, danger, problem } = environment.prepare(asCheck)
  const masked = scope.resolve({ ...spec.config, on: spec.on ?? null }, 'masked')
  const why = masked.ok
    ? spec.kind === 'command' && danger !== 'read'
      ? message('tail.changes-target', { title: spec.title })
      : problem?.message
    : masked.failure.message
  const on = masked.ok && isRecord(masked.value) ? masked.value['on'] : undefined
  return {
    target: shownTarget(spec, masked, target),
    ...(why === undefined ? {} : { problem: why }),
    ...(masked.ok ? { command: shownCommand(spec, masked.value) } : {}),
    backMs: asksByTime.has(spec.kind) ? spec.backSeconds * 1000 : 0,
    async source(signal) {
      const needed =
        spec.kind === 'command'
          ? scope.secretsOf('command', asCheck.config)
          : scope.secretsIn({ ...spec.config })
      const prepared = await secrets.prepare(needed, signal)
      if (!prepared.ok) return { ok: false, failure: prepared.failure.message }
      if (spec.kind === 'command') return commandSource(spec, asCheck, environment)
      const resolved = scope.resolve({ ...spec.config }, 'real')
      if (!resolved.ok) return { ok: false, failure: resolved.failure.message }
      return ok({ kind: spec.kind, config: texts(resolved.value), backSeconds: spec.backSeconds })
    },
    shell: () => environment.shell(typeof on === 'string' ? on : undefined),
  }
}

function shownCommand({ kind, backSeconds }: TailSpec, config: Json): string {
  const nobody = { onLine: () => undefined, onGap: () => undefined, onNote: () => undefined }
  const reader = createReader({ kind, config: texts(config), backSeconds }, nobody)
  const { command, env = {} } = reader.command()
  const set = Object.entries(env).map(([name, value]) => `${name}=${quoted(value)}`)
  if ('script' in command) return [...set, command.script].join('\n')
  return command.argv.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : quoted(word))).join(' ')
}

const quoted = (word: string) => `'${word.replaceAll("'", String.raw`'\''`)}'`

function commandSource(
  spec: TailSpec,
  { config }: CheckSpec,
  { scope }: Surroundings,
): Result<TailSource, Message> {
  const resolved = scope.resolveCheck('command', config, 'real')
  if (!resolved.ok) return { ok: false, failure: resolved.failure.message }
  const { run, env } = resolved.value
  const command = { command: typeof run === 'string' ? run : '' }
  const source = { kind: spec.kind, config: command, backSeconds: spec.backSeconds }
  return ok(isRecord(env) ? { ...source, env: texts(env) } : source)
}

/**
 * A tail as a check of a command, so that what is known of commands (danger, host, variables) is said
 * once. What other kinds run is made here and only reads.
 */
function checkOf(spec: TailSpec): CheckSpec {
  const run = spec.kind === 'command' ? (spec.config['command'] ?? '') : 'true'
  return {
    id: spec.id,
    itemId: '',
    kind: 'command',
    config: spec.on === undefined ? { run } : { run, on: spec.on },
    timeoutMs: 0,
    origin: 'fence',
    line: spec.line,
    column: 1,
  }
}

function shownTarget(spec: TailSpec, masked: Resolved<Json>, host: string): string {
  const config: Json = masked.ok ? masked.value : {}
  const main = isRecord(config) ? config[spec.kind] : undefined
  const name = typeof main === 'string' ? main : (spec.config[spec.kind] ?? '')
  return spec.kind === 'command' ? host : `${host} › ${name}`
}

function isRecord(value: Json | undefined): value is Record<string, Json> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function texts(value: Json): Record<string, string> {
  const entries = isRecord(value) ? Object.entries(value) : []
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
