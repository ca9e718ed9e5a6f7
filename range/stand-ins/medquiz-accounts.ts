import { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'

import { z } from 'zod'

import { jsonBody } from './json-body.ts'
import type { MedQuizBehaviours } from './medquiz-behaviours.ts'
import { notFound, type Answer, type Request } from './service.ts'

export interface Player {
  id: string
  handle: string
}

export interface Accounts {
  handle(request: Request): Promise<Answer>
  /** Who asks, by an access token that holds. */
  playerOf(request: Request): Player | undefined
  isKnown(playerId: string): boolean
}

interface AccountsOptions {
  behaviours: MedQuizBehaviours
  accessTokenMs: number
  refreshTokenMs: number
  now: () => number
}

interface Account extends Player {
  email: string
  password: string
}

export const unauthorized: Answer = { status: 401, body: { error: 'Unauthorized' } }
const conflict: Answer = { status: 409, body: { error: 'Conflict' } }
const badRequest: Answer = { status: 400, body: { error: 'Bad Request' } }
const done: Answer = { status: 204, body: '' }

const credentials = z.object({ email: z.email(), password: z.string().min(8) })
const registration = credentials.extend({ handle: z.string().min(1) })
const refreshing = z.object({ refreshToken: z.string() })

/** MedQuiz's players: access tokens are signed and end by themselves, refresh tokens are kept and revoked. */
export function createAccounts(options: AccountsOptions): Accounts {
  const { behaviours, accessTokenMs, refreshTokenMs, now } = options
  const signingKey = randomBytes(32)
  const accounts = new Map<string, Account>()
  /** By the digest of the token. */
  const sessions = new Map<string, { accountId: string; endsAtMs: number }>()

  const sign = (text: string) => createHmac('sha256', signingKey).update(text).digest()
  const issueTokens = ({ id }: Account) => {
    const claims = Buffer.from(JSON.stringify({ sub: id, exp: now() + accessTokenMs }))
    const text = claims.toString('base64url')
    const refreshToken = randomBytes(32).toString('base64url')
    sessions.set(digest(refreshToken), { accountId: id, endsAtMs: now() + refreshTokenMs })
    return { accessToken: `${text}.${sign(text).toString('base64url')}`, refreshToken }
  }
  const accountOf = ({ headers }: Request): Account | undefined => {
    const [, claims = '', signature = ''] =
      /^Bearer ([\w-]+)\.([\w-]+)$/.exec(headers.authorization ?? '') ?? []
    const given = Buffer.from(signature, 'base64url')
    const right = sign(claims)
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
    const { sub, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Claims
    return behaviours.endsAccess && exp <= now() ? undefined : accounts.get(sub)
  }

  const register = (text: string | undefined): Answer => {
    const { data } = registration.safeParse(jsonBody(text))
    if (!data) return badRequest
    const isTaken = [...accounts.values()].some(({ email }) => email === data.email)
    if (isTaken) return conflict
    const account = { id: randomUUID(), ...data }
    accounts.set(account.id, account)
    return { status: 201, body: { user: playerIn(account), ...issueTokens(account) } }
  }
  const logIn = (text: string | undefined): Answer => {
    const { data } = credentials.safeParse(jsonBody(text))
    const account = [...accounts.values()].find(({ email }) => email === data?.email)
    const isRight = !behaviours.checksPassword || account?.password === data?.password
    if (!account || !isRight) return unauthorized
    return { status: 200, body: { user: playerIn(account), ...issueTokens(account) } }
  }
  const refresh = (text: string | undefined): Answer => {
    const { data } = refreshing.safeParse(jsonBody(text))
    const key = digest(data?.refreshToken ?? '')
    const session = sessions.get(key)
    const account = session && accounts.get(session.accountId)
    if (!account || session.endsAtMs <= now()) return unauthorized
    if (behaviours.rotatesRefresh) sessions.delete(key)
    return { status: 200, body: issueTokens(account) }
  }
  const logOut = (account: Account | undefined, text: string | undefined): Answer => {
    if (!account) return unauthorized
    const { data } = refreshing.safeParse(jsonBody(text))
    if (!data) return badRequest
    if (behaviours.revokesAtLogout) sessions.delete(digest(data.refreshToken))
    return done
  }

  return {
    isKnown: (playerId) => accounts.has(playerId),
    playerOf: accountOf,
    async handle(request) {
      switch (`${request.method} ${request.url.pathname}`) {
        case 'POST /v1/auth/register':
          return register(await request.body())
        case 'POST /v1/auth/login':
          return logIn(await request.body())
        case 'POST /v1/auth/refresh':
          return refresh(await request.body())
        case 'POST /v1/auth/logout':
          return logOut(accountOf(request), await request.body())
        case 'GET /v1/me': {
          const account = accountOf(request)
          return account ? { status: 200, body: playerIn(account) } : unauthorized
        }
        case 'DELETE /v1/me':
          return accounts.delete(accountOf(request)?.id ?? '') ? done : unauthorized
        default:
          return notFound
      }
    },
  }
}

interface Claims {
  sub: string
  /** Milliseconds since the epoch. */
  exp: number
}

const playerIn = ({ id, handle }: Account): Player => ({ id, handle })
const digest = (token: string) => createHash('sha256').update(token).digest('hex')
