import type { Readable } from 'node:stream'

import { Client, type buildConnector } from 'undici'

import type { Facts } from '../../shared/model/check.ts'
import { certificateFacts } from './certificate.ts'
import { UnusableAnswer } from './classify-error.ts'
import { openSocket, shakeHands } from './connect.ts'
import type { Attempt } from './finding.ts'

export interface HttpRequest {
  url: URL
  method: string
  headers: Headers
  body?: string
}

/** The head of an answer, its body still to be read. Disposing of it closes the connection. */
export interface HttpAnswer extends AsyncDisposable {
  status: number
  /** By lower-case name; repeated ones joined by a comma. */
  headers: Record<string, string>
  body: Readable
}

/** One request on a connection of its own: a probe measures connecting, too. HTTP/1.1. */
export async function sendRequest(
  request: HttpRequest,
  authorities: string[],
  attempt: Attempt,
): Promise<HttpAnswer> {
  const client = new Client(request.url.origin, {
    allowH2: false,
    pipelining: 1,
    // The attempt's deadline is the only one.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (_, callback) => void connectThen(callback, request.url, authorities, attempt),
  })
  const dispose = () => client.destroy()
  try {
    const answer = await client.request({
      method: request.method,
      path: `${request.url.pathname}${request.url.search}`,
      headers: Object.fromEntries(request.headers),
      body: request.body ?? null,
      signal: attempt.signal,
    })
    // Destroying the client errors an unread body; that is of our own making.
    answer.body.on('error', () => {})
    const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ])
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(headers),
      body: answer.body,
      [Symbol.asyncDispose]: dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

async function connectThen(
  callback: buildConnector.Callback,
  url: URL,
  authorities: string[],
  attempt: Attempt,
): Promise<void> {
  const outcome = await connectTo(url, authorities, attempt).catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  )
  if (outcome instanceof Error) callback(outcome, null)
  else callback(null, outcome)
}

/** A connection to an `http:` or `https:` address, its certificate trusted. */
export async function connectTo(url: URL, authorities: string[], attempt: Attempt) {
  const secureUrl = url.protocol === 'https:'
  const port = url.port === '' ? (secureUrl ? 443 : 80) : Number(url.port)
  const socket = await openSocket(url.hostname, port, attempt)
  if (!secureUrl) return socket
  try {
    const secure = await shakeHands(
      socket,
      { serverName: url.hostname, authorities, alpn: ['http/1.1'] },
      attempt,
    )
    const seen = certificateFacts(secure, url.hostname)
    Object.assign(attempt.facts, tlsFacts(seen))
    if (!secure.authorized) {
      throw new UnusableAnswer(
        'bad-tls',
        `certificate not accepted: ${JSON.stringify(seen.authorization_error)}`,
      )
    }
    return secure
  } catch (error) {
    socket.destroy()
    throw error
  }
}

const shownTlsFacts = [
  'days_left',
  'not_after',
  'protocol',
  'cipher',
  'issuer',
  'subject',
  'authorized',
] as const

function tlsFacts(seen: Facts): Facts {
  const facts: Facts = {}
  for (const name of shownTlsFacts) {
    const value = seen[name]
    if (value !== undefined) facts[`tls_${name}`] = value
  }
  return facts
}
