import { formatMessage } from '../../shared/messages/format.ts'
import type { Json, Measurement } from '../../shared/model/check.ts'
import { compileRegex } from '../text/linear-regex.ts'
import { systemClock } from '../time/clock.ts'
import { measureWithin } from './attempt.ts'
import { BadConfig } from './classify-error.ts'
import { filledIn } from './config-fields.ts'
import { trustedAuthorities } from './connect.ts'
import { answered, type Attempt, type Finding } from './finding.ts'
import { firstRequest } from './http-measure.ts'
import { maxBodyBytes } from './limits.ts'
import { maskUrl } from './mask-url.ts'
import type { ProbeContext } from './probe.ts'
import { through } from './via.ts'
import { openWebSocket } from './websocket-connection.ts'
import type { WebSocketConfig } from './websocket.ts'

const maxOutputCharacters = 16_384

export function describeWebSocket(config: WebSocketConfig) {
  const address = maskUrl(config.url)
  const { contains, regex, json } = config.waitFor ?? {}
  const awaited = [
    ...(contains === undefined ? [] : [contains]),
    ...(regex === undefined ? [] : [`/${regex}/`]),
    ...(json === undefined ? [] : [JSON.stringify(json)]),
  ]
  const command = [
    `WEBSOCKET ${address}`,
    ...(config.subprotocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${config.subprotocol}`]),
    ...Object.entries(config.headers).map(([name, value]) => `${name}: ${value}`),
    ...config.send.map((message) => `> ${textOf(message)}`),
    ...(config.waitFor ? [`< … ${awaited.join(' & ')}`.trimEnd()] : []),
    ...(config.ping ? ['PING'] : []),
  ]
  return {
    target: through(address, config.via),
    command: command.join('\n'),
    danger: config.send.length > 0 ? ('change' as const) : ('read' as const),
  }
}

export function measureWebSocket(
  config: WebSocketConfig,
  context: ProbeContext,
): Promise<Measurement> {
  const { via } = config
  return measureWithin(context, describeWebSocket(config), (attempt) => find(config, attempt), {
    via,
  })
}

async function find(config: WebSocketConfig, attempt: Attempt): Promise<Finding> {
  const { facts } = attempt
  facts.open = false
  const request = firstRequest({
    url: httpUrlOf(config.url),
    method: 'GET',
    headers: config.headers,
  })
  const isAwaited = config.waitFor && matcherOf(config.waitFor)
  using connection = await openWebSocket(
    {
      url: request.url,
      headers: request.headers,
      subprotocol: config.subprotocol,
      maxBytes: Math.min(maxBodyBytes, filledIn(config.maxBytes)),
    },
    await trustedAuthorities(config.caFile),
    attempt,
  )
  const since = stopwatch()
  for (const message of config.send) connection.send(textOf(message))
  if (isAwaited) {
    const message = await connection.until(isAwaited)
    const json = parseJson(message)
    Object.assign(facts, { message, message_ms: since(), ...(json === undefined ? {} : { json }) })
  }
  if (config.ping) {
    const sincePing = stopwatch()
    await connection.ping()
    facts.pong_ms = sincePing()
  }
  const seen = answered(attempt, {})
  await connection.leave()
  const { close_code = 1006, close_reason = '' } = facts
  const output = connection.messages.join('\n')
  return {
    kind: 'measured',
    facts: { ...seen, close_code, close_reason },
    output: output.slice(0, maxOutputCharacters),
    truncated: output.length > maxOutputCharacters,
  }
}

/** The same place, in the words of the handshake. */
function httpUrlOf(url: string): string {
  if (!/^(ws|http)s?:/i.test(url))
    throw new BadConfig(`“${maskUrl(url)}” is not a ws:// or wss:// address`)
  return url.replace(/^ws/i, 'http')
}

function matcherOf({ contains, regex, json }: NonNullable<WebSocketConfig['waitFor']>) {
  const pattern = regex === undefined ? undefined : compileRegex(regex)
  if (pattern && !pattern.ok) throw new BadConfig(formatMessage(pattern.failure, 'en'))
  return (text: string): boolean =>
    (contains === undefined || text.includes(contains)) &&
    (pattern === undefined || pattern.value.test(text)) &&
    (json === undefined || holds(parseJson(text), json))
}

/** Whether a value is as wanted, whatever else its objects hold. */
function holds(value: Json | undefined, wanted: Json): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(value) &&
      value.length === wanted.length &&
      wanted.every((entry, index) => holds(value[index], entry))
    )
  if (wanted === null || typeof wanted !== 'object') return value === wanted
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false
  return Object.entries(wanted).every(
    ([key, entry]) => Object.hasOwn(value, key) && holds(value[key], entry),
  )
}

function textOf(message: Json): string {
  return typeof message === 'string' ? message : JSON.stringify(message)
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function stopwatch(): () => number {
  const startMs = systemClock.monotonicMs()
  return () => Math.round((systemClock.monotonicMs() - startMs) * 1000) / 1000
}
