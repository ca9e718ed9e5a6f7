import { message } from '../../shared/messages/message.ts'
import type { CheckSpec, Measurement, Unmeasurable } from '../../shared/model/check.ts'
import type { Profile } from '../../shared/model/profile.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { judge, judgeUnmeasurable } from '../expectation/judge.ts'
import type { CommandBudget } from '../probes/command-budget.ts'
import type { LogReader, LogWindow, OnOutput, ProbeContext, ShellOrCause } from '../probes/probe.ts'
import { probeOf } from '../probes/registry.ts'
import { createScope, type Scope } from '../profile/scope.ts'
import { writtenPasswords } from '../profile/written-passwords.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import type { Redactor } from '../secrets/redactor.ts'
import { createSecretResolver, type SecretResolver } from '../secrets/resolver.ts'
import type { Vault } from '../secrets/vault.ts'
import { createLocalShell } from '../shell/local-shell.ts'
import { createShellProvider } from '../shell/shell-provider.ts'
import type { SshPool } from '../shell/ssh-pool.ts'
import type { Clock } from '../time/clock.ts'
import { reachOf } from './reach.ts'
import { sendsSecretElsewhere } from './secret-destination.ts'

export interface CheckEnvironmentOptions {
  profile: Profile
  profileName: string
  /** What the runbook's front matter proposes; the profile wins. */
  runbookVariables: Readonly<Record<string, string>>
  redactor: Redactor
  vault: Vault
  clock: Clock
  redisBudget?: CommandBudget
  /** SSH connections to share with other environments; own ones when absent. */
  pool?: SshPool
}

/** Everything that a runbook's checks need of one profile: names, secrets, connections. */
export interface CheckEnvironment extends AsyncDisposable {
  /** Resolves a check for eyes; nothing is touched and no secret fetched before it is measured. */
  /** `from` is what only the run, or the execution, that the check belongs to has. */
  prepare(check: CheckSpec, from?: CheckSurroundings): PreparedCheck
  shell: ProbeContext['shell']
  tunnel: ProbeContext['tunnel']
  readonly profile: Profile
  /** The network is not what it was: connections that do not answer any more are let go of. */
  probeConnections(): void
  readonly secrets: SecretResolver
  readonly scope: Scope
}

/** What a check may read besides its profile. */
export interface CheckSurroundings {
  /** The tails of its run. */
  logWindow?: LogWindow
  logReader?: LogReader | undefined
  names?: MoreNames
  /** What its command writes, while it runs; not yet redacted. */
  onOutput?: OnOutput
}

/** Names that only one execution of something knows. */
export interface MoreNames {
  /** As the runbook's own. */
  variables: Readonly<Record<string, string>>
  /** Used as they are. */
  literals: Readonly<Record<string, string>>
}

type Problem = NonNullable<PreparedCheck['problem']>

