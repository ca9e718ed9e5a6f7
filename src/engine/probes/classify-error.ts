import { message } from '../../shared/messages/message.ts'
import { unusable, type Attempt, type Finding, type Shown } from './finding.ts'

/** Thrown by a probe that met an answer it cannot use: too large, malformed, closed too early. */
export class UnusableAnswer extends Error {
  readonly kind: 'closed' | 'bad-tls' | 'bad-response' | 'too-large' | 'denied' | 'error'

  constructor(kind: UnusableAnswer['kind'], text: string) {
    super(text)
    this.kind = kind
  }
}

/** Thrown by a probe whose own config cannot work. */
export class BadConfig extends Error {}

const networkDown = new Set([
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'ENONET',
])
const nameNotFound = new Set(['ENOTFOUND', 'ENODATA', 'EAI_FAIL', 'EBADNAME'])
const badConfig = new Set([
  'ERR_SOCKET_BAD_PORT',
  'ERR_INVALID_URL',
  'UND_ERR_INVALID_ARG',
  'ERR_INVALID_ARG_VALUE',
  'ERR_INVALID_CHAR',
  'ERR_INVALID_HTTP_TOKEN',
])

/** Sorts what a network or a target did into what it means. Whatever it does not know is a bug. */
export function classifyError(error: unknown, attempt: Attempt, shown: Shown): Finding {
  const codes = codesOf(error)
  const detail = wordsOf(error)
  const has = (known: Set<string>) => codes.some((code) => known.has(code))
  const target = shown.target

  if (error instanceof UnusableAnswer) return unusable(attempt, error.kind, error.message)
  if (error instanceof BadConfig || has(badConfig)) {
    return unmeasurable('bad-config', { problem: detail }, detail)
  }
  if (codes.includes('ECONNREFUSED')) return unusable(attempt, 'refused', detail)
  if (has(nameNotFound)) {
    return unmeasurable('name-not-found', { name: nameIn(error) ?? target }, detail)
  }
  if (has(networkDown)) return unmeasurable('network-down', { target }, detail)
  if (codes.includes('ETIMEDOUT')) {
    if (attempt.isConnected) return unusable(attempt, 'timeout', detail)
    const seconds = Math.round(attempt.elapsedMs() / 1000)
    return unmeasurable('connect-timeout', { target, seconds }, detail)
  }
  if (codes.some(isTls)) return unusable(attempt, 'bad-tls', detail)
  if (codes.includes('ECONNRESET') || codes.includes('EPIPE') || codes.includes('ECONNABORTED')) {
    return unusable(attempt, 'reset', detail)
  }
  if (codes.includes('UND_ERR_SOCKET')) return unusable(attempt, 'closed', detail)
  if (codes.includes('UND_ERR_HEADERS_OVERFLOW') || codes.includes('HPE_HEADER_OVERFLOW')) {
    return unusable(attempt, 'too-large', detail)
  }
  if (codes.some((code) => code.startsWith('HPE_') || code.startsWith('UND_ERR_RES_'))) {
    return unusable(attempt, 'bad-response', detail)
  }
  if (error instanceof Error && error.name === 'HTTPParserError') {
    return unusable(attempt, 'bad-response', detail)
  }
  if (!attempt.isConnected && (codes.includes('EACCES') || codes.includes('EPERM'))) {
    return unmeasurable('denied', { target }, detail)
  }
  return unmeasurable('bug', { target }, error instanceof Error ? (error.stack ?? detail) : detail)
}

function unmeasurable(
  cause: 'bad-config' | 'name-not-found' | 'network-down' | 'connect-timeout' | 'denied' | 'bug',
  values: Record<string, string | number>,
  detail: string,
): Finding {
  return { kind: 'unmeasurable', cause, message: message(`cause.${cause}`, values), detail }
}

const certificateProblem =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|ERR_TLS_|ERR_SSL_|EPROTO$)/

function isTls(code: string): boolean {
  return certificateProblem.test(code)
}

/** The codes of an error, of what it wraps, and of each address that was tried. */
export function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 4) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const inner = error instanceof AggregateError ? error.errors : []
  return [...own, ...[...inner, error.cause].flatMap((each) => codesOf(each, depth + 1))]
}

export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map(wordsOf).join('; ')
  }
  // OpenSSL's message is a line of its source; its reason is for people.
  if ('reason' in error && typeof error.reason === 'string') return error.reason
  return error.message || error.name
}

function nameIn(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  return 'hostname' in error && typeof error.hostname === 'string'
    ? error.hostname
    : nameIn(error.cause)
}
