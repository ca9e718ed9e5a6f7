import type { Facts } from '../../shared/model/check.ts'
import { eventFacts } from './bullmq-events.ts'
import { groupFailures } from './bullmq-failures.ts'
import { namedClients, workerFacts, type NamedClient } from './bullmq-workers.ts'
import { msOfTime, numberOf, secondsBetween, textOf, textsOf } from './redis-answers.ts'
import type { RedisSession } from './redis-client.ts'

/** Keys of a queue. Which type each has tells the version; their sizes are read by that type. */
const sets = [
  'wait',
  'active',
  'paused',
  'prioritized',
  'delayed',
  'completed',
  'failed',
  'waiting-children',
] as const
const others = ['meta', 'events', 'marker', 'priority'] as const
type Key = (typeof sets)[number] | (typeof others)[number]
type Types = Partial<Record<Key, string>>

const sizeOf: Record<string, string> = { list: 'LLEN', zset: 'ZCARD', set: 'SCARD', stream: 'XLEN' }
const sampledJobs = 50
const maxPriorities = 10
/** BullMQ writes a job's priority above the 32 bits of its place in line. */
const priorityStep = 2 ** 32
/** BullMQ writes the time of a delayed job above 12 bits of its id. */
const delayStep = 0x1000
/** BullMQ 4 puts markers among the jobs that wait. */
const isMarker = (id: string) => id.startsWith('0:')

interface Counted {
  facts: Facts
  types: Types
  nowMs: number
  maxEvents: number | undefined
}

/** Everything about one queue, whose keys begin with `key`. */
export async function bullmqFacts(
  session: RedisSession,
  key: string,
  windowS: number,
): Promise<Facts> {
  const clients = await namedClients(session)
  const { facts, types, nowMs, maxEvents } = await bullmqCounts(session, key, clients)
  if (types.failed === 'zset') facts.failed_reasons = await failedReasons(session, key)
  Object.assign(facts, await lastKept(session, key, types, nowMs))
  if (types.events === 'stream') {
    const events = await eventFacts(session, `${key}:events`, windowS, nowMs, maxEvents)
    Object.assign(facts, events)
  }
  return facts
}

/** How many jobs there are of each kind, the age of the oldest, who works: in three round trips. */
export async function bullmqCounts(
  session: RedisSession,
  key: string,
  clients: readonly NamedClient[] | undefined,
): Promise<Counted> {
  const names: Key[] = [...sets, ...others]
  const [time, meta, ...typeAnswers] = await session.askAll([
    ['TIME'],
    ['HMGET', `${key}:meta`, 'paused', 'version', 'opts.maxLenEvents'],
    ...names.map((name) => ['TYPE', `${key}:${name}`]),
  ])
  const nowMs = msOfTime(time) ?? Date.now()
  const [pausedField, version, maxEvents] = Array.isArray(meta) ? (meta as unknown[]) : []
  const types: Types = {}
  for (const [index, name] of names.entries()) {
    const type = textOf(typeAnswers[index])
    if (type !== undefined) types[name] = type
  }
  const sizes = await readSizes(session, key, types)
  const jobs = await readJobs(session, key, types, nowMs)

  const plus = (...parts: (number | undefined)[]) =>
    parts.every((part) => part !== undefined) ? parts.reduce((a, b) => a + b, 0) : undefined
  const waiting = plus(sizes.wait, sizes.paused, -jobs.markers)
  const major = majorOf(textOf(version), types)
  const facts = withoutAbsent({
    found: Object.values(types).some((type) => type !== 'none'),
    depth: plus(waiting, sizes.prioritized),
    waiting,
    prioritized: sizes.prioritized,
    delayed: sizes.delayed,
    delayed_due: jobs.delayedDue,
    active: sizes.active,
    completed: sizes.completed,
    failed: sizes.failed,
    waiting_children: sizes['waiting-children'],
    paused: Array.isArray(meta) ? pausedField !== null : undefined,
    oldest_age_s: jobs.oldestAgeS,
    longest_active_s: jobs.longestActiveS,
    stalled: jobs.stalled,
    version: textOf(version)?.replace(/^.*:/, ''),
    version_major: major,
    types: Object.fromEntries(Object.entries(types).filter(([, type]) => type !== 'none')),
    ...(clients ? workerFacts(key, clients) : {}),
  })
  return { facts, types, nowMs, maxEvents: numberOf(maxEvents) }
}

/** A key that is not there is an empty one; a key of a type that has no size is not counted. */
async function readSizes(session: RedisSession, key: string, types: Types) {
  const answers = await askSome(
    session,
    sets.map((name) => {
      const command = sizeOf[types[name] ?? '']
      return command === undefined ? undefined : [command, `${key}:${name}`]
    }),
  )
  const sizes: Partial<Record<Key, number | undefined>> = {}
  for (const [index, name] of sets.entries()) {
    sizes[name] = types[name] === 'none' ? 0 : numberOf(answers[index])
  }
  return sizes
}

/** Asks those that there are; the others answer undefined. */
async function askSome(
  session: RedisSession,
  commands: readonly (readonly string[] | undefined)[],
): Promise<unknown[]> {
  const answers = await session.askAll(commands.filter((command) => command !== undefined))
  let next = 0
  return commands.map((command) => (command === undefined ? undefined : answers[next++]))
}

