import { once } from 'node:events'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

import { createCertificates } from '../../../range/stand-ins/certificates.ts'
import type { Fault } from './conformance.ts'
import {
  findRefusingPort,
  startClosingServer,
  startFaultServer,
  startHangingPort,
  startResettingServer,
  startSilentServer,
  type FaultServer,
} from './fault-servers.ts'

export const refusingPort = await findRefusingPort()
const untrusted = await createCertificates({ days: 30 })
/** What the system holds between two ends, and a little: what was read cannot be told apart from it. */
export const inFlight = 16 * 1024 * 1024

export type Aim = (server: {
  host: string
  port: number
}) => Fault['config'] extends (s: FaultServer) => infer R ? R : never

/** The faults that every probe of the network meets. */
export function networkFaults(
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

export const brokenConnections = (aim: Aim): Fault[] => [
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
export async function startUntrustedServer(first?: string): Promise<FaultServer> {
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

export const nothingSent = (server: FaultServer) => {
  if (server.received() !== '')
    throw new Error('something was sent to a server that is not trusted')
}

export async function startHttp(listener: RequestListener): Promise<FaultServer> {
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
export const echo: RequestListener = (request, response) => {
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
