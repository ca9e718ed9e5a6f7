import { request } from 'undici'

import { fail, ok, type Result } from '../../shared/result.ts'

/** One try to hand a text over. Holds nothing of the address. */
export interface SendFailure {
  /** A status or a code of the network: `503`, `ECONNREFUSED`, `timeout`. */
  why: string
  /** Another try may do better. */
  mayRetry: boolean
  /** The server asked to be left alone for so long. */
  retryAfterMs?: number
}

const timeoutMs = 10_000
const longestRetryAfterMs = 60_000

/** Posts a text as Slack and those that speak like it take it. */
export async function sendWebhook(
  address: string,
  text: string,
  signal: AbortSignal,
): Promise<Result<null, SendFailure>> {
  const deadline = AbortSignal.timeout(timeoutMs)
  try {
    const { statusCode, headers, body } = await request(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ text }),
      signal: AbortSignal.any([signal, deadline]),
    })
    await body.dump()
    if (statusCode >= 200 && statusCode < 300) return ok(null)
    const seconds = Number(headers['retry-after'])
    return fail({
      why: `HTTP ${statusCode}`,
      mayRetry: statusCode === 429 || statusCode === 408 || statusCode >= 500,
      ...(Number.isFinite(seconds) &&
        seconds > 0 && { retryAfterMs: Math.min(seconds * 1000, longestRetryAfterMs) }),
    })
  } catch (error) {
    // The message may name the address: only the code goes on.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed'
    return fail({ why: deadline.aborted ? 'timeout' : code, mayRetry: true })
  }
}

/** Slack reads three characters as its own; everything else is text. */
export function escapeForSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
