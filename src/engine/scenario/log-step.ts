import { message, type Message } from '../../shared/messages/message.ts'
import type { Judgement, Measured, Measurement } from '../../shared/model/check.ts'
import type { LogStep } from '../../shared/model/scenario.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import { reorderMs } from '../tail/merger.ts'
import { parseLine } from '../tail/parse-line.ts'
import { compilePattern } from '../tail/pattern.ts'
import type { Tails } from '../tail/tails.ts'
import type { Clock } from '../time/clock.ts'
import { pause } from '../time/pause.ts'
import type { Timer } from '../time/timer.ts'

/** Where a run's stream stood when the scenario began. */
export interface LogMark {
  n: number
  atMs: number
}

interface LogStepContext {
  tails: Pick<Tails, 'lines' | 'wholeSinceMs'>
  runId: string
  mark: LogMark
  /** Already filled in. */
  containing: string | undefined
  clock: Clock
  timer: Timer
  onProgress: (progress: Message) => void
}

const lookEveryMs = 50
/** A line that was written in time may be kept a moment later. */
const graceMs = 3 * reorderMs
const nearestLines = 8

/**
 * Looks for lines since the scenario began. Seen is seen; that something was not seen, or no more
 * often, is known only where the tail was read without a hole all along.
 */
export function prepareLogStep(step: LogStep, context: LogStepContext): PreparedCheck {
  const { tail, match, times, withinMs, inOrder } = step
  const { tails, runId, mark, containing, clock, timer, onProgress } = context
  const wanted = (inOrder ?? [match]).map((pattern) => compilePattern(pattern))
  // Sources whose times are in whole seconds said `12:00:05` of what came at 12:00:05.4.
  const isSince = (atMs: number) =>
    atMs >= (atMs % 1000 === 0 ? Math.floor(mark.atMs / 1000) * 1000 : mark.atMs)

  /** Gives a look at what has come since the one before: a line that comes late has a later number. */
  const createLook = () => {
    const order = createOrder()
    const nearest: string[] = []
    let after = mark.n
    let times = 0
    return () => {
      for (const line of tails.lines(runId)?.forwards(after) ?? []) {
        after = line.n
        if (line.tailId !== tail || line.note || !isSince(line.atMs)) continue
        const cut = line.raw.indexOf('\n')
        const parsed = parseLine(cut < 0 ? line.raw : line.raw.slice(0, cut))
        const isMeant = containing === undefined || line.raw.includes(containing)
        const matches = wanted.flatMap((pattern, index) =>
          isMeant && pattern.ok && pattern.value(line.raw, parsed) ? [index] : [],
        )
        if (matches.length > 0) times++
        if (matches.length > 0 && inOrder) order.add({ atMs: line.atMs, matches: new Set(matches) })
        nearest.push(`${matches.length > 0 ? '>' : ' '} ${line.raw}`)
        if (nearest.length > nearestLines) nearest.shift()
      }
      return { count: inOrder ? order.count() : times, nearest }
    }
  }

  const isDecided = (count: number) => {
    if (inOrder) return count === inOrder.length
    return times === undefined ? count > 0 : count > times
  }

  const patterns = (inOrder ?? [match]).join('  →  ')
  const shown = { target: tail, command: containing ? `${patterns}  …  ${containing}` : patterns }
  return {
    ...shown,
    danger: 'read',
    reach: 'here',
    expect: expectOf(step),
    async measure(signal): Promise<Measurement> {
      const startedAt = clock.now()
      const startedMs = clock.monotonicMs()
      const untilMs = startedMs + withinMs + graceMs
      const look = createLook()
      let seen = look()
      while (!isDecided(seen.count) && clock.monotonicMs() < untilMs && !signal.aborted) {
        onProgress(seenSoFar(step, seen.count, untilMs - graceMs - clock.monotonicMs()))
        await pause(timer, lookEveryMs, signal)
        seen = look()
      }
      const taken = { startedAt, durationMs: clock.monotonicMs() - startedMs, ...shown }
      if (signal.aborted && !isDecided(seen.count))
        return {
          kind: 'unmeasurable',
          ...taken,
          cause: 'cancelled',
          message: message('cause.cancelled'),
        }
      const wholeSinceMs = tails.wholeSinceMs(runId, tail)
      const isWhole = wholeSinceMs !== undefined && wholeSinceMs <= mark.atMs
      return {
        kind: 'measured',
        ...taken,
        facts: { count: seen.count, whole: isWhole },
        output: seen.nearest.join('\n'),
      }
    },
    judge(measurement): Judgement {
      const expect = this.expect
      if (measurement.kind !== 'measured')
        return { verdict: 'unknown', expect, reason: measurement.message, read: {} }
      const found = inOrder ? judgeOrder(step, inOrder, measurement) : judgeLog(step, measurement)
      return { expect, read: measurement.facts, ...found }
    },
  }
}

