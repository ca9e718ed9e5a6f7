import type { Redis } from 'ioredis'

import type { RedisPart } from '../parts/redis.ts'
import { clearCache, connectForOnce } from '../stand-ins/programs/cache.ts'
import type { Breakage } from './breakage.ts'
import { startMessageTraffic } from './message-traffic.ts'

interface RedisFullOptions {
  /** Whose memory has a limit. */
  redis: Pick<RedisPart, 'url' | 'setDown'>
  /** Sylion's address. */
  sylionUrl: string
}

const kibibyte = 1024
/** As Redis takes it from the system, with what it writes about it. */
const pageBytes = 64 * kibibyte
const overheadBytes = kibibyte
const overTheLimitBytes = 2048 * kibibyte
const maxRatio = 0.8

/** Redis keeps all that it has and is full: it answers, and takes nothing in any more. */
export function createRedisFull({
  redis: { url, setDown },
  sylionUrl,
}: RedisFullOptions): Breakage {
  let traffic: AsyncDisposable | undefined
  const ask = async <T>(question: (redis: Redis) => Promise<T>): Promise<T> => {
    const redis = connectForOnce(url)
    try {
      await redis.connect()
      return await question(redis)
    } finally {
      redis.disconnect()
    }
  }
  return {
    async begin() {
      await ask(fill)
      traffic ??= startMessageTraffic(sylionUrl)
    },
    isWhole: () =>
      ask(async (redis) => {
        // A key of its own, gone at once: all of it is refused where there is no room.
        await redis.set('drill:looked', '1', 'PX', 1)
        const { used, max } = await memoryOf(redis)
        return used < max * maxRatio
      }).catch(() => false),
    async mend() {
      await traffic?.[Symbol.asyncDispose]()
      traffic = undefined
      await setDown(false)
      await ask(clearCache)
    },
  }
}

async function memoryOf(redis: Redis): Promise<{ used: number; max: number }> {
  const memory = await redis.info('memory')
  const valueOf = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(memory)?.[1])
  return { used: valueOf('used_memory'), max: valueOf('maxmemory') }
}

/**
 * All at once: what is still being filled while somebody clears it would be full again. `SETRANGE` takes
 * the room without the bytes having to be sent; the last one goes well over the limit, so that it stays
 * full when a client goes and gives its buffers back.
 */
async function fill(redis: Redis): Promise<void> {
  const { used, max } = await memoryOf(redis)
  const pages = Math.max(0, Math.ceil((max - used) / pageBytes))
  const atOnce = redis.multi().config('SET', 'maxmemory-policy', 'noeviction')
  for (let page = 0; page < pages; page += 1)
    atOnce.setrange(`cache:page:${page}`, pageBytes - overheadBytes, '0')
  await atOnce.setrange('cache:index', overTheLimitBytes - 1, '0').exec()
}
