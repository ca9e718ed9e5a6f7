import { once } from 'node:events'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { gzipSync } from 'node:zlib'

import { createCertificates } from '../../../range/stand-ins/certificates.ts'
import type { Json } from '../../shared/model/check.ts'
import {
  describeConformance,
  seededSecret,
  type ConformanceSuite,
  type Fault,
} from './conformance.ts'
import {
  findRefusingPort,
  startClosingServer,
  startDrippingServer,
  startFaultServer,
  startFloodingServer,
  startHangingPort,
  startResettingServer,
  startSilentServer,
  type FaultServer,
} from './fault-servers.ts'

const refusingPort = await findRefusingPort()
const untrusted = await createCertificates({ days: 30 })
/** What the system holds between two ends, and a little: what was read cannot be told apart from it. */
const inFlight = 16 * 1024 * 1024
/** 200 MB of zeros in 200 kB. */
const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))

type Aim = (server: {
  host: string
  port: number
}) => Fault['config'] extends (s: FaultServer) => infer R ? R : never

/** The faults that every probe of the network meets. */
function networkFaults(
  aim: Aim,
  silent: Fault['expected'] = { error: 'timeout', facts: { reachable: false } },
): Fault[] {
  return [
    {
      name: 'a refused connection is a fact',
      bar: 20,
      config: () => aim({ host: '127.0.0.1', port: refusingPort }),
      expected: { error: 'refused', facts: { reachable: false } },
    },
    {
      name: 'a connect that hangs is ours or theirs: not measured, by the deadline',
      bar: 20,
      serve: startHangingPort,
      config: aim,
      timeoutMs: 1000,
      expected: { cause: 'connect-timeout' },
    },
    {
      name: 'a silence after the connection is theirs, by the deadline',
      bar: 20,
      serve: startSilentServer,
      config: aim,
      timeoutMs: 1000,
      expected: silent,
    },
    {
      name: 'a name that does not exist',
      bar: 20,
      config: () => aim({ host: 'no-such-host.invalid', port: 9 }),
      expected: { cause: 'name-not-found' },
    },
    {
      name: 'cancelled while connecting',
      bar: 20,
      serve: startHangingPort,
      config: aim,
      timeoutMs: 20_000,
      cancelAfterMs: 200,
      expected: { cause: 'cancelled' },
    },
    {
      name: 'cancelled while waiting for the answer',
      bar: 20,
      serve: startSilentServer,
      config: aim,
      timeoutMs: 20_000,
      cancelAfterMs: 200,
      expected: { cause: 'cancelled' },
    },
  ]
}

const broken = (aim: Aim): Fault[] => [
  {
    name: 'a reset as soon as it is connected',
    bar: 20,
    serve: () => startResettingServer('connected'),
    config: aim,
    expected: { error: ['reset', 'closed'], facts: { reachable: false } },
  },
  {
    name: 'a reset in answer to the question',
    bar: 20,
    serve: () => startResettingServer('asked'),
    config: aim,
    expected: { error: 'reset', facts: { reachable: false } },
  },
  {
    name: 'closed without a word',
    bar: 20,
    serve: startClosingServer,
    config: aim,
    expected: { error: ['closed', 'reset'], facts: { reachable: false } },
  },
]

/** TLS by an authority that nobody trusts; `first` answers a protocol's request to begin TLS. */
async function startUntrustedServer(first?: string): Promise<FaultServer> {
  const secure = createTlsServer({ cert: untrusted.cert, key: untrusted.key })
  let received = ''
  secure.on('tlsClientError', () => {})
  secure.on('secureConnection', (socket) => {
    socket.on('error', () => {})
    socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')))
  })
  secure.listen(0, '127.0.0.1')
  await once(secure, 'listening')
  const { port } = secure.address() as AddressInfo
  const inner = await startFaultServer((socket) => {
    const onward = connect(port, '127.0.0.1')
    onward.on('error', () => socket.destroy())
    socket.on('close', () => onward.destroy())
    const join = () => {
      socket.pipe(onward).pipe(socket)
    }
    if (first === undefined) join()
    else
      socket.once('data', () => {
        socket.write(first)
        join()
      })
  })
  return {
    host: inner.host,
    port: inner.port,
    received: () => received,
    sent: inner.sent,
    async [Symbol.asyncDispose]() {
      await inner[Symbol.asyncDispose]()
      secure.close()
      await once(secure, 'close')
    },
  }
}

const nothingSent = (server: FaultServer) => {
  if (server.received() !== '')
    throw new Error('something was sent to a server that is not trusted')
}

