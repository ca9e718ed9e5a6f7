import { message } from '../../shared/messages/message.ts'
import type { QueueForecast } from '../../shared/model/queue.ts'
import { studentQuantile } from './student.ts'

/** The depth at one look. */
export interface DepthPoint {
  atMs: number
  depth: number
}

/** Older looks say how it was, not how it goes. */
const mostSteps = 24
/** Fewer changes than this say nothing about their spread. */
const leastSteps = 4
/**
 * How much better two halves must explain the changes than one whole before only the later one is
 * believed: about the 1 % point of the greatest F over all places to split.
 */
const breakRatio = 14

/** How much the depth changed from one look to the next. */
interface Step {
  seconds: number
  change: number
}

/**
 * When a queue is empty if it goes on as it did: from how its depth changed between the last looks,
 * as far back as it changed in the same way. `everyMs`: a longer silence than three of these breaks
 * the row. It tells a time only where the whole range of likely outflows drains.
 */
export function forecastOf(points: readonly DepthPoint[], everyMs: number): QueueForecast {
  const last = points.at(-1)
  if (!last) return { trend: 'unknown', reason: message('queue.forecast.never-read') }
  const steps = sinceBreak(unbrokenSteps(points, everyMs))
  if (last.depth === 0 && steps.every(({ change }) => change <= 0))
    return { trend: 'empty', reason: message('queue.forecast.empty') }
  if (steps.length < leastSteps) {
    const values = { looks: steps.length + 1, needed: leastSteps + 1 }
    return { trend: 'unknown', reason: message('queue.forecast.few-looks', values) }
  }
  const seconds = steps.reduce((sum, step) => sum + step.seconds, 0)
  const { mean, least, most } = changeASecond(steps)
  const over = { seconds: Math.round(seconds) }
  if (least > 0)
    return { trend: 'growing', perSecond: mean, reason: message('queue.forecast.growing', over) }
  if (most < 0 && last.depth > 0)
    return {
      trend: 'draining',
      perSecond: mean,
      emptyInSeconds: {
        likely: last.depth / -mean,
        fastest: last.depth / -least,
        slowest: last.depth / -most,
      },
      reason: message('queue.forecast.draining', over),
    }
  if (least === 0 && most === 0)
    return { trend: 'steady', perSecond: 0, reason: message('queue.forecast.still', over) }
  return { trend: 'steady', perSecond: mean, reason: message('queue.forecast.no-direction', over) }
}

function unbrokenSteps(points: readonly DepthPoint[], everyMs: number): Step[] {
  const steps: Step[] = []
  for (let index = points.length - 1; index > 0 && steps.length < mostSteps; index--) {
    const [before, after] = [points[index - 1], points[index]]
    if (!before || !after || after.atMs - before.atMs > everyMs * 3) break
    if (after.atMs <= before.atMs) continue
    steps.unshift({
      seconds: (after.atMs - before.atMs) / 1000,
      change: after.depth - before.depth,
    })
  }
  return steps
}

/** Mean change a second, and between which values it lies 95 times in 100. */
function changeASecond(steps: readonly Step[]): { mean: number; least: number; most: number } {
  const seconds = steps.reduce((sum, step) => sum + step.seconds, 0)
  const change = steps.reduce((sum, step) => sum + step.change, 0)
  const mean = change / seconds
  const freedom = steps.length - 1
  // Looks are about evenly spaced: what a change owes to a longer interval is taken off first.
  const variance = squaresAround(steps, mean) / freedom
  const spread = (studentQuantile(freedom) * Math.sqrt(variance * steps.length)) / seconds
  return { mean, least: mean - spread, most: mean + spread }
}

const squaresAround = (steps: readonly Step[], mean: number): number =>
  steps.reduce((sum, { change, seconds }) => sum + (change - mean * seconds) ** 2, 0)

const meanOf = (steps: readonly Step[]): number =>
  steps.reduce((sum, { change }) => sum + change, 0) /
  steps.reduce((sum, { seconds }) => sum + seconds, 0)

/** The latest steps that belong together: a worker that began to work leaves the past behind. */
function sinceBreak(steps: readonly Step[]): readonly Step[] {
  const whole = squaresAround(steps, meanOf(steps))
  let bestAt = 0
  let best = Infinity
  for (let at = 1; at <= steps.length - leastSteps; at++) {
    const [early, late] = [steps.slice(0, at), steps.slice(at)]
    const parts = squaresAround(early, meanOf(early)) + squaresAround(late, meanOf(late))
    if (parts < best) {
      best = parts
      bestAt = at
    }
  }
  if (bestAt === 0) return steps
  // Depths are whole numbers: less than a job of spread is rounding.
  const rest = Math.max(best, steps.length / 12) / (steps.length - 2)
  return (whole - best) / rest > breakRatio ? steps.slice(bestAt) : steps
}
