import type { Facts, Json } from '../../shared/model/check.ts'
import { bullmqCounts } from './bullmq-read.ts'
import { namedClients } from './bullmq-workers.ts'
import { textsOf } from './redis-answers.ts'
import type { RedisSession } from './redis-client.ts'

const keysAStep = 1000
const maxSteps = 100
const maxQueues = 50
const maxReceivedRatio = 0.5

/** Every queue of a prefix by its `meta`, found step by step: KEYS would hold the server up. */
export async function allQueuesFacts(session: RedisSession, prefix: string): Promise<Facts> {
  const { keys, isComplete } = await findQueues(session, prefix)
  const clients = await namedClients(session)
  const queues: Facts[] = []
  for (const key of keys.slice(0, maxQueues)) {
    if (session.receivedRatio() > maxReceivedRatio) break
    const { facts } = await bullmqCounts(session, key, clients)
    const { types: _, ...counts } = facts
    queues.push({ name: key.slice(prefix.length + 1), ...counts })
  }
  return {
    found: queues.length > 0,
    queues_complete: isComplete && queues.length === keys.length,
    queues,
    ...totals(queues),
  }
}

async function findQueues(session: RedisSession, prefix: string) {
  const keys = new Set<string>()
  let cursor = '0'
  let steps = 0
  const pattern = `${prefix.replace(/[[\]*?\\]/g, '\\$&')}:*:meta`
  do {
    const answer = await session.ask(['SCAN', cursor, 'MATCH', pattern, 'COUNT', String(keysAStep)])
    const [next, found] = Array.isArray(answer) ? (answer as unknown[]) : []
    cursor = String(next)
    steps++
    for (const key of textsOf(found)) keys.add(key.slice(0, -':meta'.length))
  } while (cursor !== '0' && steps < maxSteps && session.receivedRatio() < maxReceivedRatio)
  return { keys: [...keys].sort(), isComplete: cursor === '0' }
}

const summed = [
  'depth',
  'waiting',
  'prioritized',
  'delayed',
  'delayed_due',
  'active',
  'completed',
  'failed',
  'waiting_children',
  'stalled',
  'workers',
]
const worst = ['oldest_age_s', 'longest_active_s']

/** A sum needs each of its parts: one queue that could not be counted leaves the fact out. */
function totals(queues: readonly Facts[]): Facts {
  const result: Facts = { paused: queues.some((queue) => queue.paused === true) }
  const numbers = (name: string) => queues.map((queue) => queue[name])
  const isNumber = (value: Json | undefined) => typeof value === 'number'
  for (const name of summed) {
    const values = numbers(name)
    if (values.every(isNumber)) result[name] = values.reduce((sum, value) => sum + value, 0)
  }
  for (const name of worst) {
    const values = numbers(name)
    if (values.every(isNumber)) result[name] = Math.max(0, ...values)
  }
  return result
}
