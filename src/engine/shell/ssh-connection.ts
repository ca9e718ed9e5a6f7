import { connect } from 'node:net'
import type { Duplex } from 'node:stream'

import ssh2 from 'ssh2'
import type { ClientChannel, ClientErrorExtensions } from 'ssh2'

import { message } from '../../shared/messages/message.ts'
import type { ShellCause } from './job-host.ts'
import { createSlots } from './slots.ts'
import { sshAlgorithms } from './ssh-algorithms.ts'
import { prepareAuthentication } from './ssh-auth.ts'
import type { SshAuthentication } from './ssh-auth.ts'
import type { SshTarget } from './ssh-config.ts'
import { openForward, type Forwarded } from './ssh-forward.ts'
import { createHostKeyGuard } from './ssh-host-key.ts'
import type { HostKeyGuard, HostKeyJudge } from './ssh-host-key.ts'

export const connectTimeoutMs = 10_000
export const channelTimeoutMs = 5_000
/** A link that answers nothing is given up on the third tick: after 15 s. */
const keepaliveIntervalMs = 5_000
const keepaliveUnanswered = 2
/** How long a link that is doubted may take to answer. */
const signOfLifeMs = 3_000
/** How long a peer may take to close its end. */
const goodbyeMs = 1_000
/** sshd allows 10 sessions on a connection (MaxSessions): the other two are for kills. */
const commandSessions = 8

export type Opened<T> = { ok: true; value: T } | ({ ok: false } & ShellCause)

export interface Session {
  channel: ClientChannel
  /** Gives its place to the next command. */
  release: () => void
}

/** One SSH connection, shared by everything that goes to that host. */
export interface SshConnection {
  readonly isOpen: boolean
  /** Settles when the link is gone, whoever ended it. */
  readonly closed: Promise<void>
  /** Starts a command. It waits for a place unless it is urgent. */
  exec(
    commandLine: string,
    options: { urgent: boolean; signal: AbortSignal },
  ): Promise<Opened<Session>>
  /** A TCP stream that leaves from that host, which looks the name up. It is waited for until the signal. */
  openTunnel(host: string, port: number, signal: AbortSignal): Promise<Forwarded>
  /** Asks for a sign of life. A link that gives none in time is let go of at once. */
  probe(): void
  close(): void
}

export interface SshConnectOptions {
  /** Synchronous: see {@link HostKeyJudge}. */
  judge: HostKeyJudge
  /** The key types on record for this host, which are asked for first. */
  knownKeyTypes: readonly string[]
  /** The stream to speak through; a TCP connection of its own where there is none. */
  stream?: Duplex
  /** Gives up connecting. A connection that stands is closed by its owner. */
  signal: AbortSignal
}

/** Connects, within 10 s, or says why not. Nothing is left behind where it fails. */
export async function connectSsh(
  target: SshTarget,
  options: SshConnectOptions,
): Promise<Opened<SshConnection>> {
  const prepared = await prepareAuthentication(target)
  if (!prepared.ok) return prepared
  const { authentication } = prepared
  const guard = createHostKeyGuard(options.judge, target)
  const stream = options.stream ?? connect({ host: target.host, port: target.port, noDelay: true })
  const client = new ssh2.Client()
  const { promise, resolve } = Promise.withResolvers<Opened<SshConnection>>()
  const closed = Promise.withResolvers<void>()
  let isOpen = false

  const abandon = () => {
    isOpen = false
    stream.destroy()
    closed.resolve()
  }
  const giveUp = (reason: ShellCause) => {
    resolve({ ok: false, ...reason })
    abandon()
  }
  const host = target.name
  const timer = setTimeout(() => {
    const late = message('shell.ssh.connect-timeout', { host, seconds: connectTimeoutMs / 1000 })
    giveUp({ cause: 'connect-timeout', message: late })
  }, connectTimeoutMs)
  const onAbort = () => giveUp({ cause: 'cancelled', message: message('shell.cancelled') })
  options.signal.addEventListener('abort', onAbort)
  client.on('error', (error: Error & ClientErrorExtensions) => {
    // An agent that does not answer is no reason to stop: the key files come next.
    if (error.level === 'agent') return
    giveUp(connectFailure(error, target, guard, authentication))
  })
  client.on('close', () => {
    giveUp({ cause: 'link-lost', message: message('shell.ssh.link-lost', { host }) })
  })
  client.on('ready', () => {
    isOpen = true
    const link = { client, closed: closed.promise, isOpen: () => isOpen, abandon }
    resolve({ ok: true, value: createConnection(target, link) })
  })
  if (options.signal.aborted) onAbort()
  client.connect({
    sock: stream,
    username: target.user,
    algorithms: sshAlgorithms(options.knownKeyTypes),
    authHandler: authentication.handler,
    hostVerifier: (key: Buffer) => guard.verify(key),
    // Ours above covers the TCP connection too.
    readyTimeout: 0,
    keepaliveInterval: keepaliveIntervalMs,
    keepaliveCountMax: keepaliveUnanswered,
  })
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    options.signal.removeEventListener('abort', onAbort)
  }
}

