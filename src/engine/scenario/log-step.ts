import { message, type Message } from '../../shared/messages/message.ts'
import type { Judgement, Measured, Measurement } from '../../shared/model/check.ts'
import type { LogStep } from '../../shared/model/scenario.ts'
import type { Clock } from '../clock.ts'
import type { Timer } from '../monitor/timer.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import { reorderMs } from '../tail/merger.ts'
import { parseLine } from '../tail/parse-line.ts'
import { compilePattern } from '../tail/pattern.ts'
import type { Tails } from '../tail/tails.ts'
import { pause } from './pause.ts'

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
  const { tail, match, times, withinMs } = step
  const { tails, runId, mark, containing, clock, timer, onProgress } = context
  const compiled = compilePattern(match)
  const nowMs = () => Date.parse(clock.now())
  // Sources whose times are in whole seconds said `12:00:05` of what came at 12:00:05.4.
  const isSince = (atMs: number) =>
    atMs >= (atMs % 1000 === 0 ? Math.floor(mark.atMs / 1000) * 1000 : mark.atMs)

  const look = () => {
    let count = 0
    const nearest: string[] = []
    for (const line of tails.lines(runId)?.forwards(mark.n) ?? []) {
      if (line.tailId !== tail || line.note || !isSince(line.atMs)) continue
      const cut = line.raw.indexOf('\n')
      const parsed = parseLine(cut < 0 ? line.raw : line.raw.slice(0, cut))
      const isSeen =
        compiled.ok &&
        compiled.value(line.raw, parsed) &&
        (containing === undefined || line.raw.includes(containing))
      if (isSeen) count++
      nearest.push(`${isSeen ? '>' : ' '} ${line.raw}`)
    }
    return { count, nearest: nearest.slice(-nearestLines) }
  }

  const isDecided = (count: number) => (times === undefined ? count > 0 : count > times)

  const shown = { target: tail, command: containing ? `${match}  …  ${containing}` : match }
  return {
    ...shown,
    danger: 'read',
    reach: 'here',
    expect: times === undefined ? 'count > 0' : `count == ${times}`,
    async measure(signal): Promise<Measurement> {
      const startedAt = clock.now()
      const untilMs = nowMs() + withinMs + graceMs
      let seen = look()
      while (!isDecided(seen.count) && nowMs() < untilMs && !signal.aborted) {
        onProgress(seenSoFar(step, seen.count, untilMs - nowMs()))
        await pause(timer, lookEveryMs, signal)
        seen = look()
      }
      const taken = { startedAt, durationMs: nowMs() - Date.parse(startedAt), ...shown }
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
      return { expect, read: measurement.facts, ...judgeLog(step, measurement) }
    },
  }
}

function seenSoFar({ times = 1 }: LogStep, count: number, leftMs: number): Message {
  const seconds = Math.ceil(leftMs / 1000)
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
