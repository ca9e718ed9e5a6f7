import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import { createGapDetector, type Gap } from './gap-detector.ts'

/** What comes after a look. */
export type Afterwards =
  | { kind: 'usual' }
  /** Once more, soon, before the next tick. */
  | { kind: 'again'; afterMs: number }
  /** So many ticks are left out on purpose. */
  | { kind: 'rest'; ticks: number }

export interface Job {
  /** Its place in the interval follows from it, the same each day. */
  id: string
  /** What is shared with other jobs and must not be crowded: a host. */
  target: string
  everyMs: number
  /**
   * Ends by itself within its deadline. Before it believes what it found it calls `isSound`: false
   * when time was lost meanwhile, or the job was paused, and then nothing was found.
   */
  look(signal: AbortSignal, isSound: () => boolean): Promise<Afterwards>
}

/** Ticks that led to no look, by why. */
export interface Skipped {
  /** It came too late to stand for its moment. */
  late: number
  /** The look before was still going on. */
  overrun: number
  /** There was no free place until the next one. */
  crowded: number
}

export interface ScheduledJob {
  readonly skipped: Readonly<Skipped>
  pause(): void
  resume(): void
  /** What is under way is not believed; it is looked at again soon, spread like the first time. */
  anew(): void
  /** Looked at once more at once, unless it is just being looked at. */
  now(): void
  remove(): void
}

export interface Scheduler extends AsyncDisposable {
  add(job: Job): ScheduledJob
  /** The machine goes to sleep: nothing starts, and what is under way is not believed. */
  suspend(): void
  /** It woke. Also found out without being told. */
  wake(): void
}

export interface SchedulerOptions {
  clock: Clock
  timer: Timer
  /** Looks at once: over all, and at one target. Read each time, so that they may change. */
  limits: { total: number; perTarget: number }
  /** Called before anything is looked at again. */
  onGap(gap: Gap): void
  /** How late a look began, for whoever measures the measurer. */
  onStart?: (lateMs: number) => void
}

const watchEveryMs = 1000
/** A first look, at the start and after a gap, comes within this time, however long the interval. */
const soonMs = 10_000

interface Entry {
  job: Job
  skipped: Skipped
  paused: boolean
  removed: boolean
  /** When the tick that is set is due. */
  dueMs: number
  /** When the look that runs or waits was due. */
  lookDueMs: number
  cancelTimer: (() => void) | undefined
  running: AbortController | undefined
}

