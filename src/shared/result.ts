import type { Message } from './messages/message.ts'

/** Every way a call can be refused. Closed: a `switch` over it ends in {@link assertNever}. */
export type FailureCode =
  | 'bad-input'
  | 'not-found'
  | 'conflict'
  | 'read-only'
  | 'needs-confirmation'
  | 'denied'
  | 'disk-full'
  | 'cancelled'
  | 'unsupported'
  | 'unavailable'
  | 'bug'

/** Where in a text that somebody typed, from 0. */
export interface TextSpan {
  offset: number
  length: number
}

/** Why a call did not do what was asked. Plain data: it crosses every transport unchanged. */
export interface Failure {
  code: FailureCode
  message: Message
  hint?: Message
  /** The technical cause, redacted, in the words of whoever raised it. */
  cause?: string
  /** For `bad-input`: which fields, as paths such as `items.0.id`. */
  fields?: { path: string; problem: string; span?: TextSpan }[]
}

export type Result<T, F = Failure> = { ok: true; value: T } | { ok: false; failure: F }

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const fail = <F>(failure: F): { ok: false; failure: F } => ({ ok: false, failure })

export function failure(
  code: FailureCode,
  message: Message,
  rest: Omit<Failure, 'code' | 'message'> = {},
) {
  return fail<Failure>({ code, message, ...rest })
}

/** Ends an exhaustive `switch`: a case that the compiler does not know of is a bug. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
