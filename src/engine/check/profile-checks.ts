import type { RunbookLibrary } from '../library/runbook-library.ts'
import type { CommandBudget } from '../probes/command-budget.ts'
import type { LogReader, LogWindow } from '../probes/probe.ts'
import { parseProfile } from '../profile/parse-profile.ts'
import type { PrepareCheck, RunTarget } from '../run/prepared-check.ts'
import type { Redactor } from '../secrets/redactor.ts'
import type { Vault } from '../secrets/vault.ts'
import { systemSshDefaults } from '../shell/ssh-config.ts'
import { createSshPool } from '../shell/ssh-pool.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import { createCheckEnvironment, type CheckEnvironment } from './check-environment.ts'
import { withoutProfile } from './without-profile.ts'

export interface ProfileChecksOptions {
  store: Store
  library: Pick<RunbookLibrary, 'parsed'>
  redactor: Redactor
  vault: Vault
  clock: Clock
  redisBudget: CommandBudget
  /** Reads the tails of a run. */
  logWindow: (runId: string) => LogWindow
  logReader?: (runId: string) => LogReader
}

/** Makes runs' checks ready, each against the profile that its run pinned. */
export interface ProfileChecks extends AsyncDisposable {
  readonly prepare: PrepareCheck
  /** What a run's profile says, by name and with its secrets; undefined where it cannot be read. */
  environment(run: RunTarget): Omit<CheckEnvironment, keyof AsyncDisposable> | undefined
  /** A secret was changed: it is asked for anew. */
  dropSecret(name: string): void
  /** The network is not what it was: connections that do not answer any more are let go of. */
  probeConnections(): void
}

export function createProfileChecks(options: ProfileChecksOptions): ProfileChecks {
  const { store, library } = options
  /** One for each pinned profile and runbook: connections and secrets outlive one check. */
  const environments = new Map<string, CheckEnvironment>()
  /** One connection a host, whichever run goes there. */
  const pool = createSshPool({ defaults: systemSshDefaults() })

  function environmentOf(run: RunTarget): CheckEnvironment | undefined {
    const key = `${run.profileHash} ${run.runbookHash}`
    const known = environments.get(key)
    if (known) return known
    const text = store.library.profile(run.profileHash)
    const profile = text === undefined ? undefined : parseProfile(text)
    if (!profile?.ok) return undefined
    const created = createCheckEnvironment({
      ...options,
      pool,
      profile: profile.value,
      profileName: run.profileName,
      runbookVariables: library.parsed(run.runbookHash)?.variables ?? {},
    })
    environments.set(key, created)
    return created
  }

  return {
    prepare(check, run) {
      const environment = environmentOf(run)
      if (environment) {
        const { logWindow, logReader } = options
        return Promise.resolve(
          environment.prepare(check, {
            logWindow: logWindow(run.id),
            logReader: logReader?.(run.id),
          }),
        )
      }
      return Promise.resolve(withoutProfile(run.profileName, check.expect ?? ''))
    },
    environment: environmentOf,
    dropSecret(name) {
      for (const environment of environments.values()) environment.secrets.drop(name)
    },
    probeConnections: () => pool.probe(),
    async [Symbol.asyncDispose]() {
      const all = [...environments.values()]
      environments.clear()
      await Promise.all(all.map((environment) => environment[Symbol.asyncDispose]()))
      await pool[Symbol.asyncDispose]()
    },
  }
}
