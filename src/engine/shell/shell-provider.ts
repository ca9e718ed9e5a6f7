import { message } from '../../shared/messages/message.ts'
import type { Message } from '../../shared/messages/message.ts'
import type { UnmeasurableCause } from '../../shared/model/check.ts'
import type { Profile } from '../../shared/model/profile.ts'
import type { ShellOrCause } from '../probes/probe.ts'
import { createContainerShell } from './container-shell.ts'
import { createLocalShell } from './local-shell.ts'
import { systemSshDefaults } from './ssh-config.ts'
import type { SshDefaults } from './ssh-config.ts'
import type { Opened } from './ssh-connection.ts'
import { createSshPool } from './ssh-pool.ts'
import type { SshPool } from './ssh-pool.ts'
import { createSshShell } from './ssh-shell.ts'
import { openTunnel } from './tunnel.ts'
import type { Tunnel } from './tunnel.ts'

export interface ShellProviderOptions {
  /** The profile's hosts, every variable and secret in them filled in. */
  hosts: Profile['hosts']
  /** Where commands run that name no host; this machine when absent. */
  defaultHost?: string
  /** The user's own SSH settings, unless a test brings others. */
  sshDefaults?: SshDefaults
  /** How long an unused SSH connection is kept. */
  idleCloseMs?: number
  /** The connections to share with other providers, whose owner closes them. Own ones when absent. */
  pool?: SshPool
}

/** Gives the shells of a profile's hosts. All that go to one host share one SSH connection. */
export interface ShellProvider extends AsyncDisposable {
  /**
   * The shell of a host; of the default one without a name. It connects when a command is run, so
   * that connecting counts against the command's deadline. Disposing of a shell waits for what it is
   * still killing; the connections are the provider's.
   */
  shell(name?: string): Promise<ShellOrCause>
  /**
   * A way through a host, on the same connection as its shells; undefined where the host is this
   * machine, and connections need none.
   */
  tunnel(name: string, signal: AbortSignal): Promise<Opened<Tunnel | undefined>>
  /** Connections that do not answer any more are let go of. */
  probe(): void
  dispose(): Promise<void>
}

export function createShellProvider(options: ShellProviderOptions): ShellProvider {
  const { hosts, defaultHost, idleCloseMs } = options
  const defaults = options.sshDefaults ?? systemSshDefaults()
  const pool = options.pool ?? createSshPool({ defaults, idleCloseMs })
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
    if (!options.pool) await pool[Symbol.asyncDispose]()
  }

  function tunnel(name: string, signal: AbortSignal): Promise<Opened<Tunnel | undefined>> {
    const host = Object.hasOwn(hosts, name) ? hosts[name] : undefined
    const refused = (cause: UnmeasurableCause, text: Message) =>
      Promise.resolve({ ok: false as const, cause, message: text })
    if (!host) return refused('missing-target', message('shell.host.missing', { name }))
    if ('container' in host)
      return refused('unsupported', message('shell.tunnel.container', { name }))
    if ('local' in host) return Promise.resolve({ ok: true, value: undefined })
    return openTunnel(pool, host.ssh, name, signal)
  }

  return {
    shell: (name = defaultHost) => {
      const found = given.get(name) ?? shellOf(name, [])
      given.set(name, found)
      return Promise.resolve(found)
    },
    tunnel,
    probe: () => pool.probe(),
    dispose,
    [Symbol.asyncDispose]: dispose,
  }
}

function refuse(target: string, cause: UnmeasurableCause, text: Message): ShellOrCause {
  return { ok: false, unmeasurable: { kind: 'unmeasurable', target, cause, message: text } }
}
