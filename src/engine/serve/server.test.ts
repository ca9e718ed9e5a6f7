import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'

import { ok } from '../../shared/result.ts'
import { createTestService } from '../rpc/test-service.ts'
import { startBrowserServer } from './server.ts'
import type { BrowserServer } from './server.ts'

const rendererDir = mkdtempSync(join(tmpdir(), 'warroom-screens-'))
writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>Warroom</title>')
const service = createTestService({ handlers: { 'range.stop': async () => ok(null) } })
let server: BrowserServer
let token: string

beforeAll(async () => {
  const started = await startBrowserServer({ service, rendererDir })
  if (!started.ok) throw new Error(JSON.stringify(started.failure))
  server = started.value
  token = new URL(server.url).hash.slice('#token='.length)
})

afterAll(async () => {
  await server[Symbol.asyncDispose]()
  rmSync(rendererDir, { recursive: true })
})

/**
 * Sends bytes as they are and gives back all that the server says until it hangs up. With
 * `thenLeave` we hang up first: for what the server may rightly wait to see the rest of.
 */
function raw(bytes: string, thenLeave = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1')
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
    if (thenLeave) socket.end(bytes, 'latin1')
    else socket.write(bytes, 'latin1')
  })
}

const status = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])

interface Ask {
  method?: string
  path?: string
  host?: string | null
  origin?: string
  cookie?: string
  more?: string[]
  body?: string
}

function request({
  method = 'GET',
  path = '/',
  host,
  origin,
  cookie,
  more = [],
  body,
}: Ask): string {
  return [
    `${method} ${path} HTTP/1.1`,
    ...(host === null ? [] : [`Host: ${host ?? `127.0.0.1:${server.port}`}`]),
    ...(origin === undefined ? [] : [`Origin: ${origin}`]),
    ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
    ...(body === undefined ? [] : [`Content-Length: ${body.length}`]),
    ...more,
    ...(more.some((line) => line.startsWith('Connection')) ? [] : ['Connection: close']),
    '',
    body ?? '',
  ].join('\r\n')
}

const upgrade = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

async function cookieOf(): Promise<string> {
  const answer = await raw(
    request({ method: 'POST', path: '/session', origin: server.origin, body: token }),
  )
  return /Set-Cookie: ([^;]+)/.exec(answer)?.[1] ?? ''
}

/** `$PORT` stands for the server's port, which is not known when the cases are listed. */
const withPort = (text: string) => text.replaceAll('$PORT', String(server.port))

describe('bar 17: loopback only', () => {
  it('listens on 127.0.0.1 and on no other address of this machine', async () => {
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((one) => one?.family === 'IPv4' && one.address !== '127.0.0.1')
    const refusals = await Promise.all(
      ['127.0.0.2', ...others.map((one) => one?.address ?? '')].map(
        (address) =>
          new Promise((resolve) => {
            const socket = connect(server.port, address)
            socket.on('connect', () => resolve(`${address} answered`))
            socket.on('error', () => resolve('refused'))
          }),
      ),
    )
    expect(new Set(refusals)).toEqual(new Set(['refused']))
  })

  it('has a token of 128 bits or more, other at each start', async () => {
    expect(Buffer.from(token, 'base64url').length * 8).toBeGreaterThanOrEqual(128)
    const second = await startBrowserServer({ service, rendererDir })
    if (!second.ok) throw new Error('did not start')
    expect(second.value.url).not.toContain(token)
    await second.value[Symbol.asyncDispose]()
  })
})

const wrongHosts = [
  'evil.example',
  'evil.example:$PORT',
  '127.0.0.1',
  '127.0.0.1:1',
  '127.0.0.1:$PORT.evil.example',
  '127.0.0.1:$PORT@evil.example',
  '0.0.0.0:$PORT',
  '[::1]:$PORT',
  'localhost.evil.example:$PORT',
  'localhost.:$PORT',
  '2130706433:$PORT',
]
const wrongOrigins = [
  'null',
  'http://evil.example',
  'https://127.0.0.1:$PORT',
  'http://127.0.0.1',
  'http://127.0.0.1:1',
  'http://127.0.0.1:$PORT.evil.example',
  'http://127.0.0.1:$PORT/',
  'app://warroom',
  'file://',
  '',
]

describe('bar 17: wrong Host', () => {
  it.each(wrongHosts)('%s gives 403 on HTTP and on WebSocket', async (wrong) => {
    const host = withPort(wrong)
    const cookie = await cookieOf()
    expect(status(await raw(request({ host })))).toBe(403)
    expect(status(await raw(request({ host, path: '/session', cookie })))).toBe(403)
    const ask = { host, path: '/engine', origin: server.origin, cookie, more: upgrade }
    expect(status(await raw(request(ask)))).toBe(403)
  })
})

