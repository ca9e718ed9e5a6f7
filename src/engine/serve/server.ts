import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'

import sirv from 'sirv'
import { WebSocketServer } from 'ws'

import { securityHeaders } from '../../shared/content-security-policy.ts'
import { message } from '../../shared/messages/message.ts'
import { failure, ok } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'
import { serveConnection } from '../rpc/server.ts'
import type { EngineService } from '../rpc/service.ts'
import { createGuard } from './guard.ts'
import { createSession } from './session.ts'
import { createWebSocketPort } from './web-socket-port.ts'

/** The largest message: a runbook or run file of 16 MB in base64, and room for its frame. */
const mostBytesPerFrame = 23_000_000
const mostBytesOfToken = 200

export interface BrowserServerOptions {
  service: EngineService
  /** The built screens. */
  rendererDir: string
  /** Default: any free one. */
  port?: number
}

/** Browser mode: the same engine and the same screens, for browsers on this machine only. */
export interface BrowserServer extends AsyncDisposable {
  port: number
  origin: string
  /** To be opened by the user. Holds the token: shown once, on the terminal, and never logged. */
  url: string
}

export async function startBrowserServer(
  options: BrowserServerOptions,
): Promise<Result<BrowserServer>> {
  if (!existsSync(join(options.rendererDir, 'index.html'))) {
    return failure('unavailable', message('host.not-built'))
  }
  const http = createServer({ requireHostHeader: true, maxHeaderSize: 16_384 })
  const listening = await listen(http, options.port ?? 0)
  if (!listening.ok) return listening
  const port = listening.value

  const guard = createGuard(port)
  const session = createSession(port)
  const engineOrigins = guard.origins.map((origin) => origin.replace('http:', 'ws:'))
  const headers = Object.entries(securityHeaders(engineOrigins))
  const files = sirv(options.rendererDir, { etag: true })
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: mostBytesPerFrame,
    perMessageDeflate: false,
  })

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of headers) response.setHeader(name, value)
    if (!guard.allowsRead(request)) return refuse(response, 403)
    if (request.url === '/session') return onSession(request, response)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
    files(request, response, () => refuse(response, 404))
  }

  /** GET: does my cookie still hold? POST: here is my token, give me a cookie. */
  function onSession(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('Cache-Control', 'no-store')
    if (request.method === 'GET') {
      return session.cookieIsRight(request) ? done(response) : refuse(response, 403)
    }
    if (request.method !== 'POST') return refuse(response, 405)
    if (!guard.allowsAct(request)) return refuse(response, 403)
    readToken(request, (token) => {
      if (token === undefined || !session.tokenIsRight(token)) return refuse(response, 403)
      response.setHeader('Set-Cookie', session.setCookie)
      done(response)
    })
  }

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A peer that resets here is nobody's failure; unheard it would end the process.
    socket.on('error', () => socket.destroy())
    const allowed =
      request.url === '/engine' && guard.allowsAct(request) && session.cookieIsRight(request)
    if (!allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      serveConnection(createWebSocketPort(webSocket), options.service)
    })
  }

  http.on('request', onRequest)
  http.on('upgrade', onUpgrade)
  http.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    else socket.destroy()
  })

  const origin = `http://127.0.0.1:${port}`
  return ok({
    port,
    origin,
    url: `${origin}/#token=${session.token}`,
    async [Symbol.asyncDispose]() {
      for (const client of sockets.clients) client.terminate()
      http.closeAllConnections()
      await new Promise<void>((resolve) => http.close(() => resolve()))
    },
  })
}

function listen(http: Server, port: number): Promise<Result<number>> {
  return new Promise((resolve) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      resolve(
        error.code === 'EADDRINUSE'
          ? failure('conflict', message('host.port-taken', { port: String(port) }))
          : failure('unavailable', message('host.cannot-listen'), { cause: error.message }),
      )
    })
    // Never `localhost`: where that names more than the loopback, so would we.
    http.listen({ host: '127.0.0.1', port }, () => {
      resolve(ok((http.address() as AddressInfo).port))
    })
  })
}

/** Undefined where the body is too long to be a token, or never ends. */
function readToken(request: IncomingMessage, done: (token: string | undefined) => void): void {
  const chunks: Buffer[] = []
  let bytes = 0
  let answered = false
  const finish = (token: string | undefined) => {
    if (answered) return
    answered = true
    done(token)
  }
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > mostBytesOfToken) return finish(undefined)
    chunks.push(chunk)
  })
  request.on('end', () => finish(Buffer.concat(chunks).toString('utf8')))
  request.on('error', () => finish(undefined))
}

function done(response: ServerResponse): void {
  response.writeHead(204).end()
}

function refuse(response: ServerResponse, status: 403 | 404 | 405): void {
  if (status !== 404) response.setHeader('Connection', 'close')
  response.writeHead(status, { 'Content-Type': 'text/plain' }).end()
}
