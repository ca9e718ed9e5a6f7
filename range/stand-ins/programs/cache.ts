import { Redis } from 'ioredis'

import { complained, said, type ProgramStandIn } from './programs.ts'

export const cachePattern = 'cache:*'
/** As Sylion's checklist has it. */
export const rightEvictionPolicy = 'volatile-lru'

/** Deletes what is in the cache, leaves all else, and sets the eviction policy back. */
export async function clearCache(redis: Redis): Promise<number> {
  let deleted = 0
  let cursor = '0'
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', cachePattern, 'COUNT', 1000)
    if (keys.length > 0) deleted += await redis.unlink(keys)
    cursor = next
  } while (cursor !== '0')
  await redis.config('SET', 'maxmemory-policy', rightEvictionPolicy)
  return deleted
}

/** A connection for one errand: it tells at once what is wrong. */
export function connectForOnce(redisUrl: string): Redis {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 5000,
    retryStrategy: () => null,
  })
  redis.on('error', () => {})
  return redis
}

/** `cache clear` */
export function createCache(redisUrl: string): ProgramStandIn {
  return async ({ args: [verb] }) => {
    if (verb !== 'clear') return complained('usage: cache clear', 2)
    const redis = connectForOnce(redisUrl)
    try {
      await redis.connect()
      const deleted = await clearCache(redis)
      return said(
        `deleted ${deleted} keys ${cachePattern}\neviction policy: ${rightEvictionPolicy}`,
      )
    } finally {
      redis.disconnect()
    }
  }
}
