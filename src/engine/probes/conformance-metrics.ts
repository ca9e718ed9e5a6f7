import { gzipSync } from 'node:zlib'

import {
  brokenConnections,
  inFlight,
  networkFaults,
  nothingSent,
  startHttp,
  startUntrustedServer,
  type Aim,
} from './conformance-faults.ts'
import { seededSecret, type ConformanceSuite, type Fault } from './conformance.ts'
import { startDrippingServer, startFaultServer, startFloodingServer } from './fault-servers.ts'

const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))

/** What every probe meets that asks a web server for a document. */
function documentFaults(aim: Aim, secureAim: Aim): Fault[] {
  return [
    ...networkFaults(aim),
    ...brokenConnections(aim),
    {
      name: 'a body of one byte a second',
      bar: 20,
      serve: () => startDrippingServer('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n'),
      config: aim,
      timeoutMs: 1500,
      expected: { error: 'timeout' },
    },
    {
      name: 'a body of a gigabyte',
      bar: 20,
      serve: () => startFloodingServer('HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n'),
      config: aim,
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
      config: aim,
      expected: { error: 'too-large' },
    },
    {
      name: 'a certificate that is not trusted: nothing is sent',
      bar: 20,
      serve: () => startUntrustedServer(),
      config: secureAim,
      expected: { error: 'bad-tls', facts: { reachable: false } },
      inspect: nothingSent,
    },
    {
      name: 'an answer that is not HTTP',
      bar: 20,
      serve: () => startFaultServer((socket) => socket.end('hello\r\n\r\n')),
      config: aim,
      expected: { error: ['bad-response', 'closed'] },
    },
    {
      name: 'a page instead',
      bar: 20,
      serve: () => startHttp((_, response) => response.end('<html>Sign in</html>')),
      config: aim,
      expected: { error: 'bad-response', facts: { reachable: true } },
    },
    {
      name: 'no entry',
      bar: 20,
      serve: () =>
        startHttp((_, response) => {
          response.statusCode = 401
          response.end('no')
        }),
      config: aim,
      expected: { error: 'denied', facts: { reachable: true, status: 401 } },
    },
  ]
}

const prometheusAim: Aim = ({ host, port }) => ({
  url: `http://${host}:${port}/metrics`,
  values: { up: 'up' },
})
const prometheusSuite: ConformanceSuite = {
  kind: 'prometheus',
  badConfigs: [
    { config: {}, field: 'url' },
    { config: { url: 'http://x', values: { up: 'rate(up[5m])' } }, field: 'selector' },
    { config: { url: 'http://x', values: { Up: 'up' } }, field: 'values' },
    { config: { url: 'http://x', rates: { up: 'up' } }, field: '`over`' },
    { config: { url: 'http://x', quantiles: { p: { of: 'x', q: 95 } } }, field: 'quantiles' },
    { config: { url: 'http://x', metric: 'up' }, field: 'metric' },
  ],
  faults: [
    ...documentFaults(prometheusAim, ({ host, port }) => ({ url: `https://${host}:${port}/` })),
    {
      name: 'nothing exposed',
      bar: 20,
      serve: () => startHttp((_, response) => response.end('# no metrics\n')),
      config: prometheusAim,
      expected: { error: 'bad-response' },
    },
    {
      name: 'two scrapes that do not fit into the deadline',
      bar: 20,
      serve: () => startHttp((_, response) => response.end('up 1\n')),
      config: (server) => ({ ...prometheusAim(server), over: 5 }),
      timeoutMs: 3000,
      expected: { cause: 'bad-config' },
    },
    {
      name: 'cancelled between two scrapes',
      bar: 20,
      serve: () => startHttp((_, response) => response.end('up 1\n')),
      config: (server) => ({ ...prometheusAim(server), over: 20 }),
      timeoutMs: 30_000,
      cancelAfterMs: 300,
      expected: { cause: 'cancelled' },
    },
  ],
  leaks: [
    {
      name: 'headers and what is said back',
      serve: () =>
        startHttp((request, response) => {
          response.end(`no line of an exposition: ${request.headers.authorization}`)
        }),
      config: ({ host, port }) => ({
        url: `http://u:${encodeURIComponent(seededSecret)}@${host}:${port}/`,
        headers: { 'x-key': encodeURIComponent(seededSecret) },
      }),
    },
  ],
}

const promqlAim: Aim = ({ host, port }) => ({ url: `http://${host}:${port}`, query: 'up' })
const promqlSuite: ConformanceSuite = {
  kind: 'promql',
  badConfigs: [
    { config: { url: 'http://x' }, field: 'query' },
    { config: { query: 'up' }, field: 'url' },
    { config: { url: 'http://x', query: 'up', range: '5m' }, field: 'range' },
  ],
  faults: [
    ...documentFaults(promqlAim, ({ host, port }) => ({
      url: `https://${host}:${port}/`,
      query: 'up',
    })),
    {
      name: 'JSON of something else',
      bar: 20,
      serve: () => startHttp((_, response) => response.end('{"status":"success","data":[1]}')),
      config: promqlAim,
      expected: { error: 'bad-response' },
    },
  ],
  leaks: [
    {
      name: 'a query that is said back',
      serve: () =>
        startHttp((request, response) => {
          const said = decodeURIComponent(request.url ?? '')
          response.setHeader('content-type', 'application/json')
          response.statusCode = 400
          response.end(JSON.stringify({ status: 'error', errorType: 'bad_data', error: said }))
        }),
      config: ({ host, port }) => ({
        url: `http://${host}:${port}`,
        query: `up{key="${seededSecret}"}`,
        headers: { authorization: `Bearer ${encodeURIComponent(seededSecret)}` },
      }),
    },
  ],
}

const alertsAim: Aim = ({ host, port }) => ({ prometheus: `http://${host}:${port}` })
const alertsSuite: ConformanceSuite = {
  kind: 'alerts',
  badConfigs: [
    { config: {}, field: '`prometheus`, `alertmanager`' },
    { config: { prometheus: 'http://x', match: 'a b' }, field: 'match' },
    { config: { prometheus: 'http://x', url: 'http://y' }, field: 'url' },
  ],
  faults: [
    ...documentFaults(alertsAim, ({ host, port }) => ({ prometheus: `https://${host}:${port}/` })),
    {
      name: 'JSON of something else, from an Alertmanager',
      bar: 20,
      serve: () => startHttp((_, response) => response.end('{"alerts":[]}')),
      config: ({ host, port }) => ({ alertmanager: `http://${host}:${port}` }),
      expected: { error: 'bad-response' },
    },
  ],
  leaks: [
    {
      name: 'headers, labels and annotations',
      serve: () =>
        startHttp((request, response) => {
          const said = decodeURIComponent(String(request.headers['x-key']))
          const alert = {
            labels: { alertname: 'Leak', [said]: said },
            annotations: { summary: said },
            status: { state: 'active' },
          }
          response.end(JSON.stringify(request.url === '/api/v2/alerts' ? [alert] : []))
        }),
      config: ({ host, port }) => ({
        alertmanager: `http://${host}:${port}`,
        headers: { 'x-key': encodeURIComponent(seededSecret) },
      }),
    },
  ],
}

export const metricsSuites = [prometheusSuite, promqlSuite, alertsSuite]
