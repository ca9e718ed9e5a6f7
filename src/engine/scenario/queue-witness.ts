import type { Message } from '../../shared/messages/message.ts'
import type { CheckSpec, Json, Measurement } from '../../shared/model/check.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import type { Clock } from '../time/clock.ts'
import { pause } from '../time/pause.ts'
import type { Timer } from '../time/timer.ts'

/** A queue as one look saw it. */
interface Sighting {
  atMs: number
  depth: number
  /** Jobs of every kind that are kept; a job that is done and kept still counts. */
  kept: number | undefined
  /** Jobs that may stand in line again without being added: worked on, or waiting for their time. */
  mayReturn: number | undefined
  /** Jobs added within so many seconds. */
  added: { count: number; seconds: number } | undefined
  /** Ever added, where such a total is kept. */
  everAdded: number | undefined
}

/** What was seen of a queue since a scenario began. */
export interface QueueReport {
  looks: number
  /** Looks that could not measure. */
  missed: number
  /** What stood in it at the beginning. */
  base?: number
  peak?: number
  depth?: number
  addedAtLeast?: number
  addedAtMost?: number
  /** Why the last look could not measure. */
  trouble?: Message
}

/** Watches a queue in the background, from a scenario's beginning. */
export interface QueueWitness extends AsyncDisposable {
  /** The first look is done: what stood in the queue before anything was done to it. */
  readonly begun: Promise<void>
  report(): QueueReport
  /** A look that begins now is done, or the signal says not to wait for it. */
  lookNow(signal: AbortSignal): Promise<void>
}

interface QueueWitnessOptions {
  check: CheckSpec
  prepare: (check: CheckSpec) => PreparedCheck
  clock: Clock
  timer: Timer
}

const lookEveryMs = 250
/** It rests four times as long as a look takes, a second at most: watching must not become a load. */
const restRatio = 4
const longestRestMs = 1000
/** The shortest and the longest that the probe counts events over. */
const windowRange = { min: 5, max: 3600 }

export function watchQueue({ check, prepare, clock, timer }: QueueWitnessOptions): QueueWitness {
  const abort = new AbortController()
  let base: Sighting | undefined
  let last: Sighting | undefined
  let before: Sighting | undefined
  let peak = 0
  let looks = 0
  let missed = 0
  let trouble: Message | undefined

  const look = async () => {
    const elapsedMs = base ? clock.monotonicMs() - base.atMs : 0
    const atMs = clock.monotonicMs()
    const measurement = await prepare(withWindow(check, elapsedMs)).measure(abort.signal)
    if (abort.signal.aborted) return
    looks++
    const seen = sightingOf(check, measurement, atMs)
    if (seen === undefined) {
      missed++
      trouble = measurement.kind === 'unmeasurable' ? measurement.message : undefined
      return
    }
    trouble = undefined
    // What is seen for the first time when things are under way is no beginning.
    if (looks === 1) base = seen
    before = last
    last = seen
    peak = Math.max(peak, seen.depth)
  }
  /** Who waits for a look that had not begun when they asked. */
  let waiting: (() => void)[] = []
  let rest = new AbortController()
  const watch = async () => {
    while (!abort.signal.aborted) {
      const startedMs = clock.monotonicMs()
      const asked = waiting
      waiting = []
      await look()
      for (const tell of asked) tell()
      const restMs = Math.max(lookEveryMs, restRatio * (clock.monotonicMs() - startedMs))
      if (waiting.length === 0) {
        rest = new AbortController()
        const signal = AbortSignal.any([abort.signal, rest.signal])
        await pause(timer, Math.min(longestRestMs, restMs), signal)
      }
    }
    for (const tell of waiting) tell()
  }
  const lookNow = (signal: AbortSignal) => {
    if (signal.aborted || abort.signal.aborted) return Promise.resolve()
    const { promise, resolve } = Promise.withResolvers<void>()
    signal.addEventListener('abort', () => resolve(), { once: true })
    waiting.push(resolve)
    rest.abort()
    return promise
  }
  const begun = lookNow(abort.signal)
  const watching = watch()

  return {
    begun,
    lookNow,
    report: () => ({
      looks,
      missed,
      ...(trouble ? { trouble } : {}),
      ...(base && last
        ? { base: base.depth, peak, depth: last.depth, ...addedBetween(base, before, last) }
        : {}),
    }),
    async [Symbol.asyncDispose]() {
      abort.abort()
      await watching
    },
  }
}

/** The window of BullMQ's events reaches back to the beginning. */
function withWindow(check: CheckSpec, elapsedMs: number): CheckSpec {
  const { config } = check
  if (config['name'] === undefined) return check
  const seconds = Math.ceil(elapsedMs / 1000) + 1
  const window = Math.min(windowRange.max, Math.max(windowRange.min, seconds))
  return { ...check, config: { ...config, window } }
}

function sightingOf(
  { config }: CheckSpec,
  measurement: Measurement,
  atMs: number,
): Sighting | undefined {
  if (measurement.kind !== 'measured') return undefined
  const { facts } = measurement
  const depth = numberOf(facts['depth'])
  if (depth === undefined) return undefined
  const [active, delayed] = [numberOf(facts['active']), numberOf(facts['delayed'])]
  const done = [facts['completed'], facts['failed']].map(numberOf)
  const parts = [depth, active, delayed, ...done]
  // BullMQ leaves an event of every job: without any there never was one.
  const types = facts['types']
  const hasEvents = typeof types === 'object' && types !== null && 'events' in types
  const hadNone = config['name'] !== undefined && typeof types === 'object' && !hasEvents
  const count = hadNone ? 0 : numberOf(facts['in_count'])
  const seconds = hadNone ? Infinity : numberOf(facts['window_s'])
  return {
    atMs,
    depth,
    kept: parts.every((part) => part !== undefined) ? sum(parts) : undefined,
    mayReturn: active === undefined || delayed === undefined ? undefined : active + delayed,
    added: count === undefined || seconds === undefined ? undefined : { count, seconds },
    everAdded: numberOf(facts['entries_added']),
  }
}

/** How many jobs were added between two looks, as far as anything counts them. */
function addedBetween(
  base: Sighting,
  before: Sighting | undefined,
  last: Sighting,
): Pick<QueueReport, 'addedAtLeast' | 'addedAtMost'> {
  if (base.everAdded !== undefined && last.everAdded !== undefined) {
    const added = last.everAdded - base.everAdded
    return { addedAtLeast: added, addedAtMost: added }
  }
  const reachesBack = last.added !== undefined && last.added.seconds * 1000 >= last.atMs - base.atMs
  // What the window reaches back before the beginning, the first look's own window counted.
  const counted = base.added && last.added ? last.added.count - base.added.count : undefined
  // A job that moves on while its queue is read counts twice, in one look but not in the next.
  const kept =
    base.kept !== undefined && before?.kept !== undefined && last.kept !== undefined
      ? Math.min(before.kept, last.kept) - base.kept
      : undefined
  const atLeast = [kept, counted].filter((one) => one !== undefined)
  const isAllAdded = reachesBack && base.mayReturn === 0
  return {
    ...(atLeast.length > 0 ? { addedAtLeast: Math.max(0, ...atLeast) } : {}),
    ...(isAllAdded && last.added ? { addedAtMost: last.added.count } : {}),
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((left, right) => left + right, 0)
const numberOf = (value: Json | undefined) => (typeof value === 'number' ? value : undefined)
