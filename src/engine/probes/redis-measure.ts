import type { Socket } from 'node:net'

import { AbstractConnector, Redis } from 'ioredis'

import { message } from '../../shared/messages/message.ts'
import type { Json, Measurement } from '../../shared/model/check.ts'
import { measureWithin } from './attempt.ts'
import { UnusableAnswer, wordsOf } from './classify-error.ts'
import { openSocket, shakeHands, trustedAuthorities } from './connect.ts'
import { databaseUrl, missingDatabase } from './database-url.ts'
import { answered, unusable, type Attempt, type Finding } from './finding.ts'
import { maxBodyBytes } from './limits.ts'
import { maskUrl } from './mask-url.ts'
import type { ProbeContext } from './probe.ts'
import { infoFacts } from './redis-info.ts'
import type { RedisConfig } from './redis.ts'

const defaultPort = 6379
/** ioredis waits this long for a goodbye; the socket is destroyed at once all the same. */
const disconnectTimeoutMs = 1

export function describeRedis(config: RedisConfig) {
  return {
    target: config.on ?? maskUrl(config.url ?? ''),
    command: (config.command ?? ['PING, INFO, DBSIZE']).join(' '),
    danger: 'read' as const,
  }
}

export function measureRedis(config: RedisConfig, context: ProbeContext): Promise<Measurement> {
  const shown = describeRedis(config)
  return measureWithin(context, shown, async (attempt) => {
    const url = databaseUrl('redis', config, context)
    if (url === undefined) return missingDatabase('redis', config)
    try {
      return await find(url, config.command, attempt)
    } catch (error) {
      const code = errorCodeOf(error)
      if (code !== undefined) return refusal(code, wordsOf(error), shown.target, attempt)
      throw inOurWords(error)
    }
  })
}

async function find(url: URL, command: string[] | undefined, attempt: Attempt): Promise<Finding> {
  const { redis, failed, close } = openClient(url, attempt)
  const ask = (words: string[]): Promise<unknown> =>
    Promise.race([redis.call(words[0] ?? '', ...words.slice(1)), failed])
  try {
    await Promise.race([redis.connect(), failed])
    const pingStart = attempt.elapsedMs()
    const pong = await ask(['PING'])
    Object.assign(attempt.facts, {
      reachable: true,
      pong: pong === 'PONG',
      connect_ms: pingStart,
      ping_ms: Math.round((attempt.elapsedMs() - pingStart) * 1000) / 1000,
    })
    // A managed Redis or a narrow ACL may refuse these: their facts are then absent.
    Object.assign(attempt.facts, infoFacts(await ask(['INFO']).catch(unlessRefused)))
    const keys = await ask(['DBSIZE']).catch(unlessRefused)
    if (typeof keys === 'number') attempt.facts.keys = keys
    if (command) attempt.facts.value = toJson(await ask(command))
    return { kind: 'measured', facts: answered(attempt, {}) }
  } finally {
    close()
  }
}

function unlessRefused(error: unknown): undefined {
  if (errorCodeOf(error) === undefined) throw error
}

/** One connection, no second try, nothing queued, on a socket of ours. */
function openClient(url: URL, attempt: Attempt) {
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => {})
  let received = 0
  class WatchedConnector extends AbstractConnector {
    constructor() {
      super(disconnectTimeoutMs)
    }

    override async connect(): Promise<Socket> {
      this.connecting = true
      const socket = await openWatched(url, attempt)
      this.stream = socket
      socket.on('error', (error) => failure.reject(error))
      socket.on('close', () =>
        failure.reject(new UnusableAnswer('closed', 'the connection was closed')),
      )
      // ioredis begins to listen in this same tick's queue, before any data can come.
      process.nextTick(() =>
        socket.on('data', (chunk: Buffer) => {
          received += chunk.length
          if (received <= maxBodyBytes) return
          failure.reject(
            new UnusableAnswer('too-large', `the answer is longer than ${maxBodyBytes} bytes`),
          )
          socket.destroy()
        }),
      )
      return socket
    }
  }
  const redis = new Redis({
    ...(url.username ? { username: decodeURIComponent(url.username) } : {}),
    ...(url.password ? { password: decodeURIComponent(url.password) } : {}),
    db: Number(url.pathname.slice(1)) || 0,
    Connector: WatchedConnector,
    lazyConnect: true,
    retryStrategy: () => null,
    reconnectOnError: () => false,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    enableReadyCheck: false,
    autoResubscribe: false,
    disableClientInfo: true,
    // The older protocol: every server and proxy speaks it.
    protocol: 2,
  })
  redis.on('error', (error: Error) => failure.reject(error))
  const onStop = () => failure.reject(new UnusableAnswer('closed', 'stopped'))
  attempt.signal.addEventListener('abort', onStop, { once: true })
  return {
    redis,
    failed: failure.promise,
    close: () => {
      attempt.signal.removeEventListener('abort', onStop)
      redis.disconnect()
      redis.stream?.destroy()
    },
  }
}

async function openWatched(url: URL, attempt: Attempt): Promise<Socket> {
  const port = url.port === '' ? defaultPort : Number(url.port)
  const socket = await openSocket(url.hostname || '127.0.0.1', port, attempt)
  if (url.protocol !== 'rediss:') return socket
  try {
    const authorities = await trustedAuthorities(undefined)
    const secure = await shakeHands(socket, { serverName: url.hostname, authorities }, attempt)
    if (secure.authorized) return secure
    throw new UnusableAnswer(
      'bad-tls',
      `certificate not accepted: ${JSON.stringify(secure.authorizationError)}`,
    )
  } catch (error) {
    socket.destroy()
    throw error
  }
}

function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null
  if (Buffer.isBuffer(value)) return value.toString('utf8')
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value
  }
  return wordsOf(value)
}

/** The first word of an error that Redis itself answered. */
function errorCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'ReplyError') return undefined
  return /^[A-Z][A-Z0-9]*/.exec(error.message)?.[0] ?? 'ERR'
}

const ourCredentials = /^(NOAUTH|WRONGPASS)$/

function refusal(code: string, words: string, target: string, attempt: Attempt): Finding {
  const wrongPassword = code === 'ERR' && /invalid password|AUTH/i.test(words)
  if (ourCredentials.test(code) || wrongPassword) {
    return {
      kind: 'unmeasurable',
      cause: 'auth-failed',
      message: message('cause.auth-failed', { target }),
      detail: words,
    }
  }
  attempt.facts.reachable = true
  attempt.facts.pong ??= false
  attempt.facts.error_code = code
  if (code === 'LOADING') attempt.facts.loading = true
  return unusable(attempt, code === 'NOPERM' || code === 'DENIED' ? 'denied' : 'error', words)
}

/** ioredis raises some failures as bare sentences. */
function inOurWords(error: unknown): unknown {
  const words = wordsOf(error)
  if (/^Connection is closed|^Stream isn't writeable/.test(words))
    return new UnusableAnswer('closed', words)
  if (
    error instanceof Error &&
    (error.name === 'ParserError' || words.startsWith('Unknown RESP type'))
  ) {
    return new UnusableAnswer('bad-response', words)
  }
  return error
}
