import { message, type Message } from '../../shared/messages/message.ts'
import type { Json, ProbeKind, UnmeasurableCause } from '../../shared/model/check.ts'
import type { Profile, ProfileHost } from '../../shared/model/profile.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { databasePartOf, partOfAddress } from './database-part.ts'
import { rewriteScript } from './script-variables.ts'

/** `masked` is for eyes: every secret reads as its name. `real` is for the wire. */
export type ScopeMode = 'real' | 'masked'

/** Why something as written has no value here. */
export interface ScopeFailure {
  cause: Extract<
    UnmeasurableCause,
    'missing-variable' | 'missing-secret' | 'missing-target' | 'bad-config'
  >
  name: string
  message: Message
}

export type Resolved<T> = Result<T, ScopeFailure>

/** What names mean in one run: a profile's, and what the runbook itself proposes. */
export interface Scope {
  /** Fills in `${name}`, `${endpoints.name}`, `${secrets.name}` and known `<name>`, in any depth. */
  resolve(value: Json, mode: ScopeMode): Resolved<Json>
  /** The same for a check, whose scripts follow the rules of the shell and whose `on` must exist. */
  resolveCheck(
    kind: ProbeKind,
    config: Record<string, Json>,
    mode: ScopeMode,
  ): Resolved<Record<string, Json>>
  /** The secrets that a check needs, those of its host or database included: prepare them first. */
  secretsOf(kind: ProbeKind, config: Record<string, Json>): string[]
  /** The secrets that a text needs. */
  secretsIn(value: Json): string[]
  database(kind: 'postgres' | 'redis', name: string, mode: ScopeMode): Resolved<string>
  /** The hosts whose every value is known; the others by the reason why not. */
  hosts(mode: ScopeMode): { hosts: Profile['hosts']; problems: Record<string, ScopeFailure> }
}

interface Walk {
  mode: ScopeMode
  /** Names being filled in, outermost first: to see a circle. */
  path: readonly string[]
  /** Set where only the names of secrets are wanted. */
  collect?: Set<string>
  /** An unknown `<name>` is a mistake: in a command and in an address it cannot be meant. */
  strict?: boolean
}