async function startHttp(listener: RequestListener): Promise<FaultServer> {
  const server = createHttpServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    received: () => '',
    sent: () => 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Says back all that it was told, in several encodings. */
const echo: RequestListener = (request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8')
    const said = `${decodeURIComponent(request.url ?? '')} ${JSON.stringify(request.headers)} ${body} ${request.url ?? ''}`
    response.setHeader('x-echo', encodeURIComponent(said).slice(0, 4000))
    response.end(
      JSON.stringify({
        said,
        [said]: Buffer.from(said).toString('base64'),
        url: encodeURIComponent(said),
      }),
    )
  })
}

const httpAim: Aim = ({ host, port }) => ({ url: `http://${host}:${port}/` })
const tcpAim: Aim = ({ host, port }) => ({ host, port, send: 'hello' })
const tlsAim: Aim = ({ host, port }) => ({ host, port })
const postgresAim: Aim = ({ host, port }) => ({ url: `postgres://u:p@${host}:${port}/d` })
const redisAim: Aim = ({ host, port }) => ({ url: `redis://${host}:${port}` })
const suites: ConformanceSuite[] = [
  {
    kind: 'http',
    badConfigs: [
      { config: { url: 'http://x', methd: 'GET' }, field: 'methd' },
      { config: { url: 5 }, field: 'url' },
      { config: { url: 'http://x', insecure: true }, field: 'insecure' },
      { config: { url: 'http://x', maxBodyBytes: 2_000_000 }, field: 'maxBodyBytes' },
    ],
    faults: [
      ...networkFaults(httpAim),
      ...broken(httpAim),
      {
        name: 'a body of one byte a second',
        bar: 20,
        serve: () => startDrippingServer('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n'),
        config: httpAim,
        timeoutMs: 1500,
        expected: { error: 'timeout', facts: { status: 200 } },
      },
      {
        name: 'a body of a gigabyte',
        bar: 20,
        serve: () => startFloodingServer('HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n'),
        config: httpAim,
        expected: { error: 'too-large', facts: { status: 200 } },
        maxSentBytes: inFlight,
      },
      {
        name: 'headers without end',
        bar: 20,
        serve: () => startFloodingServer('HTTP/1.1 200 OK\r\nX-Long: '),
        config: httpAim,
        expected: { error: 'too-large' },
        maxSentBytes: inFlight,
      },
      {
        name: 'a gzip bomb',
        bar: 20,
        serve: () =>
          startHttp((_, response) => {
            response.setHeader('content-encoding', 'gzip')
            response.end(bomb)
          }),
        config: httpAim,
        expected: { error: 'too-large', facts: { status: 200 } },
      },
      {
        name: 'an answer that is not HTTP',
        bar: 20,
        serve: () => startFaultServer((socket) => socket.end('-ERR this is no web server\r\n')),
        config: httpAim,
        expected: { error: 'bad-response' },
      },
      {
        name: 'a certificate that is not trusted: nothing is sent',
        bar: 20,
        serve: () => startUntrustedServer(),
        config: ({ host, port }) => ({
          url: `https://${host}:${port}/`,
          headers: { authorization: 'x' },
        }),
        expected: { error: 'bad-tls', facts: { reachable: false, tls_authorized: false } },
        inspect: nothingSent,
      },
      {
        name: 'a redirect in circles',
        bar: 20,
        serve: () =>
          startHttp((_, response) => {
            response.writeHead(302, { location: '/' })
            response.end()
          }),
        config: ({ host, port }) => ({ url: `http://${host}:${port}/`, followRedirects: true }),
        expected: { error: 'bad-response' },
      },
      {
        name: 'an address that is none',
        bar: 20,
        config: () => ({ url: 'ftp://x' }),
        expected: { cause: 'bad-config' },
      },
    ],
    leaks: [
      {
        name: 'an address, headers and a body',
        serve: () => startHttp(echo),
        config: ({ host, port }) => ({
          url: `http://user:${encodeURIComponent(seededSecret)}@${host}:${port}/?k=${encodeURIComponent(seededSecret)}`,
          method: 'POST',
          headers: { 'x-key': Buffer.from(seededSecret).toString('base64') },
          json: { key: seededSecret },
        }),
      },
    ],
  },
  {
    kind: 'tcp',
    badConfigs: [
      { config: { host: 'x', port: 1, prot: 1 }, field: 'prot' },
      { config: { host: 'x', port: 'abc' }, field: 'port' },
      { config: { host: 'x', port: 70_000 }, field: 'port' },
    ],
    faults: [
      ...networkFaults(tcpAim),
      ...broken(tcpAim),
      {
        name: 'a banner of a gigabyte is cut',
        bar: 20,
        serve: () => startFloodingServer('hello'),
        config: tcpAim,
        expected: { error: '' },
        maxSentBytes: inFlight,
      },
    ],
    leaks: [
      {
        name: 'what is sent',
        serve: () =>
          startFaultServer((socket) => socket.on('data', (chunk: Buffer) => socket.write(chunk))),
        config: ({ host, port }) => ({ host, port, send: seededSecret }),
      },
    ],
  },
  {
    kind: 'tls',
    badConfigs: [
      { config: { host: 'x', insecure: true }, field: 'insecure' },
      { config: { host: '' }, field: 'host' },
    ],
    faults: [
      ...networkFaults(tlsAim),
      ...broken(tlsAim),
      {
        name: 'an answer that is not TLS',
        bar: 20,
        serve: () => startFloodingServer('SSH-2.0-OpenSSH_9.2\r\n'),
        config: tlsAim,
        expected: { error: 'bad-tls', facts: { reachable: false } },
        maxSentBytes: inFlight,
      },
      {
        name: 'a handshake of one byte a second',
        bar: 20,
        serve: () => startDrippingServer(Buffer.from([0x16, 0x03, 0x03, 0x40])),
        config: tlsAim,
        timeoutMs: 1500,
        expected: { error: 'timeout' },
      },
      {
        name: 'a certificate that is not trusted is a fact, and nothing is sent',
        bar: 20,
        serve: () => startUntrustedServer(),
        config: tlsAim,
        expected: {
          error: '',
          facts: { authorized: false, reachable: true, hostname_matches: true },
        },
        inspect: nothingSent,
      },
    ],
    leaks: [
      {
        name: 'a server name',
        serve: () => startUntrustedServer(),
        config: ({ host, port }) => ({ host, port, serverName: `x ${seededSecret}` }),
      },
    ],
  },
  {
    kind: 'postgres',
    badConfigs: [
      { config: {}, field: '`on` or `url`' },
      { config: { on: 'a', query: 'DROP TABLE x' }, field: 'query' },
      { config: { on: 'a', sql: 'SELECT 1' }, field: 'sql' },
    ],
    faults: [
      ...networkFaults(postgresAim),
      ...broken(postgresAim),
      {
        name: 'an answer of one byte a second',
        bar: 20,
        serve: () => startDrippingServer('R'),
        config: postgresAim,
        timeoutMs: 1500,
        expected: { error: 'timeout' },
      },
      {
        name: 'a message of a gigabyte',
        bar: 20,
        serve: () => startFloodingServer(Buffer.from([0x53, 0x3f, 0xff, 0xff, 0xff])),
        config: postgresAim,
        expected: { error: 'too-large' },
        maxSentBytes: inFlight,
      },
      {
        name: 'a certificate that is not trusted: nothing is sent',
        bar: 20,
        serve: () => startUntrustedServer('S'),
        config: ({ host, port }) => ({
          url: `postgres://u:p@${host}:${port}/d?sslmode=verify-full`,
        }),
        expected: { error: 'bad-tls', facts: { reachable: false } },
        inspect: nothingSent,
      },
      {
        name: 'a database that the profile does not have',
        bar: 20,
        config: () => ({ on: 'nope' }),
        expected: { cause: 'missing-target' },
      },
    ],
    leaks: [
      {
        name: 'a password',
        config: () => ({
          url: `postgres://u:${encodeURIComponent(seededSecret)}@127.0.0.1:${refusingPort}/d?x=${encodeURIComponent(seededSecret)}`,
        }),
      },
    ],
  },
  {
    kind: 'redis',
    badConfigs: [
      { config: { on: 'a', url: 'redis://x' }, field: '`on` or `url`' },
      { config: { on: 'a', command: ['FLUSHALL'] }, field: 'command' },
      { config: { on: 'a', command: ['CONFIG', 'SET', 'maxmemory', '1'] }, field: 'command' },
      { config: { on: 'a', cmd: ['PING'] }, field: 'cmd' },
    ],
    faults: [
      ...networkFaults(redisAim),
      ...broken(redisAim),
      {
        name: 'an answer of one byte a second',
        bar: 20,
        serve: () => startDrippingServer('+'),
        config: redisAim,
        timeoutMs: 1500,
        expected: { error: 'timeout' },
      },
      {
        name: 'an answer of a gigabyte',
        bar: 20,
        serve: () => startFloodingServer('$1073741824\r\n'),
        config: redisAim,
        expected: { error: 'too-large' },
        maxSentBytes: inFlight,
      },
      {
        name: 'a certificate that is not trusted: nothing is sent',
        bar: 20,
        serve: () => startUntrustedServer(),
        config: ({ host, port }) => ({ url: `rediss://:p@${host}:${port}` }),
        expected: { error: 'bad-tls', facts: { reachable: false } },
        inspect: nothingSent,
      },
      {
        name: 'an answer that is not of Redis',
        bar: 20,
        serve: () => startFaultServer((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')),
        config: redisAim,
        expected: { error: 'bad-response' },
      },
      {
        name: 'a Redis that the profile does not have',
        bar: 20,
        config: () => ({ on: 'nope' }),
        expected: { cause: 'missing-target' },
      },
    ],
    leaks: [
      {
        name: 'a password',
        config: () => ({
          url: `redis://u:${encodeURIComponent(seededSecret)}@127.0.0.1:${refusingPort}/?x=${encodeURIComponent(seededSecret)}`,
        }),
      },
      {
        name: 'a command',
        config: () => ({
          url: `redis://127.0.0.1:${refusingPort}`,
          command: ['ECHO', seededSecret],
        }),
      },
    ],
  },
  {
    kind: 'command',
    badConfigs: [
      { config: { run: 'true', argv: ['true'] }, field: '`run` or `argv`' },
      { config: { run: 'true', cmd: 1 }, field: 'cmd' },
      { config: { run: 'true', env: { 'A B': '1' } }, field: 'env' },
    ],
    faults: [
      {
        name: 'a command that does not end',
        bar: 20,
        config: () => ({ run: 'echo begun; sleep 600' }),
        timeoutMs: 1000,
        expected: { cause: 'own-timeout' },
      },
      {
        name: 'cancelled in the middle',
        bar: 20,
        config: () => ({ run: 'sleep 600' }),
        timeoutMs: 20_000,
        cancelAfterMs: 300,
        expected: { cause: 'cancelled' },
      },
      {
        name: 'output of 100 MB is cut',
        bar: 20,
        config: () => ({ run: 'yes "a line of text" | head -c 100000000' }),
        timeoutMs: 15_000,
        expected: { error: '', facts: { truncated: true, exit_code: 0 } },
      },
      {
        name: 'a program that is not there',
        bar: 20,
        config: () => ({ run: 'no-such-program-here --now' }),
        expected: { cause: 'missing-program' },
      },
      {
        name: 'a program that is not there, as an argument list',
        bar: 20,
        config: () => ({ argv: ['no-such-program-here', '--now'] }),
        expected: { cause: 'missing-program' },
      },
      {
        name: 'a failing command is a fact',
        bar: 20,
        config: () => ({ run: 'echo "nothing found" >&2; exit 3' }),
        expected: { error: '', facts: { exit_code: 3, stderr: 'nothing found' } },
      },
    ],
    leaks: [
      {
        name: 'output, in three encodings',
        config: () => ({
          run: 'printf "%s\\n" "$KEY"; printf "%s" "$KEY" | base64; printf "%s" "x$KEY" | base64 >&2; printf "{\\"k\\": \\"%s\\"}" "$KEY"',
          env: { KEY: seededSecret },
        }),
      },
    ],
  },
  {
    kind: 'env',
    badConfigs: [
      { config: { file: '.env', rules: [{ name: 'A', minLenght: 3 }] }, field: 'minLenght' },
      { config: { file: '.env', command: 'env' }, field: 'not both' },
      { config: { file: '.env', rules: [{ name: 'A', pattern: '(' }] }, field: 'pattern' },
    ],
    faults: [
      {
        name: 'a command that does not end',
        bar: 20,
        config: () => ({ command: 'sleep 600' }),
        timeoutMs: 1000,
        expected: { cause: 'own-timeout' },
      },
      {
        name: 'cancelled in the middle',
        bar: 20,
        config: () => ({ command: 'sleep 600' }),
        timeoutMs: 20_000,
        cancelAfterMs: 300,
        expected: { cause: 'cancelled' },
      },
      {
        name: 'a file of 100 MB',
        bar: 20,
        config: () => ({ command: 'yes A=1 | head -c 100000000' }),
        timeoutMs: 15_000,
        expected: { error: 'too-large' },
      },
      {
        name: 'a file that is not there is a fact',
        bar: 20,
        config: () => ({ file: '/nowhere/.env', rules: [{ name: 'A' }] }),
        expected: { error: '', facts: { file_found: false, ok: false, missing: ['A'] } },
      },
      {
        name: 'a command that fails',
        bar: 20,
        config: () => ({ command: 'exit 4' }),
        expected: { error: 'error' },
      },
    ],
    leaks: [
      {
        name: 'a value and its rules',
        config: () => ({
          command: `printf "KEY='%s'" "$K"; : '${seededSecret.replaceAll("'", '')}'`,
          env: { K: seededSecret },
          rules: [{ name: 'KEY', minLength: 500, equals: `not ${seededSecret}` }],
        }),
      },
    ],
  },
]

for (const suite of suites) describeConformance(suite)
