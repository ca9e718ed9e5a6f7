import type { QueueRates } from '../../shared/model/queue.ts'
import type { QueueReading } from './queue-reading.ts'

export interface SeenQueue {
  atMs: number
  reading: QueueReading
}

/** As BullMQ's events, which are counted over a minute where nobody says otherwise. */
const spanMs = 60_000

/** How fast jobs come and go, by the best that the looks of the last minute hold; oldest first. */
export function ratesOf(seen: readonly SeenQueue[]): QueueRates | undefined {
  const last = seen.at(-1)
  if (!last) return undefined
  const { events } = last.reading
  if (events) {
    const { inPerSecond, outPerSecond, seconds } = events
    return { inPerSecond, outPerSecond, seconds, basis: 'events' }
  }
  const recent = seen.filter(({ atMs }, index) => {
    const following = seen[index + 1]
    return atMs >= last.atMs - spanMs || following === last
  })
  const [first] = recent
  if (!first || first === last) return undefined
  const seconds = (last.atMs - first.atMs) / 1000
  return (
    byTotals(first.reading, last.reading, seconds) ??
    byKept(recent, seconds) ??
    byDepth(recent, seconds)
  )
}

function byTotals(
  { totals: before }: QueueReading,
  { totals: after }: QueueReading,
  seconds: number,
): QueueRates | undefined {
  if (!before || !after) return undefined
  const added = after.added - before.added
  const finished = after.finished - before.finished
  // Less than before: it was made anew in between.
  if (added < 0 || finished < 0) return undefined
  return {
    inPerSecond: added / seconds,
    outPerSecond: finished / seconds,
    seconds,
    basis: 'counters',
  }
}

/**
 * Finished jobs that are kept, as long as their number grows at every look or stays: none that is
 * added may mean that they are not kept, and fewer that they are cleaned.
 */
function byKept(seen: readonly SeenQueue[], seconds: number): QueueRates | undefined {
  const finished = seen.map(({ reading: { counts } }) => plus(counts.completed, counts.failed ?? 0))
  const held = seen.map(({ reading: { depth, counts } }) =>
    plus(depth, (counts.active ?? 0) + (counts.delayed ?? 0)),
  )
  const out = growth(finished)
  const change = difference(held)
  if (out === undefined || out === 0 || change === undefined) return undefined
  return {
    inPerSecond: Math.max(0, change + out) / seconds,
    outPerSecond: out / seconds,
    seconds,
    basis: 'counters',
  }
}

function byDepth(seen: readonly SeenQueue[], seconds: number): QueueRates | undefined {
  let grown = 0
  let shrunk = 0
  for (const [index, { reading }] of seen.entries()) {
    const before = seen[index - 1]?.reading.depth
    if (index === 0) continue
    if (before === undefined || reading.depth === undefined) return undefined
    grown += Math.max(0, reading.depth - before)
    shrunk += Math.max(0, before - reading.depth)
  }
  return { inPerSecond: grown / seconds, outPerSecond: shrunk / seconds, seconds, basis: 'depth' }
}

const plus = (left: number | undefined, right: number) =>
  left === undefined ? undefined : left + right

/** From first to last; undefined where one is missing or less than the one before. */
function growth(values: readonly (number | undefined)[]): number | undefined {
  const isGrowing = values.every((value, index) => {
    const before = index === 0 ? value : values[index - 1]
    return value !== undefined && before !== undefined && value >= before
  })
  return isGrowing ? difference(values) : undefined
}

function difference(values: readonly (number | undefined)[]): number | undefined {
  const [first] = values
  const last = values.at(-1)
  return first === undefined || last === undefined ? undefined : last - first
}

/** Whether anything was finished in the last so many seconds; undefined where nobody can tell. */
export function wasFinished(seen: readonly SeenQueue[], seconds: number): boolean | undefined {
  const last = seen.at(-1)
  const first = seen.findLast(({ atMs }) => last && atMs <= last.atMs - seconds * 1000)
  if (!last) return undefined
  const { events, lastFinishedAgeSeconds: age, counts } = last.reading
  if (age !== undefined && age <= seconds) return true
  if (events)
    return events.out === 0 || age !== undefined ? knownFor(events.seconds, seconds) : true
  const totals = first && growth([first.reading.totals?.finished, last.reading.totals?.finished])
  if (totals !== undefined) return totals > 0
  const kept = first && growth([first.reading.counts.completed, counts.completed])
  if (kept !== undefined && kept > 0) return true
  // The latest that is kept is an old one: true only where completed jobs are kept at all.
  return age !== undefined && (counts.completed ?? 0) > 0 ? false : undefined
}

/** Nothing in a shorter stretch than asked about says nothing of the rest. */
const knownFor = (seenSeconds: number, seconds: number) =>
  seenSeconds >= seconds ? false : undefined