describe('bar 17: wrong Origin', () => {
  it.each(wrongOrigins)('%j gives 403 on HTTP and on WebSocket', async (wrong) => {
    const origin = withPort(wrong)
    const cookie = await cookieOf()
    const post = { method: 'POST', path: '/session', origin, body: token }
    expect(status(await raw(request(post)))).toBe(403)
    expect(status(await raw(request({ origin })))).toBe(403)
    const ask = { path: '/engine', origin, cookie, more: upgrade }
    expect(status(await raw(request(ask)))).toBe(403)
  })

  it('or none where a browser always sends one gives 403', async () => {
    const cookie = await cookieOf()
    const post = request({ method: 'POST', path: '/session', body: token })
    expect(status(await raw(post))).toBe(403)
    expect(status(await raw(request({ path: '/engine', cookie, more: upgrade })))).toBe(403)
  })
})

describe('bar 17: wrong token', () => {
  const wrongTokens = ['', 'x', 'A'.repeat(43), 'A'.repeat(5_000), '\0', '%00', 'é']
  it.each(wrongTokens)('%j gives 403 and no cookie', async (body) => {
    const answer = await raw(
      request({ method: 'POST', path: '/session', origin: server.origin, body }),
    )
    expect(status(answer)).toBe(403)
    expect(answer).not.toMatch(/set-cookie/i)
  })

  it.each(['', 'warroom-$PORT=', 'warroom-$PORT=AAAA', 'other=1', ';;;', 'warroom-$PORT'])(
    'a WebSocket under the cookie %j gives 403',
    async (cookie) => {
      const ask = {
        path: '/engine',
        origin: server.origin,
        cookie: withPort(cookie),
        more: upgrade,
      }
      expect(status(await raw(request(ask)))).toBe(403)
      const session = { path: '/session', cookie: withPort(cookie) }
      expect(status(await raw(request(session)))).toBe(403)
    },
  )

  it('the token itself is no cookie, and goes in no address', async () => {
    const ask = { origin: server.origin, more: upgrade }
    const asCookie = { ...ask, path: '/engine', cookie: `warroom-${server.port}=${token}` }
    expect(status(await raw(request(asCookie)))).toBe(403)
    expect(status(await raw(request({ ...ask, path: `/engine?token=${token}` })))).toBe(403)
  })
})