function expectOf({ times, inOrder }: LogStep): string {
  if (inOrder) return `count == ${inOrder.length}`
  return times === undefined ? 'count > 0' : `count == ${times}`
}

interface Seen {
  atMs: number
  matches: ReadonlySet<number>
}

/** How many of the patterns were seen, each in a later line than the one before. */
function createOrder() {
  const inTime: Seen[] = []
  let [count, counted] = [0, 0]
  return {
    add(seen: Seen) {
      // A line that was read late stands late in the stream; its own time says where it belongs.
      const at = inTime.findLastIndex(({ atMs }) => atMs <= seen.atMs) + 1
      inTime.splice(at, 0, seen)
      if (at < counted) [count, counted] = [0, 0]
    },
    count() {
      for (; counted < inTime.length; counted++) if (inTime[counted]?.matches.has(count)) count++
      return count
    },
  }
}

function judgeOrder(
  { tail, withinMs }: LogStep,
  inOrder: readonly string[],
  { facts }: Measured,
): Pick<Judgement, 'verdict' | 'reason'> {
  const count = Number(facts['count'])
  const match = inOrder[count]
  if (match === undefined)
    return { verdict: 'passed', reason: message('scenario.log-in-order', { count, tail }) }
  if (facts['whole'] !== true)
    return { verdict: 'unknown', reason: message('scenario.log-not-whole', { match, tail }) }
  const seconds = withinMs / 1000
  const after = inOrder[count - 1]
  const reason =
    after === undefined
      ? message('scenario.log-not-seen', { match, tail, seconds })
      : message('scenario.log-not-after', { match, after, tail, seconds })
  return { verdict: 'failed', reason }
}

function seenSoFar(
  { inOrder, times = inOrder?.length ?? 1 }: LogStep,
  count: number,
  leftMs: number,
): Message {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000))
  return message('scenario.seen-so-far', { count, times, seconds })
}

function judgeLog(
  { tail, match, times, withinMs }: LogStep,
  { facts }: Measured,
): Pick<Judgement, 'verdict' | 'reason'> {
  const count = Number(facts['count'])
  const isWhole = facts['whole'] === true
  const wrongCount = message('scenario.log-wrong-count', { match, tail, count, times: times ?? 0 })
  if (times === undefined ? count > 0 : count === times && isWhole) {
    const reason =
      count === 0
        ? message('scenario.log-never-seen', { match, tail })
        : message('scenario.log-seen', { match, tail, count })
    return { verdict: 'passed', reason }
  }
  if (times !== undefined && count > times) return { verdict: 'failed', reason: wrongCount }
  if (!isWhole)
    return { verdict: 'unknown', reason: message('scenario.log-not-whole', { match, tail }) }
  if (count > 0) return { verdict: 'failed', reason: wrongCount }
  const seconds = withinMs / 1000
  return { verdict: 'failed', reason: message('scenario.log-not-seen', { match, tail, seconds }) }
}
