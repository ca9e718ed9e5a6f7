import { Redis } from 'ioredis'

/** Where Sylion puts what it receives. Every call may fail: it is fail-open by design. */
export interface MessageQueue extends AsyncDisposable {
  answers(): Promise<boolean>
  /** False when this message was taken before, within 24 hours. */
  claim(tenantId: string, messageId: string): Promise<boolean>
  add(name: string, data: unknown): Promise<void>
  /** Jobs in line. */
  waiting(): Promise<number>
}

const idempotenceSeconds = 24 * 60 * 60
/** As BullMQ writes it under its default prefix. */
export const queueName = 'messageProcessor'
const queue = `bull:${queueName}`

export function openQueue(url: string): MessageQueue {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 1000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
  })
  // Its calls tell what is wrong.
  redis.on('error', () => {})
  void redis.connect().catch(() => {})
  return {
    answers: () =>
      redis.ping().then(
        () => true,
        () => false,
      ),
    async claim(tenantId, messageId) {
      const key = `idempotence:msg:${tenantId}:${messageId}`
      return (await redis.set(key, '1', 'EX', idempotenceSeconds, 'NX')) === 'OK'
    },
    async add(name, data) {
      const id = String(await redis.incr(`${queue}:id`))
      const job = { name, data: JSON.stringify(data), opts: '{}', timestamp: String(Date.now()) }
      await redis.multi().hset(`${queue}:${id}`, job).lpush(`${queue}:wait`, id).exec()
    },
    waiting: () => redis.llen(`${queue}:wait`),
    async [Symbol.asyncDispose]() {
      redis.disconnect()
    },
  }
}
