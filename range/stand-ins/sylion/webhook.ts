import { randomUUID } from 'node:crypto'

import { z } from 'zod'

import { notFound, type Answer, type Handler, type Request } from '../service.ts'
import type { Incoming, SylionBehaviours } from './behaviours.ts'

export interface SylionWebhookOptions {
  verifyToken: string
  behaviours: Readonly<Pick<SylionBehaviours, 'checksToken'>>
  /** Takes a message in; when it fails, the provider is told to come again. */
  receive: (message: Incoming) => Promise<void>
  databaseAnswers: () => Promise<boolean>
  redisAnswers: () => Promise<boolean>
  /** Of who works the queue off; undefined where there is none. */
  workerVersion: () => string | undefined
  /** Messages in line; undefined when the queue cannot be read. */
  waiting: () => Promise<number | undefined>
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
                  .array(
                    z.object({
                      from: z.string(),
                      id: z.string().min(1),
                      type: z.string(),
                      text: z.object({ body: z.string() }).optional(),
                    }),
                  )
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

/** Sylion's HTTP side, as its go-live checklist describes it. */
export function createSylionWebhook(options: SylionWebhookOptions): Handler {
  const { verifyToken, behaviours, receive } = options

  const verify = ({ url }: Request): Answer => {
    const challenge = url.searchParams.get('hub.challenge')
    const holds =
      url.searchParams.get('hub.mode') === 'subscribe' &&
      (!behaviours.checksToken || url.searchParams.get('hub.verify_token') === verifyToken)
    return holds && challenge !== null
      ? { status: 200, body: challenge }
      : { status: 403, body: { error: 'Forbidden' } }
  }

  const takeIn = async (request: Request): Promise<Answer> => {
    const isJson = request.headers['content-type']?.startsWith('application/json') ?? false
    const text = await request.body()
    const read = payload.safeParse(isJson && text !== undefined ? jsonOf(text) : undefined)
    if (!read.success) return invalid
    for (const { value } of read.data.entry.flatMap((entry) => entry.changes)) {
      const tenantId = value.metadata?.phone_number_id ?? 'demo'
      for (const { from, id, text: written } of value.messages ?? [])
        await receive({ receiptId: randomUUID(), tenantId, from, id, text: written?.body ?? '' })
    }
    return accepted
  }

  const health = async (): Promise<Answer> => {
    const [databaseUp, redisUp] = await Promise.all([
      options.databaseAnswers(),
      options.redisAnswers(),
    ])
    const version = options.workerVersion()
    return {
      status: databaseUp ? 200 : 503,
      body: {
        status: databaseUp ? 'ok' : 'error',
        database: databaseUp ? 'up' : 'down',
        redis: redisUp ? 'up' : 'down',
        ...(version !== undefined && { worker: { version } }),
      },
    }
  }

  const metrics = async (): Promise<Answer> => {
    const waiting = await options.waiting()
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
        return takeIn(request)
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
