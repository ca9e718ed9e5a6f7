import type { Json } from '../../shared/model/check.ts'
import { UnusableAnswer } from './classify-error.ts'
import { trustedAuthorities } from './connect.ts'
import type { Attempt } from './finding.ts'
import { readBody } from './http-body.ts'
import { firstRequest } from './http-measure.ts'
import { sendRequest } from './http-request.ts'
import { maxBodyBytes } from './limits.ts'

export interface HttpPlace {
  url: string
  headers: Record<string, string>
  caFile?: string | undefined
}

export interface HttpText {
  status: number
  contentType: string
  text: string
}

/** Asks for a document, 1 MiB at most. Throws what the network throws; a status is not judged. */
export async function getText(place: HttpPlace, attempt: Attempt): Promise<HttpText> {
  const authorities = await trustedAuthorities(place.caFile)
  const request = firstRequest({ url: place.url, method: 'GET', headers: place.headers })
  await using answer = await sendRequest(request, authorities, attempt)
  Object.assign(attempt.facts, { reachable: true, status: answer.status })
  const body = await readBody(answer, 'GET', maxBodyBytes)
  return {
    status: answer.status,
    contentType: answer.headers['content-type'] ?? '',
    text: body.toString('utf8'),
  }
}

/** Throws where the server refuses: what follows would not be what was asked for. */
export function demandSuccess({ status }: { status: number }): void {
  if (status >= 200 && status < 300) return
  const isDenied = status === 401 || status === 403
  throw new UnusableAnswer(isDenied ? 'denied' : 'error', `status ${status}`)
}

/** The parsed document. Throws `bad-response`. */
export function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    throw new UnusableAnswer('bad-response', 'the answer is not JSON')
  }
}

/** An address below a base that may have a path of its own. */
export function below(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}${path}`
}