const reference = /\$\$\{|\$\{\s*([A-Za-z0-9_][\w.-]*)\s*\}|<([A-Za-z][\w.-]*)>/g
/** Texts of a config that a shell reads. */
const scripts: Partial<Record<ProbeKind, readonly string[]>> = {
  command: ['run'],
  env: ['command'],
}
/** Probes whose `on` is a host. */
const runsOnHost: ReadonlySet<ProbeKind> = new Set(['command', 'env', 'docker', 'host'])
const strictKeys = new Set(['url', 'host', 'argv', 'serverName'])

/**
 * `secretValue` gives values that were prepared before. A profile's variable wins over the runbook's
 * of the same name; a bare name is a variable, else an endpoint, else a secret: so that a command such as
 * `psql ${DATABASE_URL}` runs as it was received.
 */
export function createScope(
  profile: Profile,
  secretValue: (name: string) => string | undefined,
  runbookVariables: Readonly<Record<string, string>>,
  /** Values as they are: what a target answered is never read as a template. */
  literals: Readonly<Record<string, string>> = {},
): Scope {
  const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
    Object.hasOwn(record, key) ? record[key] : undefined

  function textOf(name: string): string | undefined {
    const [group = '', ...rest] = name.split('.')
    const inner = rest.join('.')
    return (
      own(profile.variables, name) ??
      own(runbookVariables, name) ??
      own(profile.endpoints, name) ??
      (group === 'variables'
        ? (own(profile.variables, inner) ?? own(runbookVariables, inner))
        : undefined) ??
      (group === 'endpoints' ? own(profile.endpoints, inner) : undefined)
    )
  }
  const secretNamed = (name: string) => {
    if (name.startsWith('secrets.')) return name.slice('secrets.'.length)
    return own(profile.secrets, name) === undefined ? undefined : name
  }
  const isKnown = (name: string) =>
    own(literals, name) !== undefined ||
    textOf(name) !== undefined ||
    secretNamed(name) !== undefined ||
    databasePartOf(name) !== undefined

  function valueOf(name: string, walk: Walk): Resolved<string> {
    const literal = own(literals, name)
    if (literal !== undefined) return ok(literal)
    const text = textOf(name)
    if (text === undefined) {
      const wanted = databasePartOf(name)
      if (wanted) {
        const address = databaseUrl('postgres', wanted.database, walk)
        if (!address.ok) return address
        const part = partOfAddress(address.value, wanted.part)
        return part === undefined ? badAddress(wanted.database) : ok(part)
      }
      const secret = secretNamed(name)
      return secret === undefined ? missingVariable(name) : valueOfSecret(secret, walk)
    }
    if (walk.path.includes(name)) {
      const path = [...walk.path, name].join(' → ')
      return fail({
        cause: 'bad-config',
        name,
        message: message('cause.variable-circle', { name, path }),
      })
    }
    return fillIn(text, { ...walk, path: [...walk.path, name] })
  }

  function valueOfSecret(name: string, { mode, collect }: Walk): Resolved<string> {
    collect?.add(name)
    if (own(profile.secrets, name) === undefined) return missingSecret(name)
    if (mode === 'masked') return ok(`«${name}»`)
    const value = secretValue(name)
    return value === undefined ? missingSecret(name) : ok(value)
  }

  function fillIn(text: string, walk: Walk): Resolved<string> {
    let result = ''
    let at = 0
    for (const found of text.matchAll(reference)) {
      result += text.slice(at, found.index)
      at = found.index + found[0].length
      const [whole, name, placeholder] = found
      if (placeholder !== undefined && !isKnown(placeholder)) {
        if (walk.strict) return missingVariable(placeholder)
        result += whole
        continue
      }
      const wanted = name ?? placeholder
      if (wanted === undefined) {
        result += '${'
        continue
      }
      const value = valueOf(wanted, walk)
      if (!value.ok) return value
      result += value.value
    }
    return ok(result + text.slice(at))
  }

  function walkJson(value: Json, walk: Walk): Resolved<Json> {
    if (typeof value === 'string') return fillIn(value, walk)
    if (Array.isArray(value)) {
      const entries: Json[] = []
      for (const entry of value) {
        const resolved = walkJson(entry, walk)
        if (!resolved.ok) return resolved
        entries.push(resolved.value)
      }
      return ok(entries)
    }
    if (value !== null && typeof value === 'object') return walkRecord(value, walk)
    return ok(value)
  }

  function walkRecord(record: Record<string, Json>, walk: Walk): Resolved<Record<string, Json>> {
    const entries: [string, Json][] = []
    for (const [key, value] of Object.entries(record)) {
      const resolved = walkJson(value, walk)
      if (!resolved.ok) return resolved
      entries.push([key, resolved.value])
    }
    return ok(Object.fromEntries(entries))
  }

  function walkCheck(
    kind: ProbeKind,
    config: Record<string, Json>,
    walk: Walk,
  ): Resolved<Record<string, Json>> {
    const result: Record<string, Json> = {}
    const passed: Record<string, Json> = {}
    for (const [key, value] of Object.entries(config)) {
      if (typeof value === 'string' && scripts[kind]?.includes(key)) {
        const script = walkScript(value, authorsNames(config), walk)
        if (!script.ok) return script
        result[key] = script.value.script
        Object.assign(passed, script.value.env)
        continue
      }
      const resolved = walkJson(value, { ...walk, strict: strictKeys.has(key) })
      if (!resolved.ok) return resolved
      result[key] = resolved.value
    }
    if (Object.keys(passed).length > 0) {
      const authors = result.env
      result.env = { ...passed, ...(isRecord(authors) ? authors : {}) }
    }
    const runsThere = kind === 'command' || kind === 'env'
    if (
      runsThere &&
      config.on === undefined &&
      config.cwd === undefined &&
      profile.commands.folder
    ) {
      const folder = fillIn(profile.commands.folder, walk)
      if (!folder.ok) return folder
      result.cwd = folder.value
    }
    const via = result.via ?? profilesWay(kind, result)
    if (typeof via === 'string') {
      result.via = via
      const way = hostOf(via, walk, [])
      if (!way.ok) return way
    }
    const target = checkTarget(kind, result, walk)
    return target.ok ? ok(result) : target
  }

  /** What a database of the profile is reached through, whoever asks. */
  function profilesWay(
    kind: ProbeKind,
    { on, postgres }: Record<string, Json>,
  ): string | undefined {
    if (kind === 'queue' && typeof postgres === 'string')
      return own(profile.postgres, postgres)?.via
    if (typeof on !== 'string') return undefined
    if (kind === 'postgres') return own(profile.postgres, on)?.via
    return kind === 'redis' || kind === 'queue' ? own(profile.redis, on)?.via : undefined
  }

  function walkScript(
    text: string,
    setByAuthor: ReadonlySet<string>,
    walk: Walk,
  ): Resolved<{ script: string; env: Record<string, string> }> {
    const rewritten = rewriteScript(text, isKnown, setByAuthor)
    if (!rewritten.ok) return missingVariable(rewritten.missing)
    const env: Record<string, string> = {}
    for (const { variable, name, isPlaceholder } of rewritten.value.needs) {
      const value = valueOf(name, walk)
      if (!value.ok) return value
      if (isPlaceholder && /[\n\r\0]/.test(value.value)) {
        const problem = `<${name}>: ⏎`
        return fail({
          cause: 'bad-config',
          name,
          message: message('cause.bad-config', { problem }),
        })
      }
      env[variable] = value.value
    }
    return ok({ script: rewritten.value.script, env })
  }

  /** What `on` names must be there, and every value of it known. */
  function checkTarget(
    kind: ProbeKind,
    { on, postgres }: Record<string, Json>,
    walk: Walk,
  ): Resolved<unknown> {
    if (kind === 'queue' && typeof postgres === 'string') {
      return databaseUrl('postgres', postgres, walk)
    }
    if (kind === 'postgres' || kind === 'redis' || kind === 'queue') {
      const database = kind === 'postgres' ? 'postgres' : 'redis'
      return typeof on === 'string' ? databaseUrl(database, on, walk) : ok(null)
    }
    if (!runsOnHost.has(kind)) return ok(null)
    const name = typeof on === 'string' ? on : profile.commands.on
    return name === undefined ? ok(null) : hostOf(name, walk, [])
  }

  function databaseUrl(kind: 'postgres' | 'redis', name: string, walk: Walk): Resolved<string> {
    const database = own(profile[kind], name)
    return database ? fillIn(database.url, { ...walk, strict: true }) : missingTarget(kind, name)
  }

  function hostOf(name: string, walk: Walk, path: readonly string[]): Resolved<ProfileHost> {
    const host = own(profile.hosts, name)
    if (!host) return missingTarget('host', name)
    const resolved = walkJson(host, { ...walk, strict: true })
    if (!resolved.ok) return resolved
    const value = resolved.value as ProfileHost
    if (!('container' in value) || value.on === undefined || path.includes(name)) return ok(value)
    const outer = hostOf(value.on, walk, [...path, name])
    return outer.ok ? ok(value) : outer
  }

  const from = (mode: ScopeMode): Walk => ({ mode, path: [] })

  return {
    resolve: (value, mode) => walkJson(value, from(mode)),
    resolveCheck: (kind, config, mode) => walkCheck(kind, config, from(mode)),
    secretsOf(kind, config) {
      const collect = new Set<string>()
      walkCheck(kind, config, { ...from('masked'), collect })
      return [...collect]
    },
    secretsIn(value) {
      const collect = new Set<string>()
      walkJson(value, { ...from('masked'), collect })
      return [...collect]
    },
    database: (kind, name, mode) => databaseUrl(kind, name, from(mode)),
    hosts(mode) {
      const hosts: Profile['hosts'] = {}
      const problems: Record<string, ScopeFailure> = {}
      for (const name of Object.keys(profile.hosts)) {
        const host = hostOf(name, from(mode), [])
        if (host.ok) hosts[name] = host.value
        else problems[name] = host.failure
      }
      return { hosts, problems }
    },
  }
}

function isRecord(value: Json | undefined): value is Record<string, Json> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function authorsNames(config: Record<string, Json>): ReadonlySet<string> {
  return new Set(isRecord(config.env) ? Object.keys(config.env) : [])
}

function missingVariable(name: string) {
  const text = message('cause.missing-variable', { name })
  return fail<ScopeFailure>({ cause: 'missing-variable', name, message: text })
}

function badAddress(name: string) {
  const problem = `postgres ${name}: postgres://…`
  const text = message('cause.bad-config', { problem })
  return fail<ScopeFailure>({ cause: 'bad-config', name, message: text })
}

function missingSecret(name: string) {
  const text = message('cause.missing-secret', { name })
  return fail<ScopeFailure>({ cause: 'missing-secret', name, message: text })
}

function missingTarget(kind: string, name: string) {
  const text = message('cause.missing-target', { kind, name })
  return fail<ScopeFailure>({ cause: 'missing-target', name, message: text })
}
