import type { Redis } from 'ioredis'

import type { Incoming, SylionBehaviours, SylionLimits } from './behaviours.ts'

export interface Refusal {
  reason: string
  alreadyNotified: boolean
}

/** Counts a message, and says why it is one too many. Fails as Redis does. */
export function createRateLimit(
  redis: Redis,
  behaviours: Readonly<SylionBehaviours>,
  limits: Readonly<SylionLimits>,
) {
  const count = async (key: string, windowMs: number) => {
    const answers = await redis.multi().set(key, 0, 'PX', windowMs, 'NX').incr(key).exec()
    return Number(answers?.[1]?.[1])
  }
  return async (message: Incoming, conversation: string): Promise<Refusal | undefined> => {
    const { tenantId, from } = message
    const { conversation: ofOne, sender: ofAll } = limits
    const inConversation = await count(`ratelimit:conv:${conversation}`, ofOne.windowMs)
    const ofSender = await count(`ratelimit:sender:${tenantId}:${from}`, ofAll.windowMs)
    const reason =
      behaviours.conversationLimit && inConversation > ofOne.messages
        ? 'conversation limit exceeded'
        : behaviours.senderLimit && ofSender > ofAll.messages
          ? 'sender limit exceeded'
          : undefined
    if (reason === undefined) return undefined
    const notified = `ratelimit:notified:${conversation}`
    const isFirst = await redis.set(notified, '1', 'PX', ofOne.windowMs, 'NX')
    return { reason, alreadyNotified: behaviours.tellsOnce && isFirst === null }
  }
}
