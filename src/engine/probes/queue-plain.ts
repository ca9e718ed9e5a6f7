import type { Facts } from '../../shared/model/check.ts'
import { UnusableAnswer } from './classify-error.ts'
import {
  entriesOf,
  msOfId,
  msOfTime,
  numberOf,
  pairsOf,
  secondsBetween,
  textOf,
} from './redis-answers.ts'
import type { RedisSession } from './redis-client.ts'

/** A list that workers pop from. Redis keeps no time of its entries. */
export async function listFacts(session: RedisSession, key: string): Promise<Facts> {
  await demandType(session, key, 'list')
  const length = numberOf(await session.ask(['LLEN', key])) ?? 0
  return {
    found: length > 0,
    waiting: length,
    depth: length,
    types: { [key]: length > 0 ? 'list' : 'none' },
  }
}

/** Redis deletes an empty list, so that none at all is an empty one; another type is a mistake. */
async function demandType(session: RedisSession, key: string, type: string): Promise<boolean> {
  const found = textOf(await session.ask(['TYPE', key]))
  if (found === type) return true
  if (found === 'none') return false
  throw new UnusableAnswer('error', `${key} is no ${type}: it is a ${found}`)
}

interface GroupRead {
  name: string
  consumers: number
  pending: number
  lag: number | undefined
  lastDeliveredId: string
}

/** A stream: what its groups have not been given, and what they were given and have not confirmed. */
export async function streamFacts(
  session: RedisSession,
  key: string,
  group: string | undefined,
): Promise<Facts> {
  if (!(await demandType(session, key, 'stream'))) return { found: false, depth: 0, waiting: 0 }
  const [time, length, first, groups, stream] = await session.askAll([
    ['TIME'],
    ['XLEN', key],
    ['XRANGE', key, '-', '+', 'COUNT', '1'],
    ['XINFO', 'GROUPS', key],
    ['XINFO', 'STREAM', key],
  ])
  const nowMs = msOfTime(time) ?? Date.now()
  const all = groupsOf(groups)
  const added = Array.isArray(stream) ? numberOf(pairsOf(stream).get('entries-added')) : undefined
  const wanted = all.filter(({ name }) => group === undefined || name === group)
  const facts: Facts = {
    found: group === undefined || wanted.length > 0,
    length: numberOf(length) ?? 0,
    ...(added === undefined ? {} : { entries_added: added }),
    types: { [key]: 'stream' },
    groups: wanted.map((each) => ({
      name: each.name,
      consumers: each.consumers,
      pending: each.pending,
      ...(each.lag === undefined ? {} : { lag: each.lag }),
      last_delivered_id: each.lastDeliveredId,
    })),
  }
  if (wanted.length === 0) {
    if (group !== undefined) return facts
    const [oldest] = entriesOf(first)
    const age = oldest ? secondsBetween(msOfId(oldest.id), nowMs) : 0
    return { ...facts, waiting: facts.length ?? 0, depth: facts.length ?? 0, oldest_age_s: age }
  }
  const ages: number[] = []
  let idleMs: number | undefined
  for (const { name, lastDeliveredId } of wanted) {
    const [next, pending, consumers] = await session.askAll([
      ['XRANGE', key, `(${lastDeliveredId}`, '+', 'COUNT', '1'],
      ['XPENDING', key, name],
      ['XINFO', 'CONSUMERS', key, name],
    ])
    const undelivered = entriesOf(next)[0]?.id
    const unconfirmed = Array.isArray(pending) ? textOf(pending[1]) : undefined
    for (const id of [undelivered, unconfirmed]) {
      if (id !== undefined) ages.push(secondsBetween(msOfId(id), nowMs))
    }
    for (const consumer of Array.isArray(consumers) ? consumers : []) {
      const idle = numberOf(pairsOf(consumer).get('idle'))
      if (idle !== undefined) idleMs = Math.min(idleMs ?? idle, idle)
    }
  }
  const active = sum(wanted.map(({ pending }) => pending))
  const lags = wanted.map(({ lag }) => lag)
  const waiting = lags.every((lag) => lag !== undefined) ? sum(lags) : undefined
  return {
    ...facts,
    active,
    ...(waiting === undefined ? {} : { waiting, depth: waiting + active }),
    oldest_age_s: Math.max(0, ...ages),
    workers: sum(wanted.map(({ consumers }) => consumers)),
    ...(idleMs === undefined ? {} : { worker_idle_s: idleMs / 1000 }),
  }
}

function groupsOf(answer: unknown): GroupRead[] {
  if (!Array.isArray(answer)) return []
  return answer.map((each: unknown) => {
    const read = pairsOf(each)
    return {
      name: textOf(read.get('name')) ?? '',
      consumers: numberOf(read.get('consumers')) ?? 0,
      pending: numberOf(read.get('pending')) ?? 0,
      // Before Redis 7, and where entries were deleted in between, it is not known.
      lag: numberOf(read.get('lag')),
      lastDeliveredId: textOf(read.get('last-delivered-id')) ?? '0-0',
    }
  })
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