/**
 * Starts looks on time. Each job has its own place in its interval, so that a thousand are spread
 * evenly; a tick that cannot be kept is left out and counted, and never made up for. After a gap
 * everything begins anew, spread like the first time.
 */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { clock, timer, limits } = options
  const detector = createGapDetector(clock)
  const entries = new Set<Entry>()
  /**
   * For a free place, in the order in which they came. Each job waits at most once, and keeps its
   * turn over ticks that it misses: on a crowded host each is looked at less often, and none never.
   */
  const waiting = new Set<Entry>()
  const runningAt = new Map<string, number>()
  const ended = new Set<Promise<void>>()
  let running = 0
  let asleepSinceMs: number | undefined
  let stopped = false
  let cancelWatch: (() => void) | undefined

  const now = () => clock.monotonicMs()

  const set = (entry: Entry, dueMs: number) => {
    entry.cancelTimer?.()
    entry.dueMs = dueMs
    entry.cancelTimer = timer.after(Math.max(0, dueMs - now()), () => onTick(entry))
  }
  /** The first place of the job's own in the interval that is later than `afterMs`. */
  const nextTick = ({ job: { id, everyMs } }: Entry, afterMs: number) => {
    const phaseMs = Math.floor(phaseOf(id) * everyMs)
    const tickMs = (Math.floor((afterMs - phaseMs) / everyMs) + 1) * everyMs + phaseMs
    // Rounding must not give the same moment again: it would never end.
    return tickMs > afterMs ? tickMs : tickMs + everyMs
  }
  const begin = (entry: Entry) => {
    if (stopped || entry.paused || asleepSinceMs !== undefined) return
    const spreadMs = phaseOf(entry.job.id) * Math.min(entry.job.everyMs, soonMs)
    set(entry, now() + spreadMs)
  }
  const drop = (entry: Entry) => {
    entry.cancelTimer?.()
    entry.cancelTimer = undefined
    entry.running?.abort()
    waiting.delete(entry)
  }

  const hasRoom = ({ job }: Entry) =>
    running < limits.total && (runningAt.get(job.target) ?? 0) < limits.perTarget

  const start = (entry: Entry) => {
    const { job } = entry
    const abort = new AbortController()
    waiting.delete(entry)
    entry.running = abort
    running++
    runningAt.set(job.target, (runningAt.get(job.target) ?? 0) + 1)
    options.onStart?.(now() - entry.lookDueMs)
    const look = runLook(entry, abort).finally(() => {
      ended.delete(look)
      running--
      const left = (runningAt.get(job.target) ?? 1) - 1
      if (left === 0) runningAt.delete(job.target)
      else runningAt.set(job.target, left)
      if (entry.running === abort) entry.running = undefined
      pump()
    })
    ended.add(look)
  }

  const runLook = async (entry: Entry, { signal }: AbortController) => {
    const isSound = () => {
      // A gap is found out here too: the machine may have woken this very moment.
      notice()
      return !signal.aborted
    }
    const afterwards = await entry.job.look(signal, isSound)
    if (!signal.aborted) follow(entry, afterwards)
  }

  const follow = (entry: Entry, afterwards: Afterwards) => {
    if (entry.paused || entry.removed || stopped) return
    if (afterwards.kind === 'again') set(entry, now() + afterwards.afterMs)
    else if (afterwards.kind === 'rest')
      set(entry, nextTick(entry, now() + afterwards.ticks * entry.job.everyMs))
  }

  const pump = () => {
    for (const entry of waiting) {
      if (running >= limits.total) return
      if (hasRoom(entry)) start(entry)
    }
  }

  const onTick = (entry: Entry) => {
    // After a gap every job has a new tick, this one included.
    if (notice() || stopped) return
    const { dueMs, job, skipped } = entry
    const lateMs = now() - dueMs
    set(entry, nextTick(entry, Math.max(dueMs, now())))
    if (entry.running) skipped.overrun++
    else if (waiting.has(entry)) skipped.crowded++
    else if (lateMs > job.everyMs / 2) skipped.late++
    else {
      entry.lookDueMs = dueMs
      if (hasRoom(entry)) start(entry)
      else waiting.add(entry)
    }
  }

  const beginAnew = (gap: Gap) => {
    for (const entry of entries) drop(entry)
    options.onGap(gap)
    for (const entry of entries) begin(entry)
  }
  /** True when there was a gap. */
  const notice = (): boolean => {
    const gap = detector.check()
    if (!gap || asleepSinceMs !== undefined) return false
    beginAnew(gap)
    return true
  }
  const watch = () => {
    cancelWatch = timer.after(watchEveryMs, () => {
      notice()
      watch()
    })
  }
  watch()

  return {
    add(job) {
      const entry: Entry = {
        job,
        skipped: { late: 0, overrun: 0, crowded: 0 },
        paused: false,
        removed: false,
        dueMs: 0,
        lookDueMs: 0,
        cancelTimer: undefined,
        running: undefined,
      }
      entries.add(entry)
      begin(entry)
      return {
        skipped: entry.skipped,
        pause() {
          entry.paused = true
          drop(entry)
        },
        resume() {
          if (!entry.paused || entry.removed) return
          entry.paused = false
          begin(entry)
        },
        anew() {
          if (entry.removed) return
          drop(entry)
          begin(entry)
        },
        now() {
          if (entry.removed || entry.paused || stopped || asleepSinceMs !== undefined) return
          if (!entry.running && !waiting.has(entry)) set(entry, now())
        },
        remove() {
          entry.removed = true
          entries.delete(entry)
          drop(entry)
        },
      }
    },
    suspend() {
      if (asleepSinceMs !== undefined || stopped) return
      asleepSinceMs = Date.parse(clock.now())
      for (const entry of entries) drop(entry)
    },
    wake() {
      if (stopped) return
      const fromMs = asleepSinceMs
      const found = detector.check()
      asleepSinceMs = undefined
      const toMs = Date.parse(clock.now())
      if (fromMs !== undefined && toMs >= fromMs) beginAnew({ cause: 'suspended', fromMs, toMs })
      else if (found) beginAnew(found)
    },
    async [Symbol.asyncDispose]() {
      stopped = true
      cancelWatch?.()
      for (const entry of entries) drop(entry)
      await Promise.all(ended)
    },
  }
}

/** A place in the interval, from 0 to 1, that depends on the name alone (FNV-1a, then mixed). */
export function phaseOf(id: string): number {
  let hash = 0x811c9dc5
  for (let n = 0; n < id.length; n++) hash = Math.imul(hash ^ id.charCodeAt(n), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
