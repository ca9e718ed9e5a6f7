import type { Facts } from '../../shared/model/check.ts'
import type { Attempt } from './finding.ts'
import type { RedisSession } from './redis-client.ts'

/** Keys that Redis looks at in one step: a few tenths of a millisecond of its one thread. */
const keysAStep = 500
const maxShownKeys = 10
/** Left of the deadline when a walk stops, to say what it saw. */
const reserve = 0.2
/** A step of very long names may bring half of what a probe may receive. */
const maxReceivedRatio = 0.4

/**
 * Looks through the keys by SCAN, which never holds the server up, until all were looked at or the
 * budget, the time or the room for answers is used up.
 */
export async function keyFacts(
  session: RedisSession,
  pattern: string,
  budget: number,
  attempt: Attempt,
): Promise<Facts> {
  const mustStopMs = attempt.remainingMs() * reserve
  // SCAN may give a key twice.
  const seen = new Map<string, number>()
  let cursor = '0'
  let looked = 0
  do {
    const step = Math.min(keysAStep, budget - looked)
    const words = ['SCAN', cursor, 'MATCH', pattern, 'COUNT', String(step)]
    const [next, found] = (await session.ask(words)) as [string, string[]]
    cursor = next
    looked += step
    const fresh = found.filter((key) => !seen.has(key))
    const answers = await session.askAll(fresh.map((key) => ['PTTL', key]))
    for (const [index, key] of fresh.entries()) {
      const ttlMs = answers[index]
      // -2: it has gone since.
      if (typeof ttlMs === 'number' && ttlMs !== -2) seen.set(key, ttlMs)
    }
  } while (
    cursor !== '0' &&
    looked < budget &&
    session.receivedRatio() < maxReceivedRatio &&
    attempt.remainingMs() > mustStopMs
  )
  const ttls = [...seen.values()].filter((ttlMs) => ttlMs >= 0).sort((a, b) => a - b)
  const seconds = (ttlMs: number | undefined) => (ttlMs ?? 0) / 1000
  return {
    matched_keys: seen.size,
    matched_complete: cursor === '0',
    matched_sample: [...seen.keys()].slice(0, maxShownKeys),
    matched_without_ttl: seen.size - ttls.length,
    ...(ttls.length === 0
      ? {}
      : {
          ttl_min_s: seconds(ttls[0]),
          ttl_median_s: seconds(ttls[Math.floor(ttls.length / 2)]),
          ttl_max_s: seconds(ttls.at(-1)),
        }),
  }
}
