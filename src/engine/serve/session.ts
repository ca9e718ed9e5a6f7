import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const secretBytes = 32

/**
 * The two secrets of one server's life: the token that the terminal prints, and the cookie that it
 * is exchanged for. Neither is written anywhere else.
 */
export interface Session {
  readonly token: string
  tokenIsRight(given: string): boolean
  /** The `Set-Cookie` value. Named by port: browsers keep one cookie jar for all ports of a host. */
  readonly setCookie: string
  cookieIsRight(request: IncomingMessage): boolean
}

export function createSession(port: number): Session {
  const token = randomBytes(secretBytes).toString('base64url')
  const cookie = randomBytes(secretBytes).toString('base64url')
  const name = `warroom-${port}`
  return {
    token,
    tokenIsRight: (given) => sameText(given, token),
    setCookie: `${name}=${cookie}; HttpOnly; SameSite=Strict; Path=/`,
    cookieIsRight(request) {
      const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
      return pairs.some((pair) => sameText(pair, `${name}=${cookie}`))
    },
  }
}

/** Takes the same time whatever the texts and their lengths are. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
