import type { Socket } from 'node:net'

import { AbstractConnector, Redis } from 'ioredis'

import { message } from '../../shared/messages/message.ts'
import type { Facts, Measurement } from '../../shared/model/check.ts'
import { measureWithin } from './attempt.ts'
import { UnusableAnswer, wordsOf } from './classify-error.ts'
import { openSocket, shakeHands, trustedAuthorities } from './connect.ts'
import { databaseUrl, missingDatabase } from './database-url.ts'
import { answered, unusable, type Attempt, type Finding, type Shown } from './finding.ts'
import { maxBodyBytes } from './limits.ts'
import type { ProbeContext } from './probe.ts'

const defaultPort = 6379
/** ioredis waits this long for a goodbye; the socket is destroyed at once all the same. */
const disconnectTimeoutMs = 1
/** Having waited for more than this share of the deadline, we left the target too little of it. */
const patientRatio = 0.1

/** A Redis that is connected, for the time of one measurement. */
export interface RedisSession {
  /** Throws what Redis refuses. */
  ask(words: readonly string[]): Promise<unknown>
  /** The same; undefined where Redis refuses: a managed one, or a narrow ACL. */
  askUnlessRefused(words: readonly string[]): Promise<unknown>
  /** In one round trip, as far as the budget allows. An answer that is refused is undefined. */
  askAll(commands: readonly (readonly string[])[]): Promise<unknown[]>
  /** Part of the most that a probe may receive, 0 to 1: to stop in good time. */
  receivedRatio(): number
  /** Commands asked so far. */
  asked(): number
}

/** Connects and says PING, then lets `find` ask. Its facts and what went wrong become a measurement. */
export function measureOverRedis(
  place: { on?: string | undefined; url?: string | undefined; via?: string | undefined },
  shown: Shown,
  context: ProbeContext,
  find: (session: RedisSession, attempt: Attempt) => Promise<Facts>,
): Promise<Measurement> {
  const look = async (whole: Attempt): Promise<Finding> => {
    const url = databaseUrl('redis', place, context)
    if (url === undefined) return missingDatabase('redis', place)
    const { pace, attempt, waitedMs } = paced(serverOf(url, place.via), whole, context)
    const { session, connect, close } = openClient(url, attempt, pace)
    try {
      await connect()
      const pingStart = attempt.elapsedMs()
      const pong = await session.ask(['PING'])
      Object.assign(attempt.facts, {
        reachable: true,
        pong: pong === 'PONG',
        connect_ms: pingStart,
        ping_ms: Math.round((attempt.elapsedMs() - pingStart) * 1000) / 1000,
      })
      return { kind: 'measured', facts: answered(attempt, await find(session, attempt)) }
    } catch (error) {
      const isOverrun = attempt.signal.aborted && !context.signal.aborted
      const isOurs = waitedMs() > context.timeoutMs * patientRatio
      if (isOverrun && isOurs) return keptFromAsking(shown, context.timeoutMs, waitedMs())
      const code = errorCodeOf(error)
      if (code !== undefined) return refusal(code, wordsOf(error), shown.target, attempt)
      throw inOurWords(error)
    } finally {
      close()
    }
  }
  return measureWithin(context, shown, look, { via: place.via })
}

/** Waits until so many commands may be sent; gives how many that is, of those asked for. */
type Pace = (commands: number) => Promise<number>

/**
 * Keeps to the server's budget of commands. What is waited for it is no time of the target's: the
 * attempt's clock stands still meanwhile, its deadline does not.
 */
function paced(server: string, whole: Attempt, { redisBudget }: ProbeContext) {
  let waitedMs = 0
  let waitingSinceMs: number | undefined
  const waitedSoFarMs = () =>
    waitedMs + (waitingSinceMs === undefined ? 0 : whole.elapsedMs() - waitingSinceMs)
  const attempt: Attempt = {
    signal: whole.signal,
    facts: whole.facts,
    connected: whole.connected,
    get isConnected() {
      return whole.isConnected
    },
    elapsedMs: () => Math.round((whole.elapsedMs() - waitedSoFarMs()) * 1000) / 1000,
    remainingMs: whole.remainingMs,
    get tunnel() {
      return whole.tunnel
    },
    lost: whole.lost,
  }
  const pace: Pace = async (wanted) => {
    if (!redisBudget || wanted === 0) return wanted
    const commands = Math.min(wanted, redisBudget.most)
    waitingSinceMs = whole.elapsedMs()
    try {
      await redisBudget.take(server, commands, whole.signal)
    } finally {
      waitedMs = waitedSoFarMs()
      waitingSinceMs = undefined
    }
    return commands
  }
  return { pace, attempt, waitedMs: waitedSoFarMs }
}

/** The same loopback address behind two hosts is two servers. */
const serverOf = ({ host }: URL, via: string | undefined) =>
  via === undefined ? host : `${host} via ${via}`

function keptFromAsking({ target }: Shown, timeoutMs: number, waitedMs: number): Finding {
  const seconds = timeoutMs / 1000
  const waited = Math.round(waitedMs / 100) / 10
  return {
    kind: 'unmeasurable',
    cause: 'own-timeout',
    message: message('queue.over-budget', { target, seconds, waited }),
  }
}

/** One connection, no second try, nothing queued, on a socket of ours. */
function openClient(url: URL, attempt: Attempt, pace: Pace) {
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
  let asked = 0
  const send = (words: readonly string[]): Promise<unknown> => {
    asked++
    const answer = redis.call(words[0] ?? '', ...words.slice(1))
    // First, since it knows why; ioredis says of a socket already destroyed only that it is closed.
    return Promise.race([failure.promise, answer])
  }
  const ask = async (words: readonly string[]) => {
    await pace(1)
    return send(words)
  }
  const session: RedisSession = {
    ask,
    askUnlessRefused: (words) => ask(words).catch(unlessRefused),
    async askAll(commands) {
      const answers: unknown[] = []
      while (answers.length < commands.length) {
        const allowed = await pace(commands.length - answers.length)
        const part = commands.slice(answers.length, answers.length + allowed)
        const sent = part.map((words) => send(words).catch(unlessRefused))
        answers.push(...(await Promise.all(sent)))
      }
      return answers
    },
    receivedRatio: () => received / maxBodyBytes,
    asked: () => asked,
  }
  return {
    session,
    connect: async () => {
      await pace(greetings(url))
      await Promise.race([failure.promise, redis.connect()])
    },
    close: () => {
      attempt.signal.removeEventListener('abort', onStop)
      redis.disconnect()
      redis.stream?.destroy()
    },
  }
}

/** What ioredis says by itself before anything is asked. */
function greetings({ password, pathname }: URL): number {
  return Number(password !== '') + Number(Number(pathname.slice(1)) > 0)
}

function unlessRefused(error: unknown): undefined {
  if (errorCodeOf(error) === undefined) throw error
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
    (error.name === 'ParserError' || /^(Unknown RESP type|Command queue state error)/.test(words))
  ) {
    return new UnusableAnswer('bad-response', words)
  }
  return error
}
