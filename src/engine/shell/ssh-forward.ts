import type { Duplex } from 'node:stream'

import type ssh2 from 'ssh2'
import type { ClientChannel } from 'ssh2'

import { message } from '../../shared/messages/message.ts'
import type { ShellCause } from './job-host.ts'

/** `answer`: the target itself turned the far host away. That is known of it, and not of the way. */
export type Forwarded =
  | { ok: true; value: Duplex }
  | ({ ok: false; answer?: 'refused' | 'reset' } & ShellCause)

interface Forward {
  /** The host that the connection leaves from, for people. */
  host: string
  toHost: string
  toPort: number
  signal: AbortSignal
  isOpen: () => boolean
  linkLost: (detail?: string) => { ok: false } & ShellCause
}

/** RFC 4254, section 5.1. */
const prohibited = 1
const connectFailed = 2
const unknownType = 3

/**
 * Has a host connect to another and carries the stream. It ends with its signal only: how long a
 * firewall behind that host keeps us waiting says nothing of the link, which others use, too.
 */
export function openForward(
  client: InstanceType<typeof ssh2.Client>,
  { host, toHost, toPort, signal, isOpen, linkLost }: Forward,
): Promise<Forwarded> {
  const { promise, resolve } = Promise.withResolvers<Forwarded>()
  const onAbort = () =>
    resolve({
      ok: false,
      cause: 'connect-timeout',
      message: message('shell.tunnel.no-answer', { host, target: `${toHost}:${toPort}` }),
    })
  const onAnswer = (error: Error | undefined, channel: ClientChannel) => {
    signal.removeEventListener('abort', onAbort)
    if (error) resolve(isOpen() ? whyRefused(error, host, `${toHost}:${toPort}`) : linkLost())
    // Nobody waits for it any more.
    else if (signal.aborted) channel.destroy()
    else resolve({ ok: true, value: channel })
  }
  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) onAbort()
  try {
    client.forwardOut('127.0.0.1', 0, toHost, toPort, onAnswer)
  } catch (error) {
    // ssh2 throws where the socket is already gone.
    signal.removeEventListener('abort', onAbort)
    resolve(linkLost(error instanceof Error ? error.message : undefined))
  }
  return promise
}

/** What the far host says of its own attempt; OpenSSH gives the system's words for it. */
function whyRefused(
  error: Error & { reason?: unknown },
  host: string,
  target: string,
): Extract<Forwarded, { ok: false }> {
  const detail = error.message
  const values = { host, target }
  if (error.reason === prohibited) {
    return {
      ok: false,
      cause: 'denied',
      message: message('shell.tunnel.prohibited', values),
      detail,
    }
  }
  if (error.reason === unknownType) {
    const text = message('shell.tunnel.unsupported', values)
    return { ok: false, cause: 'unsupported', message: text, detail }
  }
  if (error.reason !== connectFailed) {
    const text = message('shell.ssh.channel-refused', { host })
    return { ok: false, cause: 'denied', message: text, detail }
  }
  if (/refused|reset/i.test(detail)) {
    const text = message('shell.tunnel.refused', values)
    const answer = /reset/i.test(detail) ? 'reset' : 'refused'
    return { ok: false, answer, cause: 'denied', message: text, detail }
  }
  if (/not known|name resolution|no address|nodename|unknown host/i.test(detail)) {
    const text = message('shell.tunnel.name-not-found', values)
    return { ok: false, cause: 'name-not-found', message: text, detail }
  }
  if (/timed out/i.test(detail)) {
    const text = message('shell.tunnel.no-answer', values)
    return { ok: false, cause: 'connect-timeout', message: text, detail }
  }
  return {
    ok: false,
    cause: 'network-down',
    message: message('shell.tunnel.no-route', values),
    detail,
  }
}