export function createCheckEnvironment(options: CheckEnvironmentOptions): CheckEnvironment {
  const { profile, profileName, redactor, vault, clock, pool } = options
  for (const { path, value } of writtenPasswords(profile)) {
    redactor.add(path, value)
  }
  const secrets = createSecretResolver({
    profileName,
    secrets: profile.secrets,
    redactor,
    vault,
    shell: createLocalShell(),
    environment: process.env,
  })
  const scope = createScope(profile, (name) => secrets.value(name), options.runbookVariables)
  /** Filled as secrets become known: the provider looks a host up when it is first asked for. */
  const hosts: Profile['hosts'] = {}
  const shells = createShellProvider({
    hosts,
    defaultHost: profile.commands.on,
    ...(pool ? { pool } : {}),
  })

  function shell(name: string | undefined): Promise<ShellOrCause> {
    Object.assign(hosts, scope.hosts('real').hosts)
    return shells.shell(name)
  }

  const tunnel: ProbeContext['tunnel'] = (name, signal) => {
    Object.assign(hosts, scope.hosts('real').hosts)
    return shells.tunnel(name, signal)
  }

  const scopeWith = ({ variables, literals }: MoreNames) =>
    createScope(
      profile,
      (name) => secrets.value(name),
      { ...options.runbookVariables, ...variables },
      literals,
    )

  function resolved(
    check: CheckSpec,
    mode: 'real' | 'masked',
    names: Scope,
  ): Result<unknown, Problem> {
    const config = names.resolveCheck(check.kind, check.config, mode)
    if (!config.ok) return config
    const parsed = probeOf(check.kind).config.safeParse(config.value)
    if (parsed.success) return ok(parsed.data)
    const [issue] = parsed.error.issues
    const problem = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`
    return fail({ cause: 'bad-config', message: message('cause.bad-config', { problem }) })
  }

  const contextOf = (
    check: CheckSpec,
    signal: AbortSignal,
    { logWindow, logReader, onOutput }: CheckSurroundings,
  ): ProbeContext => ({
    signal,
    logWindow,
    logReader,
    onOutput,
    timeoutMs: check.timeoutMs,
    redact: (text) => redactor.redact(text),
    shell,
    tunnel,
    redisBudget: options.redisBudget,
    database(kind, name) {
      const url = scope.database(kind, name, 'real')
      return url.ok ? url.value : undefined
    },
  })

  async function measure(
    check: CheckSpec,
    shown: Pick<PreparedCheck, 'target' | 'command'>,
    signal: AbortSignal,
    names: Scope,
    from: CheckSurroundings,
  ): Promise<Measurement> {
    const startedAt = clock.now()
    const startedMs = clock.monotonicMs()
    const unmeasurable = (why: Pick<Unmeasurable, 'cause' | 'message' | 'detail'>) => ({
      kind: 'unmeasurable' as const,
      startedAt,
      durationMs: clock.monotonicMs() - startedMs,
      ...shown,
      ...why,
    })
    const needed = names.secretsOf(check.kind, check.config)
    const prepared = await secrets.prepare(needed, signal)
    if (!prepared.ok) {
      return signal.aborted
        ? unmeasurable({ cause: 'cancelled', message: message('cause.cancelled') })
        : unmeasurable(prepared.failure)
    }
    const config = resolved(check, 'real', names)
    if (!config.ok) return unmeasurable(config.failure)
    return probeOf(check.kind).measure(config.value, contextOf(check, signal, from))
  }

  function prepare(check: CheckSpec, from: CheckSurroundings = {}): PreparedCheck {
    const names = from.names ? scopeWith(from.names) : scope
    const probe = probeOf(check.kind)
    const expect = check.expect ?? probe.defaultExpect
    const written = names.resolveCheck(check.kind, check.config, 'masked')
    const config = resolved(check, 'masked', names)
    const described = config.ok
      ? probe.describe(config.value)
      : { target: '', command: asWritten(check), danger: 'change' as const }
    const shown = {
      target: redactor.redact(described.target || (profile.commands.on ?? 'local')),
      command: redactor.redact(described.command),
    }
    const leaks = sendsSecretElsewhere(check.config, profile, names)
    const danger = described.danger === 'read' && leaks ? 'change' : described.danger
    return {
      ...shown,
      // What cannot be resolved cannot run, so it can change nothing.
      danger: config.ok ? danger : 'read',
      reach: written.ok ? reachOf(check.kind, written.value, profile, names) : 'elsewhere',
      expect,
      problem: config.ok ? undefined : config.failure,
      measure: (signal) => measure(check, shown, signal, names, from),
      judge: (measurement) =>
        measurement.kind === 'measured'
          ? judge(expect, probe.facts, measurement)
          : judgeUnmeasurable(expect, measurement),
    }
  }

  return {
    prepare,
    shell,
    tunnel,
    probeConnections: () => shells.probe(),
    profile,
    secrets,
    scope,
    [Symbol.asyncDispose]: () => shells.dispose(),
  }
}

function asWritten(check: CheckSpec): string {
  const { run } = check.config
  return typeof run === 'string' ? run : JSON.stringify(check.config)
}
