import { isUtf8 } from 'node:buffer'
import type { Socket } from 'node:net'

import { WebSocket, type ClientOptions } from 'ws'

import type { Facts } from '../../shared/model/check.ts'
import { systemClock } from '../time/clock.ts'
import { BadConfig, codesOf, UnusableAnswer, wordsOf } from './classify-error.ts'
import type { Attempt } from './finding.ts'
import { connectTo, type HttpRequest } from './http-request.ts'

export interface WebSocketRequest extends Pick<HttpRequest, 'url' | 'headers'> {
  subprotocol: string | undefined
  /** Of everything that is read, as it came and unpacked. */
  maxBytes: number
}

/** What is read and said once the handshake is made. Each throws what the target does instead. */
export interface WebSocketConnection extends Disposable {
  /** Texts of what was received so far. */
  readonly messages: readonly string[]
  /** The first message that is it, of those that came and those to come. */
  until(isIt: (text: string) => boolean): Promise<string>
  send(text: string): void
  ping(): Promise<void>
  /** Takes leave, and waits a moment for the target to do so. */
  leave(): Promise<void>
}

const maxMessages = 1000
const tooLarge = new Set(['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'WS_ERR_TOO_MANY_BUFFERED_PARTS'])
const leaveWithinMs = 1000
/** Pongs on their way: who pings faster than they leave is not waiting for them. */
const maxPongs = 50

/** Connects and shakes hands. What is known of it goes into the attempt's facts as it happens. */
export async function openWebSocket(
  request: WebSocketRequest,
  authorities: string[],
  attempt: Attempt,
): Promise<WebSocketConnection> {
  const { facts } = attempt
  const stream = await connectTo(request.url, authorities, attempt)
  const startMs = systemClock.monotonicMs()
  const socket = createSocket(request, stream)
  const messages: string[] = []
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {})
  const closed = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  let onMessage: (text: string) => void = () => {}
  let received = 0
  let kept = 0
  let pongs = 0

  const dispose = () => {
    socket.terminate()
    stream.destroy()
  }
  const fail = (error: Error) => {
    failed.reject(error)
    dispose()
  }
  const keepWithin = (bytes: number) => {
    if (bytes <= request.maxBytes && messages.length <= maxMessages) return true
    const limit = `${request.maxBytes} bytes or ${maxMessages} messages`
    fail(new UnusableAnswer('too-large', `more than ${limit}`))
    return false
  }

  // Once the handshake is made, the library keeps a reset to itself.
  stream.on('error', (error) => failed.reject(meaningOf(error)))
  socket.on('error', (error) => failed.reject(meaningOf(error)))
  socket.on('close', (code, reason) => {
    if (facts.open) Object.assign(facts, { close_code: code, close_reason: reason.toString() })
    const words = `closed with ${code}${reason.length > 0 ? ` ${reason.toString()}` : ''}`
    failed.reject(new UnusableAnswer('closed', words))
    closed.resolve()
  })
  socket.on('upgrade', (response) => Object.assign(facts, factsOfAnswer(response)))
  socket.on('unexpected-response', (_, response) => {
    const seen = factsOfAnswer(response)
    Object.assign(facts, seen)
    const isDenied = seen.status === 401 || seen.status === 403
    fail(new UnusableAnswer(isDenied ? 'denied' : 'error', `status ${seen.status}`))
  })
  socket.on('open', () => {
    const handshakeMs = Math.round((systemClock.monotonicMs() - startMs) * 1000) / 1000
    const { protocol } = socket
    Object.assign(facts, { open: true, handshake_ms: handshakeMs, subprotocol: protocol, messages })
    // Frames without content, and what is left of a message for ever, count too.
    stream.on('data', (chunk: Buffer) => keepWithin((received += chunk.length)))
    opened.resolve()
  })
  // The library would answer too; it would not say why it gives up.
  socket.on('ping', (data) => {
    if (++pongs > maxPongs) fail(new UnusableAnswer('too-large', 'pings faster than their pongs'))
    else socket.pong(data, undefined, () => pongs--)
  })
  socket.on('message', (data) => {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.concat([data].flat().map(toBuffer))
    const text = bytes.toString(isUtf8(bytes) ? 'utf8' : 'base64')
    if (messages.push(text) === 1) facts.first_message = text
    if (keepWithin((kept += bytes.length))) onMessage(text)
  })

  try {
    await Promise.race([opened.promise, failed.promise])
  } catch (error) {
    dispose()
    throw error
  }
  return {
    messages,
    until(isIt) {
      const known = messages.find(isIt)
      if (known !== undefined) return Promise.resolve(known)
      const found = Promise.withResolvers<string>()
      onMessage = (text) => {
        if (isIt(text)) found.resolve(text)
      }
      return Promise.race([found.promise, failed.promise])
    },
    // One that cannot be sent closes the connection, which tells.
    send: (text) => socket.send(text, () => {}),
    ping() {
      const answer = Promise.withResolvers<void>()
      socket.once('pong', () => answer.resolve())
      socket.ping(undefined, undefined, () => {})
      return Promise.race([answer.promise, failed.promise])
    },
    leave() {
      socket.close(1000)
      return closed.promise
    },
    [Symbol.dispose]: dispose,
  }
}

function createSocket(request: WebSocketRequest, stream: Socket): WebSocket {
  const { url, headers, subprotocol, maxBytes } = request
  // Its types do not know how long it waits for the target to take leave.
  const options: ClientOptions & { closeTimeout: number } = {
    headers: Object.fromEntries(headers),
    maxPayload: maxBytes,
    closeTimeout: leaveWithinMs,
    autoPong: false,
    createConnection: () => stream,
  }
  try {
    return new WebSocket(url, subprotocol === undefined ? [] : [subprotocol], options)
  } catch (error) {
    stream.destroy()
    throw error instanceof SyntaxError ? new BadConfig(error.message) : error
  }
}

function factsOfAnswer(response: {
  statusCode?: number | undefined
  headers: NodeJS.Dict<string | string[]>
}): Facts & { status: number } {
  const headers = Object.entries(response.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ])
  return {
    reachable: true,
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers),
  }
}

/** What the library says of an answer, and not the network. */
function meaningOf(error: Error): Error {
  const codes = codesOf(error)
  if (codes.some((code) => tooLarge.has(code)))
    return new UnusableAnswer('too-large', wordsOf(error))
  const isOfLibrary = codes.length === 0 || codes.some((code) => /^(WS_ERR|Z)_/.test(code))
  return isOfLibrary ? new UnusableAnswer('bad-response', wordsOf(error)) : error
}

function toBuffer(part: ArrayBuffer | Buffer): Buffer {
  return Buffer.isBuffer(part) ? part : Buffer.from(part)
}