function connectFailure(
  error: Error & ClientErrorExtensions & { code?: unknown },
  target: SshTarget,
  guard: HostKeyGuard,
  authentication: SshAuthentication,
): ShellCause {
  const host = target.name
  const detail = error.message
  const refusal = guard.refusal()
  if (refusal) return refusal
  if (error.level === 'client-authentication' || /authentication failures/i.test(detail)) {
    return { detail, ...authentication.refusal() }
  }
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        cause: 'name-not-found',
        message: message('shell.ssh.name-not-found', { host }),
        detail,
      }
    case 'ECONNREFUSED': {
      const refused = message('shell.ssh.refused', { host, port: String(target.port) })
      return { cause: 'denied', message: refused, detail }
    }
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return { cause: 'network-down', message: message('shell.ssh.no-route', { host }), detail }
    case 'ETIMEDOUT': {
      const late = message('shell.ssh.connect-timeout', { host, seconds: connectTimeoutMs / 1000 })
      return { cause: 'connect-timeout', message: late, detail }
    }
  }
  if (/no matching/i.test(detail)) {
    return { cause: 'unsupported', message: message('shell.ssh.handshake', { host }), detail }
  }
  if (error.level === 'handshake' || error.level === 'protocol') {
    const notSsh = message('shell.ssh.not-ssh', { host, port: String(target.port) })
    return { cause: 'link-lost', message: notSsh, detail }
  }
  return { cause: 'link-lost', message: message('shell.ssh.link-lost', { host }), detail }
}

interface Link {
  client: InstanceType<typeof ssh2.Client>
  closed: Promise<void>
  isOpen: () => boolean
  /** Lets go of it without a goodbye, which a dead peer would not hear. */
  abandon: () => void
}

function createConnection(target: SshTarget, link: Link): SshConnection {
  const { client } = link
  const host = target.name
  const slots = createSlots(commandSessions)
  const linkLost = (detail?: string): { ok: false } & ShellCause => ({
    ok: false,
    cause: 'link-lost',
    message: message('shell.ssh.link-lost', { host }),
    ...(detail === undefined ? {} : { detail }),
  })

  /** ssh2 may never call back on a half-open link: after the deadline the link is taken for lost. */
  function open<T extends Duplex>(
    request: (callback: (error: Error | undefined, channel: T) => void) => void,
  ): Promise<Opened<T>> {
    const { promise, resolve } = Promise.withResolvers<Opened<T>>()
    const timer = setTimeout(() => {
      const seconds = channelTimeoutMs / 1000
      const late = message('shell.ssh.channel-timeout', { host, seconds })
      resolve({ ok: false, cause: 'link-lost', message: late })
      link.abandon()
    }, channelTimeoutMs)
    try {
      request((error, channel) => {
        clearTimeout(timer)
        if (!error) resolve({ ok: true, value: channel })
        else if (!link.isOpen()) resolve(linkLost(error.message))
        else {
          const refused = message('shell.ssh.channel-refused', { host })
          resolve({ ok: false, cause: 'denied', message: refused, detail: error.message })
        }
      })
    } catch (error) {
      // ssh2 throws where the socket is already gone.
      clearTimeout(timer)
      resolve(linkLost(error instanceof Error ? error.message : undefined))
    }
    return promise
  }

  async function exec(
    commandLine: string,
    { urgent, signal }: { urgent: boolean; signal: AbortSignal },
  ): Promise<Opened<Session>> {
    for (;;) {
      const release = urgent ? () => {} : await slots.acquire(signal)
      if (!release) return { ok: false, cause: 'cancelled', message: message('shell.cancelled') }
      if (!link.isOpen()) {
        release()
        return linkLost()
      }
      const opened = await open<ClientChannel>((callback) => client.exec(commandLine, callback))
      if (opened.ok) return { ok: true, value: { channel: opened.value, release } }
      // The server allows fewer sessions than most: wait for one of ours to end.
      const mayWait = !urgent && opened.cause === 'denied' && slots.taken > 1
      if (mayWait) slots.shrink()
      release()
      if (!mayWait) return opened
    }
  }

  return {
    get isOpen() {
      return link.isOpen()
    },
    closed: link.closed,
    exec,
    openTunnel: (toHost, toPort, signal) =>
      openForward(client, { host, toHost, toPort, signal, isOpen: link.isOpen, linkLost }),
    probe() {
      if (!link.isOpen()) return
      const timer = setTimeout(link.abandon, signOfLifeMs)
      const alive = () => clearTimeout(timer)
      void link.closed.then(alive)
      try {
        // To stop a forwarding that there is not: a server that lives says no.
        client.unforwardIn('127.0.0.1', 1, alive)
      } catch {
        link.abandon()
      }
    },
    close() {
      client.end()
      const timer = setTimeout(link.abandon, goodbyeMs)
      void link.closed.then(() => clearTimeout(timer))
    },
  }
}
