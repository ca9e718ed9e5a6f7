import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'

import { createCertificates } from '../../../range/stand-ins/certificates.ts'
import { factsOf } from './conformance-facts.ts'
import { startWebSocket } from './conformance-websocket.ts'
import type { FaultServer } from './fault-servers.ts'
import { websocket } from './websocket.ts'

const owned = new AsyncDisposableStack()
let quiz: FaultServer
let seen: Record<string, unknown> = {}

beforeAll(async () => {
  quiz = owned.use(
    await startWebSocket(
      (socket, { url, headers }) => {
        seen = { url, ...headers }
        socket.on('close', (code) => (seen.left = code))
        socket.send('hello')
        socket.on('message', (text: Buffer) => {
          socket.send(Buffer.from([0xff, 0x00]))
          socket.send(`said ${text.toString()}`)
          socket.send(JSON.stringify({ type: 'joined', room: { id: 7, players: ['a', 'b'] } }))
        })
      },
      { handleProtocols: (offered) => offered.has('quiz.v2') && 'quiz.v2' },
    ),
  )
})
afterAll(() => owned.disposeAsync())

const look = (config: object) =>
  factsOf('websocket', { url: `ws://127.0.0.1:${quiz.port}/live?x=1`, ...config })

it('connects, pings and leaves as it should, and only reads', async () => {
  const facts = await look({ headers: { 'x-key': 'k' }, subprotocol: 'quiz.v2' })
  expect(facts).toMatchObject({
    reachable: true,
    error: '',
    open: true,
    status: 101,
    subprotocol: 'quiz.v2',
    first_message: 'hello',
    messages: ['hello'],
    close_code: 1000,
    close_reason: '',
    remote_address: '127.0.0.1',
    dns_ms: 0,
  })
  for (const name of ['latency_ms', 'connect_ms', 'handshake_ms', 'pong_ms'])
    expect(facts[name]).toBeGreaterThan(0)
  expect(facts).not.toHaveProperty('message')
  await expect.poll(() => seen).toMatchObject({ url: '/live?x=1', 'x-key': 'k', left: 1000 })
})

it.each([
  ['any message', {}, 'hello', undefined],
  ['words', { contains: 'aid {' }, 'said {"type":"join"}', undefined],
  ['a pattern', { regex: '^said .+n"}$' }, 'said {"type":"join"}', undefined],
  [
    'a part of its JSON',
    { json: { room: { players: ['a', 'b'] } } },
    expect.stringMatching('joined'),
    { type: 'joined', room: { id: 7, players: ['a', 'b'] } },
  ],
  ['all of them', { contains: 'a', regex: 'b', json: { type: 'joined' } }, expect.anything(), {}],
])('waits for %s', async (_, waitFor, message, json) => {
  const facts = await look({ send: [{ type: 'join' }], waitFor })
  expect(facts).toMatchObject({ error: '', message, ...(json && { json }) })
  expect('json' in facts).toBe(json !== undefined)
  expect(facts.message_ms).toBeGreaterThan(0)
})

it('has all that was received, binary as base64, until what it waits for does not come', async () => {
  const facts = await factsOf(
    'websocket',
    {
      url: `http://127.0.0.1:${quiz.port}`,
      send: ['one', 2],
      waitFor: { json: { room: { players: ['a'] } } },
    },
    { timeoutMs: 500 },
  )
  expect(facts).toMatchObject({ error: 'timeout', open: true })
  const joined = expect.stringMatching('joined')
  expect(facts.messages).toEqual(['hello', '/wA=', 'said one', joined, '/wA=', 'said 2', joined])
  expect(facts).not.toHaveProperty('message')
})

it('tells of the certificate that it trusts', async () => {
  const { key, cert, authority } = await createCertificates({ days: 20 })
  const folder = await mkdtemp(join(tmpdir(), 'warroom-ws-'))
  owned.defer(() => rm(folder, { recursive: true, force: true }))
  const caFile = join(folder, 'authority.pem')
  await writeFile(caFile, authority)
  const server = createServer({ key, cert })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket, request) => {
    socket.send(request.headers.authorization ?? 'nobody')
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  owned.defer(() => void server.close())
  const { port } = server.address() as AddressInfo
  const facts = await factsOf('websocket', {
    url: `wss://ops:secret@localhost:${port}`,
    caFile,
    waitFor: {},
  })
  expect(facts).toMatchObject({
    error: '',
    tls_authorized: true,
    message: 'Basic b3BzOnNlY3JldA==',
  })
  expect(facts.tls_days_left).toBeGreaterThan(19)
})

it('only changes things where it says something', () => {
  const describe = (config: object) =>
    websocket.describe(websocket.config.parse({ url: 'wss://u:pw@a.test/ws', ...config }))
  expect(describe({ waitFor: {} })).toEqual({
    target: 'wss://u:***@a.test/ws',
    command: 'WEBSOCKET wss://u:***@a.test/ws\n< …\nPING',
    danger: 'read',
  })
  const speaking = {
    headers: { a: 'b' },
    send: ['x', { y: 1 }],
    waitFor: { contains: 'c', json: { d: 1 } },
    ping: false,
    via: 'prod-1',
  }
  expect(describe(speaking)).toEqual({
    target: 'wss://u:***@a.test/ws via prod-1',
    command: 'WEBSOCKET wss://u:***@a.test/ws\na: b\n> x\n> {"y":1}\n< … c & {"d":1}',
    danger: 'change',
  })
})
