import { message } from '../../shared/messages/message.ts'
import type { ShellCause } from './job-host.ts'
import { knownKeyTypes, readKnownHosts } from './known-hosts.ts'
import { resolveSshTarget } from './ssh-config.ts'
import type { SshDefaults, SshHostSettings, SshTarget } from './ssh-config.ts'
import { connectSsh, connectTimeoutMs } from './ssh-connection.ts'
import type { Opened, SshConnection } from './ssh-connection.ts'
import { createHostKeyJudge } from './ssh-host-key.ts'

export interface SshLease {
  connection: SshConnection
  release: () => void
}

/** One connection a host, shared by all who go there, closed when nobody has for a while. */
export interface SshPool extends AsyncDisposable {
  acquire(settings: SshHostSettings): Promise<Opened<SshLease>>
}

interface Entry {
  opening: Promise<Opened<SshConnection>>
  users: number
  idleTimer?: NodeJS.Timeout
}

export interface SshPoolOptions {
  defaults: SshDefaults
  idleCloseMs?: number
}

export function createSshPool({ defaults, idleCloseMs = 60_000 }: SshPoolOptions): SshPool {
  const entries = new Map<string, Entry>()
  let disposed = false

  /** `via`: the jumps already chosen for this one, instead of what the configuration says of it. */
  async function open(
    settings: SshHostSettings,
    via: SshHostSettings[] | undefined,
    path: readonly string[],
  ): Promise<Opened<SshConnection>> {
    const resolved = await resolveSshTarget(settings, defaults)
    if (!resolved.ok) return resolved
    const { target } = resolved
    const jumps = via ?? target.jumps
    const lastJump = jumps.at(-1)
    if (!lastJump) return connectTo(target)
    if (path.includes(settings.host)) {
      const circle = message('shell.ssh.jump-circle', { host: settings.host })
      return { ok: false, cause: 'bad-config', message: circle }
    }
    // Where there are several, each but the first is reached through the one before.
    const earlier = jumps.length > 1 ? jumps.slice(0, -1) : undefined
    const { knownHostsFile } = settings
    const hop = await lease({ ...lastJump, knownHostsFile }, earlier, [...path, settings.host])
    if (!hop.ok) return hop
    const tunnel = await hop.value.connection.openTunnel(target.host, target.port)
    const connected = tunnel.ok ? await connectTo(target, tunnel.value) : tunnel
    if (!connected.ok) {
      hop.value.release()
      return connected
    }
    void connected.value.closed.then(hop.value.release)
    return connected
  }

  async function connectTo(
    target: SshTarget,
    stream?: Parameters<typeof connectSsh>[1]['stream'],
  ): Promise<Opened<SshConnection>> {
    const known = await readKnownHosts(target.knownHostsFiles)
    const name = target.hostKeyAlias ?? target.host
    const port = target.hostKeyAlias === undefined ? target.port : 22
    return connectSsh(target, {
      judge: createHostKeyJudge(known, target),
      knownKeyTypes: knownKeyTypes(known, name, port),
      ...(stream ? { stream } : {}),
    })
  }

  function enter(
    key: string,
    settings: SshHostSettings,
    via: SshHostSettings[] | undefined,
    path: readonly string[],
  ): Entry {
    const found = entries.get(key)
    if (found) return found
    const entry: Entry = { opening: open(settings, via, path), users: 0 }
    entries.set(key, entry)
    const forget = () => {
      clearTimeout(entry.idleTimer)
      if (entries.get(key) === entry) entries.delete(key)
    }
    void entry.opening.then((opened) => {
      if (!opened.ok) return forget()
      if (disposed) opened.value.close()
      return opened.value.closed.then(forget)
    })
    return entry
  }

  async function lease(
    settings: SshHostSettings,
    via: SshHostSettings[] | undefined,
    path: readonly string[],
  ): Promise<Opened<SshLease>> {
    if (disposed) return { ok: false, cause: 'cancelled', message: message('shell.cancelled') }
    const entry = enter(JSON.stringify([settings, via]), settings, via, path)
    entry.users++
    clearTimeout(entry.idleTimer)
    let released = false
    const release = () => {
      if (released) return
      released = true
      entry.users--
      if (entry.users > 0) return
      entry.idleTimer = setTimeout(() => void close(entry), idleCloseMs)
      entry.idleTimer.unref()
    }
    const opened = await entry.opening
    if (opened.ok) return { ok: true, value: { connection: opened.value, release } }
    release()
    clearTimeout(entry.idleTimer)
    return opened
  }

  async function close(entry: Entry) {
    clearTimeout(entry.idleTimer)
    const opened = await entry.opening
    if (!opened.ok) return
    opened.value.close()
    await opened.value.closed
  }

  return {
    async acquire(settings) {
      const late = Promise.withResolvers<Opened<SshLease>>()
      const reason: ShellCause = {
        cause: 'connect-timeout',
        message: message('shell.ssh.connect-timeout', {
          host: settings.host,
          seconds: connectTimeoutMs / 1000,
        }),
      }
      const timer = setTimeout(() => late.resolve({ ok: false, ...reason }), connectTimeoutMs)
      const leasing = lease(settings, undefined, [])
      try {
        const first = await Promise.race([leasing, late.promise])
        if (!first.ok) {
          // It may still come, through a slow jump: nobody waits for it any more.
          void leasing.then((opened) => opened.ok && opened.value.release())
        }
        return first
      } finally {
        clearTimeout(timer)
      }
    },
    async [Symbol.asyncDispose]() {
      disposed = true
      await Promise.all([...entries.values()].map(close))
    },
  }
}
