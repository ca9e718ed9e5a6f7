import { appendFile } from 'node:fs/promises'

import { Queue, Worker, type Job } from 'bullmq'
import { Redis } from 'ioredis'
import { Pool } from 'pg'

import { notFound, type Answer, type Handler, type Request } from './service.ts'

/** What the system does right; each may be switched off, for a drill. */
export interface SylionBehaviours {
  idempotence: boolean
  conversationLimit: boolean
  senderLimit: boolean
  /** A refused sender is told once only. */
  tellsOnce: boolean
  quota: boolean
  failOpen: boolean
  retries: boolean
  checksToken: boolean
}

export const everythingRight: SylionBehaviours = {
  idempotence: true,
  conversationLimit: true,
  senderLimit: true,
  tellsOnce: true,
  quota: true,
  failOpen: true,
  retries: true,
  checksToken: true,
}

export interface SylionPipelineOptions {
  redisUrl: string
  postgresUrl: string
  /** Lines as pino writes them are added to this file. */
  logFile: string
  verifyToken: string
}

export interface SylionPipeline extends AsyncDisposable {
  readonly handler: Handler
  readonly behaviours: SylionBehaviours
}

export const sylionTexts = {
  quota:
    '⚠️ Ce service a atteint sa limite de messages pour ce mois. Nous ne pouvons pas répondre pour l’instant. Veuillez réessayer le mois prochain ou contacter l’administrateur. Merci de votre compréhension.',
  tooMany: '⚠️ Trop de messages en peu de temps. Merci de réessayer dans quelques instants.',
}

interface Incoming {
  tenantId: string
  from: string
  id: string
  text: string
}

const queueName = 'messageProcessor'
const levels = { info: 30, warn: 40, error: 50 }

const tables = `
create table if not exists tenants (id text primary key, quota int not null, used int not null default 0);
create table if not exists conversations (id text primary key, tenant_id text not null, quota_blocked boolean not null default false);
create table if not exists messages (id serial primary key, conversation_id text not null, direction text not null, provider_message_id text, body text not null, at timestamptz not null default now());
`

