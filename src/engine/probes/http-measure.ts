import { createHmac } from 'node:crypto'

import type { Facts, Json, Measurement } from '../../shared/model/check.ts'
import { measureWithin } from './attempt.ts'
import { BadConfig, UnusableAnswer } from './classify-error.ts'
import { filledIn } from './config-fields.ts'
import { trustedAuthorities } from './connect.ts'
import { answered, type Attempt, type Finding } from './finding.ts'
import { readBody } from './http-body.ts'
import { sendRequest, type HttpAnswer, type HttpRequest } from './http-request.ts'
import type { HttpConfig } from './http.ts'
import { maxBodyBytes } from './limits.ts'
import { maskUrl } from './mask-url.ts'
import type { ProbeContext } from './probe.ts'
import { through } from './via.ts'

const maxRedirects = 5
const readingMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
const maxOutputCharacters = 16_384

export function describeHttp(config: HttpConfig) {
  const address = maskUrl(config.url)
  const headers = Object.entries(config.headers).map(([name, value]) => `${name}: ${value}`)
  const body = bodyOf(config)
  const command = [
    `${config.method} ${address}`,
    ...headers,
    ...(config.sign ? [`${signatureHeaders[config.sign.as]}: …`] : []),
    ...(body === undefined ? [] : ['', body]),
  ]
  const danger = readingMethods.has(config.method) ? ('read' as const) : ('change' as const)
  const target = through(address, config.via)
  return { target, command: command.join('\n'), danger }
}

export function measureHttp(config: HttpConfig, context: ProbeContext): Promise<Measurement> {
  const { via } = config
  return measureWithin(context, describeHttp(config), (attempt) => find(config, attempt), { via })
}

async function find(config: HttpConfig, attempt: Attempt): Promise<Finding> {
  const authorities = await trustedAuthorities(config.caFile)
  const redirects: string[] = []
  let request = firstRequest(config)
  for (;;) {
    await using answer = await sendRequest(request, authorities, attempt)
    Object.assign(attempt.facts, factsOfHead(answer, request, redirects, attempt))
    const next = config.followRedirects ? redirectedRequest(request, answer) : undefined
    if (next) {
      redirects.push(maskUrl(next.url.href))
      if (redirects.length > maxRedirects) {
        throw new UnusableAnswer('bad-response', `more than ${maxRedirects} redirects`)
      }
      request = next
      continue
    }
    const limit = Math.min(maxBodyBytes, filledIn(config.maxBodyBytes))
    const body = await readBody(answer, request.method, limit)
    return {
      kind: 'measured',
      facts: answered(attempt, factsOfBody(body)),
      output: shorten(body.toString('utf8')),
    }
  }
}

/** What is sent first; a user and a password in the address become its authorization. */
export function firstRequest(
  config: Pick<HttpConfig, 'url' | 'method' | 'headers' | 'body' | 'json'> &
    Partial<Pick<HttpConfig, 'sign'>>,
): HttpRequest {
  const body = bodyOf(config)
  const headers = new Headers({ accept: '*/*', 'user-agent': 'warroom' })
  if (config.json !== undefined) headers.set('content-type', 'application/json')
  const url = parseUrl(config.url)
  if (url.username || url.password) {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`)
  }
  for (const [name, value] of Object.entries(config.headers)) headers.set(name, value)
  if (config.sign)
    headers.set(signatureHeaders[config.sign.as], signatureOf(config.sign, body ?? ''))
  return { url, method: config.method, headers, ...(body === undefined ? {} : { body }) }
}

const signatureHeaders = { meta: 'x-hub-signature-256', stripe: 'stripe-signature' } as const

function signatureOf({ as, secret }: NonNullable<HttpConfig['sign']>, body: string): string {
  const mac = (text: string) => createHmac('sha256', secret).update(text).digest('hex')
  if (as === 'meta') return `sha256=${mac(body)}`
  const seconds = Math.floor(Date.now() / 1000)
  return `t=${seconds},v1=${mac(`${seconds}.${body}`)}`
}

function bodyOf(config: Pick<HttpConfig, 'body' | 'json'>): string | undefined {
  return config.json === undefined ? config.body : JSON.stringify(config.json)
}

function parseUrl(text: string): URL {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new BadConfig(`“${maskUrl(text)}” is not an http:// or https:// address`)
  }
  return url
}

/** As browsers and curl do; what authenticates us stays with the origin that it was meant for. */
function redirectedRequest(request: HttpRequest, answer: HttpAnswer): HttpRequest | undefined {
  const location = answer.headers.location
  if (![301, 302, 303, 307, 308].includes(answer.status) || !location) return undefined
  const url = URL.parse(location, request.url.href)
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UnusableAnswer('bad-response', 'a redirect to something that is not http')
  }
  const headers = new Headers(request.headers)
  if (url.origin !== request.url.origin) {
    for (const name of ['authorization', 'cookie', 'proxy-authorization']) headers.delete(name)
  }
  const keepsMethod = answer.status === 307 || answer.status === 308 || request.method === 'HEAD'
  if (keepsMethod) return { ...request, url, headers }
  headers.delete('content-type')
  return { url, method: 'GET', headers }
}

function factsOfHead(
  answer: HttpAnswer,
  request: HttpRequest,
  redirects: string[],
  attempt: Attempt,
): Facts {
  return {
    reachable: true,
    status: answer.status,
    ok: answer.status >= 200 && answer.status < 300,
    headers: answer.headers,
    content_type: (answer.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
    redirects: [...redirects],
    final_url: maskUrl(request.url.href),
    first_byte_ms: attempt.elapsedMs(),
  }
}

function factsOfBody(bytes: Buffer): Facts {
  const body = bytes.toString('utf8')
  const json = parseJson(body)
  return {
    body,
    body_bytes: bytes.length,
    is_json: json !== undefined,
    ...(json === undefined ? {} : { json }),
  }
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function shorten(text: string): string {
  return text.length > maxOutputCharacters ? `${text.slice(0, maxOutputCharacters)}…` : text
}
