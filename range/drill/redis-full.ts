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
const pageBytes = 64 * kibibyte
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
      await ask(async (redis) => {
        await redis.config('SET', 'maxmemory-policy', 'noeviction')
        await fill(redis)
      })
      traffic ??= startMessageTraffic(sylionUrl)
    },
    isWhole: () =>
      ask(async (redis) => {
        // A key of its own, gone at once: all of it is refused where there is no room.
        await redis.set('drill:looked', '1', 'PX', 1)
        const memory = await redis.info('memory')
        const [used, max] = ['used_memory', 'maxmemory'].map((name) =>
          Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(memory)?.[1]),
        )
        return used !== undefined && max !== undefined && used < max * maxRatio
      }).catch(() => false),
    async mend() {
      await traffic?.[Symbol.asyncDispose]()
      traffic = undefined
      await setDown(false)
      await ask(clearCache)
    },
  }
}

/**
 * `SETRANGE` takes the room without the bytes having to be sent, and is let in as long as there is any:
 * the last one goes well over the limit, so that it stays full when a client goes and gives its buffers
 * back.
 */
async function fill(redis: Redis): Promise<void> {
  const take = (name: string, bytes: number) =>
    redis.setrange(`cache:${name}`, bytes - 1, '0').then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && error.message.startsWith('OOM')) return false
        throw error
      },
    )
  let count = 0
  while (await take(`page:${count}`, pageBytes)) count += 1
  do {
    count -= 1
    await redis.unlink(`cache:page:${count}`)
  } while (count > 0 && !(await take('index', overTheLimitBytes)))
}
