import {
  brokenConnections,
  inFlight,
  networkFaults,
  nothingSent,
  refusingPort,
  startUntrustedServer,
  type Aim,
} from './conformance-faults.ts'
import { seededSecret, type ConformanceSuite } from './conformance.ts'
import { startDrippingServer, startFaultServer, startFloodingServer } from './fault-servers.ts'

const postgresAim: Aim = ({ host, port }) => ({ url: `postgres://u:p@${host}:${port}/d` })
const redisAim: Aim = ({ host, port }) => ({ url: `redis://${host}:${port}` })
const postgresSuite: ConformanceSuite = {
  kind: 'postgres',
  badConfigs: [
    { config: {}, field: '`on` or `url`' },
    { config: { on: 'a', query: 'DROP TABLE x' }, field: 'query' },
    { config: { on: 'a', sql: 'SELECT 1' }, field: 'sql' },
  ],
  faults: [
    ...networkFaults(postgresAim),
    ...brokenConnections(postgresAim),
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
}

const redisSuite: ConformanceSuite = {
  kind: 'redis',
  badConfigs: [
    { config: { on: 'a', url: 'redis://x' }, field: '`on` or `url`' },
    { config: { on: 'a', command: ['FLUSHALL'] }, field: 'command' },
    { config: { on: 'a', command: ['CONFIG', 'SET', 'maxmemory', '1'] }, field: 'command' },
    { config: { on: 'a', cmd: ['PING'] }, field: 'cmd' },
    { config: { on: 'a', keys: 'x:*', budget: 0 }, field: 'budget' },
  ],
  faults: [
    ...networkFaults(redisAim),
    ...brokenConnections(redisAim),
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
}

const queueAim: Aim = ({ host, port }) => ({ url: `redis://${host}:${port}`, name: 'mail' })
const queueSuite: ConformanceSuite = {
  kind: 'queue',
  badConfigs: [
    { config: { name: 'mail' }, field: '`on`, `url` and `postgres`' },
    { config: { on: 'a', postgres: 'b', query: 'SELECT 1 AS waiting' }, field: '`on`, `url`' },
    { config: { postgres: 'b' }, field: '`postgres` and `query`' },
    { config: { on: 'a', name: 'x', list: 'y' }, field: '`name`, `list`' },
    { config: { on: 'a', list: 'x', group: 'y' }, field: '`stream` with `group`' },
    { config: { postgres: 'b', query: 'DELETE FROM job' }, field: 'query' },
    { config: { on: 'a', queue: 'x' }, field: 'queue' },
  ],
  faults: [
    ...networkFaults(queueAim),
    ...brokenConnections(queueAim),
    {
      name: 'an answer of one byte a second',
      bar: 20,
      serve: () => startDrippingServer('+'),
      config: queueAim,
      timeoutMs: 1500,
      expected: { error: 'timeout' },
    },
    {
      name: 'an answer of a gigabyte',
      bar: 20,
      serve: () => startFloodingServer('+PONG\r\n$1073741824\r\n'),
      config: queueAim,
      expected: { error: 'too-large' },
      maxSentBytes: inFlight,
    },
    {
      name: 'answers that fit no question',
      bar: 20,
      serve: () =>
        startFaultServer((socket) => {
          socket.on('data', (chunk: Buffer) => {
            const questions = chunk.toString('latin1').split('*').length - 1
            socket.write('+PONG\r\n'.repeat(questions))
          })
        }),
      config: queueAim,
      expected: { error: '', facts: { found: true } },
    },
    {
      name: 'a Redis that the profile does not have',
      bar: 20,
      config: () => ({ on: 'nope' }),
      expected: { cause: 'missing-target' },
    },
    {
      name: 'a database that the profile does not have',
      bar: 20,
      config: () => ({ postgres: 'nope', query: 'SELECT 1 AS waiting' }),
      expected: { cause: 'missing-target' },
    },
  ],
  leaks: [
    {
      name: 'a password and a name',
      config: () => ({
        url: `redis://u:${encodeURIComponent(seededSecret)}@127.0.0.1:${refusingPort}`,
        name: seededSecret,
      }),
    },
  ],
}

export const databaseSuites = [postgresSuite, redisSuite, queueSuite]
