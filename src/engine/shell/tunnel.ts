import { message } from '../../shared/messages/message.ts'
import type { ShellCause } from './job-host.ts'
import type { SshHostSettings } from './ssh-config.ts'
import type { Opened } from './ssh-connection.ts'
import type { Forwarded } from './ssh-forward.ts'
import type { SshPool } from './ssh-pool.ts'
import { whenAborted } from './when-aborted.ts'

/**
 * A way through a host: connections leave from there, and names are looked up there. It shares the
 * host's one SSH connection with everything else that goes there, until it is disposed of.
 */
export interface Tunnel extends Disposable {
  /** Waits until the signal. */
  open(host: string, port: number, signal: AbortSignal): Promise<Forwarded>
  /** The link to that host is gone; undefined while it stands. What came through says nothing then. */
  lost(): ShellCause | undefined
}

/** Connects to the host, or takes its connection that stands. */
export async function openTunnel(
  pool: SshPool,
  settings: SshHostSettings,
  label: string,
  signal: AbortSignal,
): Promise<Opened<Tunnel>> {
  using aborted = whenAborted(signal)
  const leasing = pool.acquire(settings)
  const leased = await Promise.race([leasing, aborted.promise])
  if (!leased) {
    void leasing.then((late) => late.ok && late.value.release())
    return { ok: false, cause: 'cancelled', message: message('shell.cancelled') }
  }
  if (!leased.ok) return leased
  const { connection, release } = leased.value
  return {
    ok: true,
    value: {
      open: (host, port, until) => connection.openTunnel(host, port, until),
      lost: () =>
        connection.isOpen
          ? undefined
          : { cause: 'link-lost', message: message('shell.ssh.link-lost', { host: label }) },
      [Symbol.dispose]: release,
    },
  }
}
