import { message } from '../../shared/messages/message.ts'
import { knownKeyTypes, readKnownHosts } from './known-hosts.ts'
import type { SshDefaults, SshHostSettings, SshTarget } from './ssh-config.ts'
import { connectSsh, connectTimeoutMs } from './ssh-connection.ts'
import type { Opened, SshConnection } from './ssh-connection.ts'
import { createHostKeyJudge } from './ssh-host-key.ts'
import { resolveSshRoute } from './ssh-route.ts'

export interface SshLease {
  connection: SshConnection
  release: () => void
}

/** One connection a host, shared by all who go there, closed when nobody has for a while. */
export interface SshPool extends AsyncDisposable {
  acquire(settings: SshHostSettings): Promise<Opened<SshLease>>
  /** The network is not what it was: links that do not answer are let go of, and opened anew when needed. */
  probe(): void
}

export interface SshPoolOptions {
  defaults: SshDefaults
  idleCloseMs?: number
}

interface Entry {
  opening: Promise<Opened<SshConnection>>
  connection?: SshConnection
  users: number
  idleTimer?: NodeJS.Timeout
}

export function createSshPool({ defaults, idleCloseMs = 60_000 }: SshPoolOptions): SshPool {
  const entries = new Map<string, Entry>()
  const disposal = new AbortController()

  /** A route's last host is reached through the connection to the one before, which is shared too. */
  async function open(route: readonly SshTarget[]): Promise<Opened<SshConnection>> {
    const target = route.at(-1)
    if (!target) throw new Error('a route has an end')
    if (route.length === 1) return connectTo(target)
    const hop = await lease(route.slice(0, -1))
    if (!hop.ok) return hop
    const { connection } = hop.value
    const signal = AbortSignal.any([disposal.signal, AbortSignal.timeout(connectTimeoutMs)])
    const tunnel = await connection.openTunnel(target.host, target.port, signal)
    const connected = tunnel.ok ? await connectTo(target, tunnel.value) : tunnel
    if (connected.ok) void connected.value.closed.then(hop.value.release)
    else hop.value.release()
    return connected
  }

  async function connectTo(
    target: SshTarget,
    stream?: Parameters<typeof connectSsh>[1]['stream'],
  ): Promise<Opened<SshConnection>> {
    // Read before connecting: the verifier has no time to wait for a file.
    const known = await readKnownHosts(target.knownHostsFiles)
    const name = target.hostKeyAlias ?? target.host
    const port = target.hostKeyAlias === undefined ? target.port : 22
    return connectSsh(target, {
      judge: createHostKeyJudge(known, target),
      knownKeyTypes: knownKeyTypes(known, name, port),
      signal: disposal.signal,
      ...(stream ? { stream } : {}),
    })
  }

  function enter(route: readonly SshTarget[]): Entry {
    const key = JSON.stringify(route)
    const found = entries.get(key)
    if (found && found.connection?.isOpen !== false) return found
    const entry: Entry = { opening: open(route), users: 0 }
    entries.set(key, entry)
    const forget = () => {
      clearTimeout(entry.idleTimer)
      if (entries.get(key) === entry) entries.delete(key)
    }
    void entry.opening.then((opened) => {
      if (!opened.ok) return forget()
      entry.connection = opened.value
      return opened.value.closed.then(forget)
    })
    return entry
  }

  async function lease(route: readonly SshTarget[]): Promise<Opened<SshLease>> {
    if (disposal.signal.aborted) {
      return { ok: false, cause: 'cancelled', message: message('shell.cancelled') }
    }
    const entry = enter(route)
    entry.users++
    clearTimeout(entry.idleTimer)
    let released = false
    const release = () => {
      if (released) return
      released = true
      entry.users--
      if (entry.users > 0 || !entry.connection?.isOpen) return
      entry.idleTimer = setTimeout(() => entry.connection?.close(), idleCloseMs)
      entry.idleTimer.unref()
    }
    const opened = await entry.opening
    if (opened.ok) return { ok: true, value: { connection: opened.value, release } }
    release()
    return opened
  }

  async function acquire(settings: SshHostSettings): Promise<Opened<SshLease>> {
    const resolved = await resolveSshRoute(settings, defaults)
    return resolved.ok ? lease(resolved.route) : resolved
  }

  return {
    async acquire(settings) {
      const late = Promise.withResolvers<Opened<SshLease>>()
      const text = message('shell.ssh.connect-timeout', {
        host: settings.host,
        seconds: connectTimeoutMs / 1000,
      })
      // Each hop has as long; all of them together have no longer.
      const timer = setTimeout(() => {
        late.resolve({ ok: false, cause: 'connect-timeout', message: text })
      }, connectTimeoutMs)
      const acquiring = acquire(settings)
      const first = await Promise.race([acquiring, late.promise])
      clearTimeout(timer)
      if (!first.ok) void acquiring.then((opened) => opened.ok && opened.value.release())
      return first
    },
    probe() {
      for (const { connection } of entries.values()) connection?.probe()
    },
    async [Symbol.asyncDispose]() {
      disposal.abort()
      const opened = await Promise.all([...entries.values()].map(({ opening }) => opening))
      const connections = opened.flatMap((each) => (each.ok ? [each.value] : []))
      for (const connection of connections) connection.close()
      await Promise.all(connections.map(({ closed }) => closed))
    },
  }
}
