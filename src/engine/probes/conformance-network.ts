import { gzipSync } from 'node:zlib'

import {
  brokenConnections,
  echo,
  inFlight,
  networkFaults,
  nothingSent,
  startHttp,
  startUntrustedServer,
  type Aim,
} from './conformance-faults.ts'
import { seededSecret, type ConformanceSuite } from './conformance.ts'
import { startDrippingServer, startFaultServer, startFloodingServer } from './fault-servers.ts'

/** 200 MB of zeros in 200 kB. */
const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))

const httpAim: Aim = ({ host, port }) => ({ url: `http://${host}:${port}/` })
const tcpAim: Aim = ({ host, port }) => ({ host, port, send: 'hello' })
const tlsAim: Aim = ({ host, port }) => ({ host, port })
const httpSuite: ConformanceSuite = {
  kind: 'http',
  badConfigs: [
    { config: { url: 'http://x', methd: 'GET' }, field: 'methd' },
    { config: { url: 5 }, field: 'url' },
    { config: { url: 'http://x', insecure: true }, field: 'insecure' },
    { config: { url: 'http://x', maxBodyBytes: 2_000_000 }, field: 'maxBodyBytes' },
  ],
  faults: [
    ...networkFaults(httpAim),
    ...brokenConnections(httpAim),
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
}

const tcpSuite: ConformanceSuite = {
  kind: 'tcp',
  badConfigs: [
    { config: { host: 'x', port: 1, prot: 1 }, field: 'prot' },
    { config: { host: 'x', port: 'abc' }, field: 'port' },
    { config: { host: 'x', port: 70_000 }, field: 'port' },
  ],
  faults: [
    ...networkFaults(tcpAim),
    ...brokenConnections(tcpAim),
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
}

const tlsSuite: ConformanceSuite = {
  kind: 'tls',
  badConfigs: [
    { config: { host: 'x', insecure: true }, field: 'insecure' },
    { config: { host: '' }, field: 'host' },
  ],
  faults: [
    ...networkFaults(tlsAim),
    ...brokenConnections(tlsAim),
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
      serve: () => startDrippingServer(Buffer.from([0x16, 0x03, 0x03, 0x00, 0x40])),
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
}

export const networkSuites = [httpSuite, tcpSuite, tlsSuite]
