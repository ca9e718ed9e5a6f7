import { z } from 'zod'

import type { Json } from '../../shared/model/check.ts'
import { UnusableAnswer } from './classify-error.ts'
import type { Attempt } from './finding.ts'
import { below, demandSuccess, getText, parseJson, type HttpPlace } from './http-get.ts'

const envelope = z.object({
  status: z.enum(['success', 'error']),
  data: z.json().optional(),
  errorType: z.string().optional(),
  error: z.string().optional(),
  warnings: z.array(z.string()).optional(),
})

export interface ApiAnswer {
  data: Json
  warnings: string[]
}

/** Asks Prometheus' HTTP API. Its own errors come as JSON, whatever the status; others have none. */
export async function askPrometheus(
  place: HttpPlace,
  path: string,
  attempt: Attempt,
): Promise<ApiAnswer> {
  const answer = await getText({ ...place, url: below(place.url, path) }, attempt)
  const isJson = answer.contentType.includes('json')
  if (!isJson) demandSuccess(answer)
  const read = envelope.safeParse(parseJson(answer.text))
  if (!read.success) {
    demandSuccess(answer)
    throw new UnusableAnswer('bad-response', 'the answer is not of the API of Prometheus')
  }
  const { status, data, errorType, error, warnings } = read.data
  if (status === 'error' || data === undefined) {
    if (errorType !== undefined) attempt.facts.error_code = errorType
    throw new UnusableAnswer('error', error ?? `status ${answer.status}`)
  }
  return { data, warnings: warnings ?? [] }
}

/** Reads what an API promised. Throws `bad-response`. */
export function readAs<T>(schema: z.ZodType<T>, data: Json, what: string): T {
  const read = schema.safeParse(data)
  if (read.success) return read.data
  throw new UnusableAnswer('bad-response', `${what}: not as the API says`)
}
