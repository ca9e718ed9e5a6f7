import { z } from 'zod'

import type { Database } from './database.ts'
import type { MessageQueue } from './queue.ts'
import { notFound, type Answer, type Handler, type Request } from './service.ts'

export interface SylionOptions {
  database: Database
  /** Absent: no Redis here. Messages are accepted all the same. */
  queue: MessageQueue | undefined
  verifyToken: string
}

const payload = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z
    .array(
      z.object({
        changes: z
          .array(
            z.object({
              field: z.string(),
              value: z.object({
                metadata: z.object({ phone_number_id: z.string() }).optional(),
                messages: z
                  .array(z.object({ from: z.string(), id: z.string().min(1), type: z.string() }))
                  .optional(),
              }),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
})

const accepted: Answer = { status: 200, body: { status: 'ok' } }
const invalid: Answer = { status: 400, body: { error: 'Invalid payload' } }
const gone: Answer = {
  status: 410,
  body: { error: 'Gone', message: 'Use POST /api/v1/whatsapp/webhook' },
}

/** Sylion's webhook, as its go-live checklist describes it. */
export function createSylion(options: SylionOptions): Handler {
  const { database, queue, verifyToken } = options

  const verify = ({ url }: Request): Answer => {
    const challenge = url.searchParams.get('hub.challenge')
    const holds =
      url.searchParams.get('hub.mode') === 'subscribe' &&
      url.searchParams.get('hub.verify_token') === verifyToken
    return holds && challenge !== null
      ? { status: 200, body: challenge }
      : { status: 403, body: { error: 'Forbidden' } }
  }

  const receive = async (request: Request): Promise<Answer> => {
    const isJson = request.headers['content-type']?.startsWith('application/json') ?? false
    const text = await request.body()
    const read = payload.safeParse(isJson && text !== undefined ? jsonOf(text) : undefined)
    if (!read.success) return invalid
    for (const { value } of read.data.entry.flatMap((entry) => entry.changes)) {
      const tenantId = value.metadata?.phone_number_id ?? 'demo'
      for (const incoming of value.messages ?? []) {
        // Fail-open: without Redis nothing is deduplicated, and the provider still gets its 200.
        const isNew = await queue?.claim(tenantId, incoming.id).catch(() => true)
        if (isNew) await queue?.add('message', { tenantId, ...incoming }).catch(() => {})
      }
    }
    return accepted
  }

  const health = async (): Promise<Answer> => {
    const [databaseUp, redisUp] = await Promise.all([database.answers(), queue?.answers()])
    return {
      status: databaseUp ? 200 : 503,
      body: {
        status: databaseUp ? 'ok' : 'error',
        database: databaseUp ? 'up' : 'down',
        redis: redisUp ? 'up' : 'down',
      },
    }
  }

  const metrics = async (): Promise<Answer> => {
    const waiting = await queue?.waiting().catch(() => undefined)
    const lines = [
      '# HELP sylion_queue_waiting Messages in line for a worker.',
      '# TYPE sylion_queue_waiting gauge',
      // Of a queue that cannot be read nothing is exposed: zero would say that it is empty.
      ...(waiting === undefined ? [] : [`sylion_queue_waiting ${waiting}`]),
    ]
    return {
      status: 200,
      body: `${lines.join('\n')}\n`,
      contentType: 'text/plain; version=0.0.4; charset=utf-8',
    }
  }

  return (request) => {
    switch (`${request.method} ${request.url.pathname}`) {
      case 'GET /health':
        return health()
      case 'GET /metrics':
        return metrics()
      case 'GET /api/v1/whatsapp/webhook':
        return verify(request)
      case 'POST /api/v1/whatsapp/webhook':
        return receive(request)
      default:
        return request.url.pathname === '/whatsapp/webhook' ? gone : notFound
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
