import { message } from '../../shared/messages/message.ts'
import type { Message } from '../../shared/messages/message.ts'
import type { UnmeasurableCause } from '../../shared/model/check.ts'
import type { Profile } from '../../shared/model/profile.ts'
import type { ShellOrCause } from '../probes/probe.ts'
import { createContainerShell } from './container-shell.ts'
import { createLocalShell } from './local-shell.ts'
import { systemSshDefaults } from './ssh-config.ts'
import type { SshDefaults } from './ssh-config.ts'
import { createSshPool } from './ssh-pool.ts'
import { createSshShell } from './ssh-shell.ts'

export interface ShellProviderOptions {
  /** The profile's hosts, every variable and secret in them filled in. */
  hosts: Profile['hosts']
  /** Where commands run that name no host; this machine when absent. */
  defaultHost?: string
  /** The user's own SSH settings, unless a test brings others. */
  sshDefaults?: SshDefaults
  /** How long an unused SSH connection is kept. */
  idleCloseMs?: number
}

/** Gives the shells of a profile's hosts. All that go to one host share one SSH connection. */
export interface ShellProvider extends AsyncDisposable {
  /**
   * The shell of a host; of the default one without a name. It connects when a command is run, so
   * that connecting counts against the command's deadline. Disposing of a shell waits for what it is
   * still killing; the connections are the provider's.
   */
  shell(name?: string): Promise<ShellOrCause>
  dispose(): Promise<void>
}

export function createShellProvider(options: ShellProviderOptions): ShellProvider {
  const { hosts, defaultHost, idleCloseMs } = options
  const pool = createSshPool({ defaults: options.sshDefaults ?? systemSshDefaults(), idleCloseMs })
  const given = new Map<string | undefined, ShellOrCause>()

  function shellOf(name: string | undefined, path: readonly string[]): ShellOrCause {
    if (name === undefined) return { ok: true, shell: createLocalShell() }
    const host = Object.hasOwn(hosts, name) ? hosts[name] : undefined
    if (!host) return refuse(name, 'missing-target', message('shell.host.missing', { name }))
    if (path.includes(name)) {
      const circle = [...path, name].join(' › ')
      return refuse(name, 'bad-config', message('shell.host.circle', { path: circle }))
    }
    if ('ssh' in host) return { ok: true, shell: createSshShell(pool, host.ssh, name) }
    if ('local' in host) return { ok: true, shell: createLocalShell() }
    const inner = shellOf(host.on, [...path, name])
    if (!inner.ok) return inner
    const { container, user, engine = 'docker' } = host
    return { ok: true, shell: createContainerShell(inner.shell, { engine, container, user }) }
  }

  async function dispose() {
    const shells = [...given.values()].filter((found) => found.ok)
    await Promise.all(shells.map(({ shell }) => shell[Symbol.asyncDispose]()))
    await pool[Symbol.asyncDispose]()
  }

  return {
    shell: (name = defaultHost) => {
      const found = given.get(name) ?? shellOf(name, [])
      given.set(name, found)
      return Promise.resolve(found)
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  }
}

function refuse(target: string, cause: UnmeasurableCause, text: Message): ShellOrCause {
  return { ok: false, unmeasurable: { kind: 'unmeasurable', target, cause, message: text } }
}
