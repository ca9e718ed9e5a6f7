import { message, type Message } from '../../shared/messages/message.ts'
import type { QueueAlarm, QueueForecast, QueueStatus } from '../../shared/model/queue.ts'
import type { MeasurePoint } from '../monitor/measures.ts'
import { forecastOf, type DepthPoint } from './forecast.ts'
import { ratesOf, type SeenQueue } from './queue-rates.ts'
import { shownOf, type QueueReading } from './queue-reading.ts'

/** How far back a queue's own line is drawn. */
export const mostTrendPoints = 120
/** What rates and alarms look back on. */
const mostSeen = 25
/** A silence longer than so many intervals is drawn as one. */
const gapIntervals = 3

type TrendPoint = QueueStatus['trend'][number]
type Shown = Omit<
  QueueStatus,
  'key' | 'checkId' | 'itemId' | 'title' | 'name' | 'source' | 'target' | 'everySeconds' | 'limit'
>

/** What is known of one queue, look by look. */
export interface QueueTrack {
  readonly seen: readonly SeenQueue[]
  alarm: QueueAlarm | undefined
  read(atMs: number, reading: QueueReading): void
  /** A look that could not read it. */
  miss(atMs: number, problem: Message): void
  /** As it is to be shown; `isStale`: nobody looks, or too long ago. */
  show(isStale: boolean): Shown
}

/** `before`: depths from before this process began to look, oldest first. */
export function createQueueTrack(options: {
  everyMs: number
  before: readonly MeasurePoint[]
  alarm: QueueAlarm | undefined
}): QueueTrack {
  const { everyMs } = options
  const trend: TrendPoint[] = []
  const seen: SeenQueue[] = []
  let problem: Message | undefined
  let forecast: QueueForecast = { trend: 'unknown', reason: message('queue.forecast.never-read') }

  const draw = (atMs: number, depth: number | undefined) => {
    // The clock was set back: what lies ahead of it is not the past.
    while ((trend.at(-1)?.[0] ?? -Infinity) >= atMs) trend.pop()
    const before = trend.at(-1)
    if (depth === undefined) {
      // One silence, however often it was tried.
      if (before?.[1] === null) trend.pop()
      if (before) trend.push([atMs, null])
    } else {
      if (before && before[1] !== null && atMs - before[0] > everyMs * gapIntervals)
        trend.push([before[0] + everyMs, null])
      trend.push([atMs, depth])
    }
    if (trend.length > mostTrendPoints) trend.splice(0, trend.length - mostTrendPoints)
  }
  for (const { atMs, value } of options.before) draw(atMs, value)

  const track: QueueTrack = {
    seen,
    alarm: options.alarm,
    read(atMs, reading) {
      problem = undefined
      seen.push({ atMs, reading })
      if (seen.length > mostSeen) seen.shift()
      draw(atMs, reading.depth)
      forecast = foretell(reading, lastDepths(trend), everyMs)
    },
    miss(atMs, why) {
      problem = why
      // What comes after is not compared with what was before: nobody saw what happened between.
      seen.splice(0, seen.length - 1)
      draw(atMs, undefined)
    },
    show(isStale) {
      const last = seen.at(-1)
      const stale = isStale || problem !== undefined || last === undefined
      return {
        ...(last ? shownOf(last.reading) : { counts: {} }),
        at: last && new Date(last.atMs).toISOString(),
        stale,
        problem,
        rates: stale ? undefined : ratesOf(seen),
        forecast:
          stale && last !== undefined
            ? { trend: 'unknown', reason: message('queue.forecast.stale') }
            : forecast,
        alarm: track.alarm,
        trend: [...trend],
      }
    },
  }
  return track
}

function foretell(
  { depth, paused }: QueueReading,
  points: readonly DepthPoint[],
  everyMs: number,
): QueueForecast {
  if (depth === undefined) return { trend: 'unknown', reason: message('queue.forecast.no-depth') }
  const forecast = forecastOf(points, everyMs)
  return paused === true && depth > 0 && forecast.trend !== 'growing'
    ? { trend: 'steady', reason: message('queue.forecast.paused') }
    : forecast
}

/** Since nobody could look for the last time. */
function lastDepths(trend: readonly TrendPoint[]): DepthPoint[] {
  const from = trend.findLastIndex(([, depth]) => depth === null) + 1
  return trend.slice(from).flatMap(([atMs, depth]) => (depth === null ? [] : [{ atMs, depth }]))
}
