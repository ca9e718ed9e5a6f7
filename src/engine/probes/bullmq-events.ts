import type { Facts } from '../../shared/model/check.ts'
import { entriesOf, msOfId, numberOf, secondsBetween, textOf } from './redis-answers.ts'
import type { RedisSession } from './redis-client.ts'

const eventsAPage = 500
const maxPages = 8
/** Events may hold what jobs returned: a few large ones end the reading. */
const maxReceivedRatio = 0.5
const defaultMaxEvents = 10_000

/**
 * Counts what came in and went out from the events that BullMQ leaves, the latest first. How far
 * back it could see is a fact of its own.
 */
export async function eventFacts(
  session: RedisSession,
  key: string,
  windowS: number,
  nowMs: number,
  maxEvents: number | undefined,
): Promise<Facts> {
  const fromMs = nowMs - windowS * 1000
  const counts = { in: 0, out: 0, failed: 0 }
  let lastOutMs: number | undefined
  let seenFromMs = nowMs
  let end = '+'
  let isWhole = false
  for (let page = 0; page < maxPages && !isWhole; page++) {
    if (session.receivedRatio() > maxReceivedRatio) break
    const words = ['XREVRANGE', key, end, String(fromMs), 'COUNT', String(eventsAPage)]
    const entries = entriesOf(await session.ask(words))
    for (const { id, fields } of entries) {
      const event = textOf(fields.get('event'))
      if (event === 'added') counts.in++
      if (event !== 'completed' && event !== 'failed') continue
      counts.out++
      if (event === 'failed') counts.failed++
      lastOutMs = Math.max(lastOutMs ?? 0, msOfId(id))
    }
    const last = entries.at(-1)
    if (last) seenFromMs = msOfId(last.id)
    isWhole = entries.length < eventsAPage
    end = `(${last?.id ?? '+'}`
  }
  if (isWhole) seenFromMs = (await wasTrimmed(session, key, fromMs, maxEvents)) ?? fromMs
  const coveredS = secondsBetween(seenFromMs, nowMs)
  const rate = (count: number) => Math.round((count / coveredS) * 1000) / 1000
  return {
    in_count: counts.in,
    out_count: counts.out,
    out_failed_count: counts.failed,
    window_s: coveredS,
    ...(coveredS > 0 ? { in_per_s: rate(counts.in), out_per_s: rate(counts.out) } : {}),
    ...(lastOutMs === undefined ? {} : { last_finished_age_s: secondsBetween(lastOutMs, nowMs) }),
  }
}

/** When the stream begins, where it is as long as it may be and begins within the window. */
async function wasTrimmed(
  session: RedisSession,
  key: string,
  fromMs: number,
  maxEvents = defaultMaxEvents,
): Promise<number | undefined> {
  const [length, first] = await session.askAll([
    ['XLEN', key],
    ['XRANGE', key, '-', '+', 'COUNT', '1'],
  ])
  const id = entriesOf(first)[0]?.id
  if (id === undefined || (numberOf(length) ?? 0) < maxEvents) return undefined
  const beginsMs = msOfId(id)
  return beginsMs > fromMs ? beginsMs : undefined
}
