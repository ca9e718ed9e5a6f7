import { readFile } from 'node:fs/promises'
import { isIP, Socket, type NetConnectOpts } from 'node:net'
import { connect as connectTlsSocket, getCACertificates, type TLSSocket } from 'node:tls'

import { systemClock } from '../time/clock.ts'
import { BadConfig, UnusableAnswer, wordsOf } from './classify-error.ts'
import type { Attempt } from './finding.ts'
import { createTunnelSocket } from './tunnel-socket.ts'

/** Node gives each of a name's addresses 250 ms: too little for a far host or a slow VPN. */
const perAddressMs = 1500

const rounded = (ms: number) => Math.round(ms * 1000) / 1000

/**
 * A socket, not yet connected, that notes how long name and connection take, and that dies with its
 * attempt. Who connects it is the caller's or its library's affair.
 */
export function watchedSocket(attempt: Attempt): Socket {
  const { tunnel, signal } = attempt
  const socket = tunnel
    ? createTunnelSocket({ tunnel, signal, onLost: attempt.lost })
    : new Socket()
  const start = systemClock.monotonicMs()
  let lookedUpMs = 0
  const destroy = () => socket.destroy()
  attempt.signal.addEventListener('abort', destroy, { once: true })
  socket.once('close', () => attempt.signal.removeEventListener('abort', destroy))
  if (attempt.signal.aborted) socket.destroy()
  socket.once('lookup', (error) => {
    if (!error) lookedUpMs = systemClock.monotonicMs() - start
  })
  socket.once('connect', () => {
    attempt.connected()
    // Through another host the name is looked up there, and nobody tells how long that took.
    if (!tunnel) attempt.facts.dns_ms = rounded(lookedUpMs)
    attempt.facts.connect_ms = rounded(systemClock.monotonicMs() - start - lookedUpMs)
    if (socket.remoteAddress) attempt.facts.remote_address = socket.remoteAddress
  })
  return socket
}

/** Connects to a host. Throws what the network throws. */
export async function openSocket(host: string, port: number, attempt: Attempt): Promise<Socket> {
  const socket = watchedSocket(attempt)
  const options: NetConnectOpts = {
    host: unbracketed(host),
    port,
    autoSelectFamilyAttemptTimeout: perAddressMs,
  }
  await happens(socket, 'connect', () => socket.connect(options))
  return socket
}

/** A URL writes an IPv6 address in brackets; a socket does not. */
function unbracketed(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1')
}

export interface TlsOptions {
  serverName: string
  authorities: string[]
  alpn?: string[]
}

/**
 * Shakes hands and looks, without deciding: `authorized` says whether chain, dates and name hold.
 * The caller must not send anything over a socket that is not authorized.
 */
export async function shakeHands(
  socket: Socket,
  options: TlsOptions,
  attempt: Attempt,
): Promise<TLSSocket> {
  const start = systemClock.monotonicMs()
  const serverName = unbracketed(options.serverName)
  const secure = connectTlsSocket({
    socket,
    ca: options.authorities,
    host: serverName,
    // An address may not be sent as a server name (RFC 6066); it is still verified as `host`.
    ...(isIP(serverName) ? {} : { servername: serverName }),
    ALPNProtocols: options.alpn ?? [],
    // So that an invalid certificate can be read and reported. Nothing is sent on it: see above.
    rejectUnauthorized: false,
  })
  await happens(secure, 'secureConnect', () => {})
  attempt.facts.tls_ms = rounded(systemClock.monotonicMs() - start)
  return secure
}

/** The usual authorities, and those of a file. */
export async function trustedAuthorities(caFile: string | undefined): Promise<string[]> {
  const usual = getCACertificates('default')
  if (caFile === undefined) return usual
  try {
    return [...usual, await readFile(caFile, 'utf8')]
  } catch (error) {
    throw new BadConfig(`caFile cannot be read: ${wordsOf(error)}`)
  }
}

/** Waits for an event of a socket; throws its error, or that it closed first. */
async function happens(socket: Socket, event: 'connect' | 'secureConnect', begin: () => void) {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const onClose = () => reject(new UnusableAnswer('closed', 'the connection was closed'))
  socket.once(event, resolve)
  socket.once('error', reject)
  socket.once('close', onClose)
  try {
    begin()
    await promise
  } finally {
    socket.off(event, resolve)
    socket.off('error', reject)
    socket.off('close', onClose)
    // A late error of a socket that is being let go of is nobody's.
    socket.on('error', () => {})
  }
}
