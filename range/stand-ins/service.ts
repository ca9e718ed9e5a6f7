import { once } from 'node:events'
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { Readable, type Duplex } from 'node:stream'

import type { Part } from '../parts/part.ts'
import type { RequestLog } from './service-log.ts'

/** What is wrong with a service at the moment, as a drill wants it. */
export type Fault = { kind: 'none' } | { kind: 'down' } | { kind: 'slow'; delayMs: number }

export interface Answer {
  status: number
  /** Sent as JSON, unless it is a text, or a stream of one. */
  body: unknown
  contentType?: string
}

export interface Request {
  method: string
  url: URL
  headers: IncomingMessage['headers']
  /** The body, once, up to 1 MiB. Undefined when it is longer. */
  body(): Promise<string | undefined>
}

export type Handler = (request: Request) => Promise<Answer> | Answer

/** Takes a connection over that asks for another protocol. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

export interface ServiceOptions {
  name: string
  handler: Handler
  /** Without it, who asks for another protocol is answered as anybody. */
  upgrade?: Upgrade
  /** Serves HTTPS. */
  tls?: KeyPair
  /** Used when it is free; another one otherwise. */
  preferredPort?: number
  /** Where each answer is told. */
  log?: RequestLog
}

export interface Service extends Part {
  /** `http://127.0.0.1:1234`, or `https://localhost:1234`. */
  readonly url: string
  readonly host: string
  readonly port: number
  /** What is wrong with it; set it to change that. */
  fault: Fault
  /** From the next connection on. Only where it serves HTTPS. */
  setCertificate(pair: KeyPair): void
}

/** PEM. */
export interface KeyPair {
  key: string
  cert: string
}

const maxBodyBytes = 1024 * 1024

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= maxBodyBytes) chunks.push(chunk)
  }
  return bytes > maxBodyBytes ? undefined : Buffer.concat(chunks).toString('utf8')
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
}

async function answerWithFault(fault: Fault, handler: Handler, request: Request): Promise<Answer> {
  if (fault.kind === 'down') return { status: 503, body: { status: 'unavailable' } }
  if (fault.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delayMs))
  return handler(request)
}

/** A stand-in's HTTP side, on loopback. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { name, handler, upgrade, tls, preferredPort, log } = options
  const respond = async (incoming: IncomingMessage): Promise<Answer> => {
    const url = URL.parse(incoming.url ?? '/', 'http://stand-in')
    if (!url) return { status: 400, body: { error: 'Bad Request' } }
    const request = {
      method: incoming.method ?? 'GET',
      url,
      headers: incoming.headers,
      body: () => readBody(incoming),
    }
    try {
      return await answerWithFault(service.fault, handler, request)
    } catch (error) {
      return { status: 500, body: { error: error instanceof Error ? error.message : 'error' } }
    }
  }
  const secure = tls && createHttpsServer(tls)
  const server = secure ?? createHttpServer()
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const startedMs = performance.now()
    const { status, body, contentType } = await respond(incoming)
    const [path = '/'] = (incoming.url ?? '/').split('?')
    const durationMs = performance.now() - startedMs
    if (body instanceof Readable) {
      outgoing.writeHead(status, { 'content-type': contentType ?? 'text/plain' })
      body.pipe(outgoing)
      return
    }
    const isText = typeof body === 'string'
    const text = isText ? body : JSON.stringify(body)
    const bytes = Buffer.byteLength(text)
    log?.write({ method: incoming.method ?? 'GET', path, status, durationMs, bytes })
    outgoing.writeHead(status, {
      'content-type': contentType ?? (isText ? 'text/plain' : 'application/json'),
      'cache-control': 'no-store',
    })
    outgoing.end(text)
  }
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    void serve(incoming, outgoing)
  })
  /** The server forgets those that were taken over, and would wait for them. */
  const taken = new Set<Duplex>()
  if (upgrade)
    server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
      taken.add(socket)
      socket.on('close', () => taken.delete(socket))
      socket.on('error', () => {})
      upgrade(incoming, socket, head)
    })
  if (preferredPort === undefined) await listen(server, 0)
  else await listen(server, preferredPort).catch(() => listen(server, 0))

  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  const host = tls ? 'localhost' : '127.0.0.1'
  const service: Service = {
    name,
    url: `${tls ? 'https' : 'http'}://${host}:${address.port}`,
    host,
    port: address.port,
    fault: { kind: 'none' },
    setCertificate(pair) {
      if (!secure) throw new Error(`${name} has no certificate`)
      secure.setSecureContext(pair)
      // Who is still connected would go on with the one before.
      secure.closeIdleConnections()
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      for (const socket of taken) socket.destroy()
      await closed
    },
  }
  return service
}

export const notFound: Answer = { status: 404, body: { error: 'Not Found' } }