/** Sylion's messages from the webhook to the answer, with a real queue, Redis and PostgreSQL. */
export async function openSylionPipeline(options: SylionPipelineOptions): Promise<SylionPipeline> {
  const behaviours = { ...everythingRight }
  await using opened = new AsyncDisposableStack()
  const pool = new Pool({
    connectionString: options.postgresUrl,
    max: 4,
    connectionTimeoutMillis: 1000,
    allowExitOnIdle: true,
  })
  pool.on('error', () => {})
  opened.defer(() => pool.end())
  await pool.query(tables)
  const redis = new Redis(options.redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 1000,
    lazyConnect: true,
    retryStrategy: () => 200,
  })
  redis.on('error', () => {})
  await redis.connect()
  opened.defer(() => redis.disconnect())

  // One line after the other, in order.
  let written = Promise.resolve()
  const log = (level: keyof typeof levels, fields: Record<string, unknown>, msg = '') => {
    const line = JSON.stringify({ level: levels[level], time: Date.now(), ...fields, msg })
    written = written.then(() => appendFile(options.logFile, `${line}\n`))
  }
  opened.defer(() => written)

  const answer = (conversation: string, body: string) =>
    pool.query('insert into messages (conversation_id, direction, body) values ($1, $2, $3)', [
      conversation,
      'out',
      body,
    ])

  /** True when it is over a limit, after what is to be said was said. */
  const isLimited = async (message: Incoming, conversation: string) => {
    const { tenantId, from, id } = message
    const count = async (key: string, seconds: number) => {
      const [[, found] = []] =
        (await redis.multi().incr(key).expire(key, seconds, 'NX').exec()) ?? []
      return Number(found)
    }
    const inConversation = await count(`ratelimit:conv:${conversation}`, 30)
    const ofSender = await count(`ratelimit:sender:${tenantId}:${from}`, 300)
    const reason =
      behaviours.conversationLimit && inConversation > 5
        ? 'conversation limit exceeded'
        : behaviours.senderLimit && ofSender > 20
          ? 'sender limit exceeded'
          : undefined
    if (reason === undefined) return false
    const first = await redis.set(`ratelimit:notified:${conversation}`, '1', 'EX', 30, 'NX')
    const alreadyNotified = behaviours.tellsOnce && first === null
    log('warn', { event: 'rate_limited', tenantId, messageId: id, reason, alreadyNotified })
    if (!alreadyNotified) await answer(conversation, sylionTexts.tooMany)
    return true
  }

  const isOverQuota = async ({ tenantId, id }: Incoming, conversation: string) => {
    if (!behaviours.quota) return false
    const known = await pool.query('select quota_blocked from conversations where id = $1', [
      conversation,
    ])
    const isBlocked = known.rows[0]?.quota_blocked === true
    if (!isBlocked) {
      const used = await pool.query(
        'update tenants set used = used + 1 where id = $1 and used < quota returning used',
        [tenantId],
      )
      const isKnown = await pool.query('select 1 from tenants where id = $1', [tenantId])
      if (used.rowCount || !isKnown.rowCount) return false
      log('warn', { event: 'quota_exceeded', tenantId, messageId: id })
      await pool.query('update conversations set quota_blocked = true where id = $1', [
        conversation,
      ])
    }
    await answer(conversation, sylionTexts.quota)
    log('info', { event: 'quota_exceeded_handled', tenantId, messageId: id })
    return true
  }

  const work = async (message: Incoming) => {
    const startedMs = Date.now()
    const { tenantId, from, id, text } = message
    const conversation = `${tenantId}:${from}`
    const limited = await isLimited(message, conversation).catch(() => {
      log('warn', { tenantId, messageId: id }, 'Redis error, skipping rate limit')
      return false
    })
    if (limited) return
    await pool.query(
      'insert into conversations (id, tenant_id) values ($1, $2) on conflict do nothing',
      [conversation, tenantId],
    )
    await pool.query(
      'insert into messages (conversation_id, direction, provider_message_id, body) values ($1, $2, $3, $4)',
      [conversation, 'in', id, text],
    )
    if (await isOverQuota(message, conversation)) return
    log('info', { event: 'llm_request', tenantId, messageId: id })
    await answer(conversation, `Vous avez dit : ${text}`)
    const duration = Date.now() - startedMs
    log('info', { event: 'message_sent', tenantId, messageId: id, duration })
  }

  const connection = { url: options.redisUrl }
  const queue = new Queue<Incoming>(queueName, {
    connection: { ...connection, enableOfflineQueue: false, maxRetriesPerRequest: 0 },
  })
  queue.on('error', () => {})
  // A drill may have stopped Redis: then there is nothing left to say goodbye to.
  opened.defer(() => queue.close().catch(() => {}))
  await queue.waitUntilReady()
  const worker = new Worker<Incoming>(queueName, (job: Job<Incoming>) => work(job.data), {
    connection: { ...connection, maxRetriesPerRequest: null },
    concurrency: 4,
  })
  worker.on('error', () => {})
  worker.on('failed', (job, error) => {
    const about = { tenantId: job?.data.tenantId, messageId: job?.data.id }
    log('error', { ...about, err: error.message }, 'Database connection error')
    const isTriedAgain = job && job.attemptsMade < (job.opts.attempts ?? 1)
    if (isTriedAgain) log('warn', { event: 'job_retry', ...about, attempt: job.attemptsMade })
  })
  opened.defer(() => worker.close(true).catch(() => {}))
  await worker.waitUntilReady()

  const receive = async (message: Incoming) => {
    const { tenantId, id } = message
    const about = { tenantId, messageId: id }
    log('info', { event: 'message_received', ...about })
    if (behaviours.idempotence) {
      const key = `idempotence:msg:${tenantId}:${id}`
      const isNew = await redis.set(key, '1', 'EX', 86_400, 'NX').catch(() => {
        log('warn', about, 'Redis error, skipping idempotence')
        return 'OK'
      })
      if (isNew === null) {
        log('info', { event: 'duplicate_message_dropped', ...about })
        return
      }
    }
    try {
      const attempts = behaviours.retries ? 20 : 1
      await queue.add('message', message, { attempts, backoff: { type: 'fixed', delay: 500 } })
      log('info', { event: 'job_added', ...about })
    } catch (error) {
      if (!behaviours.failOpen) throw error
      await work(message)
    }
  }

  const verify = ({ url }: Request): Answer => {
    const token = url.searchParams.get('hub.verify_token')
    const challenge = url.searchParams.get('hub.challenge')
    const holds =
      url.searchParams.get('hub.mode') === 'subscribe' &&
      (!behaviours.checksToken || token === options.verifyToken)
    return holds && challenge !== null
      ? { status: 200, body: challenge }
      : { status: 403, body: { error: 'Forbidden' } }
  }

  const owned = opened.move()
  return {
    behaviours,
    async handler(request) {
      switch (`${request.method} ${request.url.pathname}`) {
        case 'GET /api/v1/whatsapp/webhook':
          return verify(request)
        case 'POST /api/v1/whatsapp/webhook': {
          const messages = incomingOf((await request.body()) ?? '')
          if (!messages) return { status: 400, body: { error: 'Invalid payload' } }
          for (const message of messages) await receive(message)
          return { status: 200, body: { status: 'ok' } }
        }
        default:
          return notFound
      }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

interface Payload {
  object?: string
  entry?: {
    changes?: {
      value?: {
        metadata?: { phone_number_id?: string }
        messages?: { from: string; id: string; text?: { body?: string } }[]
      }
    }[]
  }[]
}

function incomingOf(text: string): Incoming[] | undefined {
  let payload: Payload
  try {
    payload = JSON.parse(text) as Payload
  } catch {
    return undefined
  }
  if (payload.object !== 'whatsapp_business_account') return undefined
  return (payload.entry ?? [])
    .flatMap(({ changes = [] }) => changes)
    .flatMap(({ value }) =>
      (value?.messages ?? []).map(({ from, id, text: written }) => ({
        tenantId: value?.metadata?.phone_number_id ?? 'demo',
        from,
        id,
        text: written?.body ?? '',
      })),
    )
}
