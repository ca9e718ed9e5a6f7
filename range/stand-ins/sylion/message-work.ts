import { UnrecoverableError } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Pool } from 'pg'

import type { ServiceLog } from '../service-log.ts'
import {
  sylionTexts,
  type Incoming,
  type SylionBehaviours,
  type SylionLimits,
} from './behaviours.ts'
import { createRateLimit } from './rate-limit.ts'

interface MessageWorkOptions {
  pool: Pool
  redis: Redis | undefined
  behaviours: Readonly<SylionBehaviours>
  limits: Readonly<SylionLimits>
  say: ServiceLog['say']
}

/** What Sylion does with a message, from the limits to the answer. Fails as PostgreSQL does. */
export function createMessageWork(options: MessageWorkOptions) {
  const { pool, redis, behaviours, limits, say } = options
  const refusalOf = redis && createRateLimit(redis, behaviours, limits)

  const answer = (conversation: string, body: string) =>
    pool.query('INSERT INTO messages (conversation_id, direction, body) VALUES ($1, $2, $3)', [
      conversation,
      'out',
      body,
    ])

  /** True when it is over a limit, after what is to be said was said. */
  const isLimited = async (message: Incoming, conversation: string) => {
    const { tenantId, id: messageId } = message
    const noRedis = () => {
      say('warn', { tenantId, messageId }, 'Redis error, skipping rate limit')
      return undefined
    }
    const refusal = await (refusalOf?.(message, conversation).catch(noRedis) ?? noRedis())
    if (!refusal) return false
    say('warn', { event: 'rate_limited', tenantId, messageId, ...refusal })
    if (!refusal.alreadyNotified) await answer(conversation, sylionTexts.tooMany)
    return true
  }

  const isBlocked = async (conversation: string) => {
    if (!behaviours.quotaFlag) return false
    const known = await pool.query<{ quota_blocked: boolean }>(
      'SELECT quota_blocked FROM conversations WHERE id = $1',
      [conversation],
    )
    return known.rows[0]?.quota_blocked === true
  }

  const hasQuota = async (tenantId: string) => {
    const taken = await pool.query(
      'UPDATE tenants SET used = used + 1 WHERE id = $1 AND used < quota',
      [tenantId],
    )
    if (taken.rowCount) return true
    const known = await pool.query('SELECT 1 FROM tenants WHERE id = $1', [tenantId])
    return !known.rowCount
  }

  const isOverQuota = async ({ tenantId, id: messageId }: Incoming, conversation: string) => {
    if (!behaviours.quota) return false
    if (!(await isBlocked(conversation))) {
      if (await hasQuota(tenantId)) return false
      say('warn', { event: 'quota_exceeded', tenantId, messageId })
      await pool.query('UPDATE conversations SET quota_blocked = true WHERE id = $1', [
        conversation,
      ])
    }
    await answer(conversation, sylionTexts.quota)
    say('info', { event: 'quota_exceeded_handled', tenantId, messageId })
    return true
  }

  return async (message: Incoming, isFirstAttempt: boolean): Promise<void> => {
    const startedMs = performance.now()
    const { receiptId, tenantId, from, id: messageId, text } = message
    const conversation = `${tenantId}:${from}`
    // Its own second try is no second message.
    if (isFirstAttempt && (await isLimited(message, conversation))) return
    await pool.query(
      'INSERT INTO conversations (id, tenant_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [conversation, tenantId],
    )
    await pool.query(
      'INSERT INTO messages (conversation_id, direction, provider_message_id, receipt_id, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (receipt_id) DO NOTHING',
      [conversation, 'in', messageId, receiptId, text],
    )
    if (await isOverQuota(message, conversation)) return
    say('info', { event: 'llm_request', tenantId, messageId })
    if (!behaviours.answers) throw new UnrecoverableError('LLM error')
    await answer(conversation, `Vous avez dit : ${text}`)
    const duration = Math.round(performance.now() - startedMs)
    say('info', { event: 'message_sent', tenantId, messageId, duration })
  }
}
