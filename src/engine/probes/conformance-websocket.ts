import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws'

import {
  brokenConnections,
  inFlight,
  networkFaults,
  nothingSent,
  startHttp,
  startUntrustedServer,
  type Aim,
} from './conformance-faults.ts'
import { seededSecret, type ConformanceSuite } from './conformance.ts'
import {
  startDrippingServer,
  startFaultServer,
  startFloodingServer,
  type FaultServer,
} from './fault-servers.ts'

const aim: Aim = ({ host, port }) => ({ url: `ws://${host}:${port}/` })
const awaiting: Aim = (server) => ({ ...aim(server), waitFor: {} })

/** Shakes hands as it should, and goes on in its own way. */
export async function startWebSocket(
  onOpen: (socket: WebSocket, handshake: { url?: string; headers: object }) => void,
  options: ServerOptions = {},
): Promise<FaultServer> {
  const http = createServer()
  const server = new WebSocketServer({ ...options, server: http })
  server.on('connection', (socket, request) => {
    socket.on('error', () => {})
    onOpen(socket, request)
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return {
    host: '127.0.0.1',
    port: (http.address() as AddressInfo).port,
    received: () => '',
    sent: () => 0,
    async [Symbol.asyncDispose]() {
      for (const client of server.clients) client.terminate()
      http.close()
      await once(http, 'close')
    },
  }
}

/** Shakes hands, and then writes what it likes. */
function startRaw(then: (socket: Socket) => void): Promise<FaultServer> {
  return startFaultServer((socket) => {
    socket.once('data', (request: Buffer) => {
      const [, key = ''] = /^sec-websocket-key: (.+)\r$/im.exec(request.toString()) ?? []
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept.digest('base64')}\r\n\r\n`,
      )
      then(socket)
    })
  })
}

/** Writes its beginning, and then the same frames for as long as they are taken, up to a gigabyte. */
const pour = (beginning: Buffer, frame: Buffer) => (socket: Socket) => {
  const chunk = Buffer.alloc(frame.length * 32_768, frame)
  let left = 1024 * 1024 * 1024
  const go = () => {
    while (left > 0 && !socket.destroyed) {
      left -= chunk.length
      if (!socket.write(chunk)) return
    }
  }
  socket.on('drain', go)
  socket.write(beginning)
  go()
}

const frame = (first: number, payload = '') =>
  Buffer.concat([Buffer.from([first, payload.length]), Buffer.from(payload)])
/** The head of a text of a gigabyte. */
const hugeHead = Buffer.from([0x81, 127, 0, 0, 0, 0, 0x40, 0, 0, 0])
const nothing = Buffer.alloc(0)

const floods: [name: string, beginning: Buffer, frame: Buffer][] = [
  ['a message of a gigabyte', hugeHead, Buffer.from('xxxx')],
  ['a thousand messages and more', nothing, frame(0x81, 'no')],
  ['empty messages without end', nothing, frame(0x81)],
  ['a message in pieces without end', frame(0x01, 'x'), frame(0x00)],
  ['pings without end', nothing, frame(0x89, 'x')],
]

const refuses = (status: number, headers: Record<string, string> = {}) =>
  startHttp((_, response) => {
    response.writeHead(status, headers)
    response.end('no')
  })

export const websocketSuite: ConformanceSuite = {
  kind: 'websocket',
  badConfigs: [
    { config: { url: 'ws://x', sends: [] }, field: 'sends' },
    { config: { url: '' }, field: 'url' },
    { config: { url: 'ws://x', waitFor: { text: 'x' } }, field: 'text' },
    { config: { url: 'ws://x', maxBytes: 2_000_000 }, field: 'maxBytes' },
    { config: { url: 'ws://x', send: 'hello' }, field: 'send' },
    { config: { url: 'ws://x', waitFor: { regex: '(' } }, field: 'regex' },
    { config: { url: 'ws://x', waitFor: { regex: '(?=x)' } }, field: 'regex' },
  ],
  faults: [
    ...networkFaults(aim),
    ...brokenConnections(aim),
    {
      name: 'a handshake of one byte a second',
      bar: 20,
      serve: () => startDrippingServer('HTTP/1.1 101 Switching Protocols\r\nX-Slow: '),
      config: aim,
      timeoutMs: 1000,
      expected: { error: 'timeout', facts: { reachable: false, open: false } },
    },
    {
      name: 'headers without end',
      bar: 20,
      serve: () => startFloodingServer('HTTP/1.1 101 Switching Protocols\r\nX-Long: '),
      config: aim,
      expected: { error: 'too-large' },
      maxSentBytes: inFlight,
    },
    {
      name: 'an answer that is not HTTP',
      bar: 20,
      serve: () => startFaultServer((socket) => socket.end('-ERR this is no web server\r\n')),
      config: aim,
      expected: { error: 'bad-response', facts: { open: false } },
    },
    {
      name: 'a page where a handshake was asked for',
      bar: 20,
      serve: () => refuses(200),
      config: aim,
      expected: { error: 'error', facts: { status: 200, reachable: true, open: false } },
    },
    {
      name: 'a refusal without end',
      bar: 20,
      serve: () => startFloodingServer('HTTP/1.1 503 Busy\r\nContent-Length: 1073741824\r\n\r\n'),
      config: aim,
      expected: { error: 'error', facts: { status: 503, open: false } },
      maxSentBytes: inFlight,
    },
    {
      name: 'a door that is shut',
      bar: 20,
      serve: () => refuses(403),
      config: aim,
      expected: { error: 'denied', facts: { status: 403, reachable: true, open: false } },
    },
    {
      name: 'a redirect is not followed',
      bar: 20,
      serve: () => refuses(302, { location: '/elsewhere' }),
      config: aim,
      expected: { error: 'error', facts: { status: 302, open: false } },
    },
    {
      name: 'a handshake that is not to our key',
      bar: 20,
      serve: () =>
        startFaultServer((socket) =>
          socket.once('data', () =>
            socket.write(
              'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: c29tZWJvZHkgZWxzZSdz\r\n\r\n',
            ),
          ),
        ),
      config: aim,
      expected: { error: 'bad-response', facts: { status: 101, open: false } },
    },
    {
      name: 'another subprotocol than was asked for',
      bar: 20,
      serve: () => startWebSocket(() => {}, { handleProtocols: () => false }),
      config: (server) => ({ ...aim(server), subprotocol: 'quiz.v1' }),
      expected: { error: 'bad-response', facts: { open: false } },
    },
    {
      name: 'a silence after the handshake',
      bar: 20,
      serve: () => startRaw(() => {}),
      config: aim,
      timeoutMs: 1000,
      expected: { error: 'timeout', facts: { open: true, reachable: true } },
    },
    {
      name: 'cancelled while a message is waited for',
      bar: 20,
      serve: () => startRaw(() => {}),
      config: awaiting,
      timeoutMs: 20_000,
      cancelAfterMs: 200,
      expected: { cause: 'cancelled' },
    },
    {
      name: 'messages that are not the one waited for',
      bar: 20,
      serve: () => startWebSocket((socket) => socket.send('something else')),
      config: (server) => ({ ...aim(server), waitFor: { contains: 'ready' } }),
      timeoutMs: 1000,
      expected: { error: 'timeout', facts: { messages: ['something else'], open: true } },
    },
    {
      name: 'a message of one byte a second',
      bar: 20,
      serve: () =>
        startRaw((socket) => {
          socket.write(Buffer.from([0x81, 100]))
          const timer = setInterval(() => socket.write('x'), 1000)
          socket.on('close', () => clearInterval(timer))
        }),
      config: awaiting,
      timeoutMs: 1000,
      expected: { error: 'timeout', facts: { open: true, messages: [] } },
    },
    ...floods.map(([name, beginning, repeated]) => ({
      name,
      bar: 20,
      serve: () => startRaw(pour(beginning, repeated)),
      config: (server: FaultServer) => ({ ...aim(server), waitFor: { contains: 'never' } }),
      expected: { error: 'too-large', facts: { open: true } },
      maxSentBytes: inFlight,
    })),
    {
      name: 'a bomb of compressed zeros',
      bar: 20,
      serve: () =>
        startWebSocket((socket) => socket.send(Buffer.alloc(64 * 1024 * 1024)), {
          perMessageDeflate: true,
        }),
      config: awaiting,
      expected: { error: 'too-large', facts: { open: true, messages: [] } },
    },
    {
      name: 'a frame that is none',
      bar: 20,
      serve: () => startRaw((socket) => socket.write(Buffer.from([0xff, 0xff, 0xff]))),
      config: awaiting,
      expected: { error: 'bad-response', facts: { open: true } },
    },
    {
      name: 'a farewell instead of an answer',
      bar: 20,
      serve: () => startWebSocket((socket) => socket.close(4401, 'who are you')),
      config: awaiting,
      expected: {
        error: 'closed',
        facts: { open: true, close_code: 4401, close_reason: 'who are you' },
      },
    },
    {
      name: 'a reset after the handshake',
      bar: 20,
      serve: () => startRaw((socket) => setImmediate(() => socket.resetAndDestroy())),
      config: awaiting,
      expected: { error: ['reset', 'closed'], facts: { reachable: true } },
    },
    {
      name: 'nobody says goodbye',
      bar: 20,
      serve: () => startRaw((socket) => socket.write(frame(0x81, 'hello'))),
      config: (server) => ({ ...awaiting(server), ping: false }),
      expected: { error: '', facts: { message: 'hello', close_code: 1006 } },
    },
    {
      name: 'a certificate that is not trusted: nothing is sent',
      bar: 20,
      serve: () => startUntrustedServer(),
      config: ({ host, port }) => ({
        url: `wss://${host}:${port}/`,
        headers: { authorization: 'x' },
      }),
      expected: { error: 'bad-tls', facts: { reachable: false, tls_authorized: false } },
      inspect: nothingSent,
    },
    {
      name: 'an address that is none',
      bar: 20,
      config: () => ({ url: 'ftp://x' }),
      expected: { cause: 'bad-config' },
    },
    {
      name: 'a subprotocol that is none',
      bar: 20,
      serve: () => startWebSocket(() => {}),
      config: (server) => ({ ...aim(server), subprotocol: 'a b' }),
      expected: { cause: 'bad-config' },
    },
  ],
  leaks: [
    {
      name: 'an address, headers and messages',
      serve: () =>
        startWebSocket((socket, { url = '', headers }) => {
          socket.on('message', (sent: Buffer) => {
            const said = `${decodeURIComponent(url)} ${url} ${JSON.stringify(headers)} ${sent.toString()}`
            socket.send(JSON.stringify({ said, [said]: Buffer.from(said).toString('base64') }))
          })
        }),
      config: ({ host, port }) => ({
        url: `ws://user:${encodeURIComponent(seededSecret)}@${host}:${port}/?k=${encodeURIComponent(seededSecret)}`,
        headers: { 'x-key': Buffer.from(seededSecret).toString('base64') },
        send: [{ key: seededSecret }],
        waitFor: {},
      }),
    },
    {
      name: 'a farewell',
      serve: () => startWebSocket((socket) => socket.close(4000, seededSecret)),
      config: awaiting,
    },
  ],
}