describe('bar 17: malformed headers never crash it', () => {
  const port = () => server.port
  const cases: [string, () => string][] = [
    ['no Host', () => request({ host: null })],
    ['empty Host', () => request({ host: '' })],
    ['two Hosts', () => request({ more: ['Host: evil.example'] })],
    [
      'two Origins',
      () => request({ origin: server.origin, more: ['Origin: http://evil.example'] }),
    ],
    ['a bare percent', () => request({ path: '/%' })],
    ['a bad escape', () => request({ path: '/%E0%A4%A' })],
    ['a NUL in the path', () => request({ path: '/%00' })],
    ['climbing out', () => request({ path: '/../../../../etc/passwd' })],
    ['climbing out, escaped', () => request({ path: '/%2e%2e/%2e%2e/%2e%2e/etc/passwd' })],
    ['climbing out, backslashes', () => request({ path: '/..\\..\\..\\etc\\passwd' })],
    ['an absolute URL', () => request({ path: 'http://evil.example/' })],
    ['no path', () => `GET HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\n\r\n`],
    ['a path of stars', () => request({ method: 'OPTIONS', path: '*' })],
    ['CONNECT', () => request({ method: 'CONNECT', path: 'evil.example:443' })],
    ['TRACE', () => request({ method: 'TRACE' })],
    ['no HTTP at all', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['bare newlines', () => '\r\n\r\n\r\n\n\n\n'],
    ['a header of 100 kB', () => request({ more: [`X-Long: ${'a'.repeat(100_000)}`] })],
    ['high bytes', () => request({ host: '\xff\xfe', origin: '\xff' })],
    ['a folded header', () => request({ more: ['X: a', ' b'] })],
    [
      'two lengths',
      () =>
        request({
          method: 'POST',
          path: '/session',
          more: ['Content-Length: 1', 'Content-Length: 2'],
        }),
    ],
    [
      'a length and chunks',
      () =>
        request({
          method: 'POST',
          path: '/session',
          body: 'x',
          more: ['Transfer-Encoding: chunked'],
        }),
    ],
    [
      'a negative length',
      () => request({ method: 'POST', path: '/session', more: ['Content-Length: -1'] }),
    ],
    ['an upgrade to nothing', () => request({ more: ['Connection: Upgrade', 'Upgrade: '] })],
    [
      'an upgrade with no key',
      () => request({ path: '/engine', origin: server.origin, more: upgrade.slice(0, 3) }),
    ],
    [
      'an upgrade of an odd version',
      () =>
        request({
          path: '/engine',
          origin: server.origin,
          more: [...upgrade.slice(0, 2), 'Sec-WebSocket-Version: x', 'Sec-WebSocket-Key: x'],
        }),
    ],
    [
      'an upgrade at a bad address',
      () => request({ path: '//', origin: server.origin, more: upgrade }),
    ],
    ['a cookie of separators', () => request({ path: '/session', cookie: ';=;=;;=' })],
  ]
  it.each(cases)('%s', async (_, bytes) => {
    const answer = await raw(bytes(), true)
    expect(answer).not.toContain('root:')
    expect(answer).not.toMatch(/^HTTP\/1\.1 (101|5)/)
    expect(status(await raw(request({})))).toBe(200)
  })

  it('bad WebSocket handshakes and frames under a good cookie', async () => {
    const cookie = await cookieOf()
    const good = { path: '/engine', origin: server.origin, cookie }
    const badVersion = [...upgrade.slice(0, 2), 'Sec-WebSocket-Version: 99', 'Sec-WebSocket-Key: x']
    for (const more of [upgrade.slice(0, 3), badVersion]) {
      expect(status(await raw(request({ ...good, more })))).toBe(400)
    }
    const junk = ['\xff', '\x81\xfe', '\x82\x80\0\0\0\0', '\x81\xff' + '\x7f'.repeat(8)]
    for (const frame of junk) await raw(request({ ...good, more: upgrade }) + frame, true)
    expect(status(await raw(request({})))).toBe(200)
  })
})

describe('what is allowed', () => {
  it('gives the page with the headers of a locked window and no leave for other origins', async () => {
    const answer = await raw(request({}))
    expect(answer).toContain('<title>Warroom</title>')
    const policy = /Content-Security-Policy: (.*)/.exec(answer)?.[1] ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain(`ws://127.0.0.1:${server.port}`)
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe/)
    expect(answer).not.toMatch(/access-control-/i)
    expect(answer).toMatch(/X-Frame-Options: DENY/)
    expect(answer).not.toContain(token)
  })

  it('exchanges the token for a cookie that no script and no other site can use', async () => {
    const answer = await raw(
      request({ method: 'POST', path: '/session', origin: server.origin, body: token }),
    )
    expect(status(answer)).toBe(204)
    expect(answer).toMatch(/Set-Cookie: warroom-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\//)
    const cookie = await cookieOf()
    expect(status(await raw(request({ path: '/session', cookie })))).toBe(204)
  })

  it.each(['127.0.0.1', 'localhost'])('serves the engine to a page of %s', async (name) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/engine`, {
      headers: {
        host: `${name}:${server.port}`,
        origin: `http://${name}:${server.port}`,
        cookie: await cookieOf(),
      },
    })
    const frames: string[] = []
    const answered = new Promise<void>((resolve, reject) => {
      socket.on('error', reject)
      socket.on('message', (data: Buffer) => {
        frames.push(data.toString())
        if (frames.length === 2) resolve()
      })
    })
    socket.on('open', () => {
      socket.send(JSON.stringify({ t: 'call', id: 1, name: 'range.stop', input: {} }))
    })
    await answered
    socket.terminate()
    expect(frames.map((text) => JSON.parse(text) as unknown)).toEqual([
      { t: 'hello', protocol: 1, engineId: 'test-engine' },
      { t: 'result', id: 1, value: null },
    ])
  })

  it.each(['not json', '{"t":"exec"}', Buffer.from([1, 2, 3])])(
    'hangs up on %j, and only there',
    async (sent) => {
      const open = async () =>
        new WebSocket(`ws://127.0.0.1:${server.port}/engine`, {
          headers: { origin: server.origin, cookie: await cookieOf() },
        })
      const bad = await open()
      const code = new Promise((resolve) => bad.on('close', resolve))
      bad.on('open', () => bad.send(sent))
      expect(await code).toBe(1008)
      const good = await open()
      const hello = new Promise((resolve) => good.on('message', resolve))
      await hello
      good.terminate()
    },
  )

  it('says so when the port is taken, and when the screens are not built', async () => {
    expect(await startBrowserServer({ service, rendererDir, port: server.port })).toMatchObject({
      failure: { code: 'conflict' },
    })
    expect(await startBrowserServer({ service, rendererDir: tmpdir() })).toMatchObject({
      failure: { code: 'unavailable' },
    })
  })

  it('logs no token', () => {
    expect(service.logged.join('\n')).not.toContain(token)
  })
})