/** Looks at single jobs: those at the ends of the lines, and some that are worked on. */
async function readJobs(session: RedisSession, key: string, types: Types, nowMs: number) {
  const range = (name: Key, from: number, to: number) =>
    types[name] === 'list' ? ['LRANGE', `${key}:${name}`, String(from), String(to)] : undefined
  const due = String((nowMs + 1) * delayStep)
  const [waitHead, waitTail, pausedHead, pausedTail, active, delayedDue] = await askSome(session, [
    range('wait', 0, 0),
    range('wait', -3, -1),
    range('paused', 0, 0),
    range('paused', -3, -1),
    range('active', -sampledJobs, -1),
    types.delayed === 'zset' ? ['ZCOUNT', `${key}:delayed`, '-inf', due] : undefined,
  ])
  // A list of one is head and tail at once.
  const waitEnds = new Set([...textsOf(waitHead), ...textsOf(waitTail)])
  const pausedEnds = new Set([...textsOf(pausedHead), ...textsOf(pausedTail)])
  const ends = [...waitEnds, ...pausedEnds]
  const prioritized = types.prioritized === 'zset' ? await firstOfPriorities(session, key) : []
  const inLine = [...ends.filter((id) => !isMarker(id)), ...prioritized]
  const activeIds = textsOf(active)
  const answers = await session.askAll([
    ...inLine.map((id) => ['HGET', `${key}:${id}`, 'timestamp']),
    ...activeIds.map((id) => ['HGET', `${key}:${id}`, 'processedOn']),
    ...activeIds.map((id) => ['EXISTS', `${key}:${id}:lock`]),
  ])
  const created = answers.slice(0, inLine.length)
  const begun = answers.slice(inLine.length, inLine.length + activeIds.length)
  const locks = answers.slice(inLine.length + activeIds.length)
  return {
    markers: [...waitEnds].filter(isMarker).length + [...pausedEnds].filter(isMarker).length,
    oldestAgeS: ageOfOldest(created, nowMs),
    longestActiveS: ageOfOldest(begun, nowMs),
    stalled: locks.every((lock) => typeof lock === 'number')
      ? locks.filter((lock) => lock === 0).length
      : undefined,
    delayedDue: types.delayed === 'zset' ? numberOf(delayedDue) : 0,
  }
}

/** 0 where there is nobody; unknown where somebody is and no time of theirs is known. */
function ageOfOldest(times: readonly unknown[], nowMs: number): number | undefined {
  if (times.length === 0) return 0
  const known = times.map(numberOf).filter((time) => time !== undefined)
  return known.length === 0 ? undefined : secondsBetween(Math.min(...known), nowMs)
}

/** Within a priority the first in line is the oldest; a low one may wait for ever behind others. */
async function firstOfPriorities(session: RedisSession, key: string): Promise<string[]> {
  const ids: string[] = []
  let from = '-inf'
  while (ids.length < maxPriorities) {
    const range = ['ZRANGEBYSCORE', `${key}:prioritized`, from, '+inf']
    const answer = await session.ask([...range, 'WITHSCORES', 'LIMIT', '0', '1'])
    const [id, score] = textsOf(answer)
    if (id === undefined) break
    ids.push(id)
    from = String((Math.floor(Number(score) / priorityStep) + 1) * priorityStep)
  }
  return ids
}

async function failedReasons(session: RedisSession, key: string) {
  const ids = textsOf(
    await session.ask(['ZREVRANGE', `${key}:failed`, '0', String(sampledJobs - 1)]),
  )
  const fields = ['failedReason', 'name', 'atm', 'attemptsMade', 'finishedOn']
  const jobs = await session.askAll(ids.map((id) => ['HMGET', `${key}:${id}`, ...fields]))
  return groupFailures(
    jobs.flatMap((job, index) => {
      const [reason, name, attempts, oldAttempts, finishedOn] = Array.isArray(job)
        ? (job as unknown[])
        : []
      if (typeof reason !== 'string') return []
      return [
        {
          id: ids[index] ?? '',
          name: textOf(name) ?? '',
          reason,
          attempts: numberOf(attempts) ?? numberOf(oldAttempts),
          failedAtMs: numberOf(finishedOn),
        },
      ]
    }),
  )
}

/** The latest job that is kept, for a queue that leaves no events; events know better. */
async function lastKept(
  session: RedisSession,
  key: string,
  types: Types,
  nowMs: number,
): Promise<Facts> {
  const kept = (['completed', 'failed'] as const).filter((name) => types[name] === 'zset')
  const answers = await session.askAll(
    kept.map((name) => ['ZREVRANGE', `${key}:${name}`, '0', '0', 'WITHSCORES']),
  )
  const times = answers.flatMap((answer) => numberOf(textsOf(answer)[1]) ?? [])
  return times.length === 0
    ? {}
    : { last_finished_age_s: secondsBetween(Math.max(...times), nowMs) }
}

/** What the queue says itself, else what only one version has. */
function majorOf(version: string | undefined, types: Types): number | undefined {
  const written = /(\d+)\.\d+/.exec(version ?? '')?.[1]
  if (written !== undefined) return Number(written)
  if (types.marker === 'zset') return 5
  return types.priority === 'zset' ? 3 : undefined
}

function withoutAbsent(facts: Record<string, Facts[string] | undefined>): Facts {
  const present: Facts = {}
  for (const [name, value] of Object.entries(facts)) if (value !== undefined) present[name] = value
  return present
}
