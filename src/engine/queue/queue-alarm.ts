import { message, type Message } from '../../shared/messages/message.ts'
import type { QueueAlarmKind } from '../../shared/model/queue.ts'
import { wasFinished, type SeenQueue } from './queue-rates.ts'

/** Looks in a row that must show growth before it is worth a person's time. */
const looksOfGrowth = 3

export interface AlarmState {
  kind: QueueAlarmKind
  reason: Message
}

/**
 * What a queue needs a person for, from its last looks. One that has begun lasts until somebody
 * works or nothing is in line: a look without growth does not end it.
 */
export function alarmOf(
  name: string,
  seen: readonly SeenQueue[],
  current: QueueAlarmKind | undefined,
): AlarmState | undefined {
  const last = seen.at(-1)
  const depth = last?.reading.depth
  if (!last || depth === undefined || depth === 0) return undefined
  if (last.reading.paused === true)
    return { kind: 'paused', reason: message('queue.alarm.paused', { name, depth }) }
  const row = seen.slice(-looksOfGrowth - 1)
  const before = seen.at(-2)?.reading.depth
  const goesOn = current === 'nobody-works' && (before === undefined || depth >= before)
  if (!goesOn && !hasGrown(row)) return undefined
  const [first] = row
  const seconds = Math.max(1, Math.round((last.atMs - (first ?? last).atMs) / 1000))
  const finished = wasFinished(seen, seconds)
  if (last.reading.workers?.count === 0 && finished !== true)
    return { kind: 'nobody-works', reason: message('queue.alarm.no-workers', { name, depth }) }
  if (finished !== false) return undefined
  return {
    kind: 'nobody-works',
    reason: message('queue.alarm.nothing-done', {
      name,
      depth,
      seconds: Math.round(
        last.reading.lastFinishedAgeSeconds ?? unfinishedSeconds(seen) ?? seconds,
      ),
    }),
  }
}

/** For how long at least nothing was finished, as far as the looks reach. */
function unfinishedSeconds(seen: readonly SeenQueue[]): number | undefined {
  const toMs = seen.at(-1)?.atMs ?? 0
  return seen
    .map(({ atMs }) => (toMs - atMs) / 1000)
    .find((seconds) => seconds > 0 && wasFinished(seen, seconds) === false)
}

function hasGrown(row: readonly SeenQueue[]): boolean {
  if (row.length <= looksOfGrowth) return false
  const depths = row.map(({ reading }) => reading.depth)
  return (
    (depths.at(-1) ?? 0) > (depths[0] ?? Infinity) &&
    depths.every((depth, index) => index === 0 || (depth ?? -1) >= (depths[index - 1] ?? Infinity))
  )
}

/** What ended it. */
export function endOf(name: string, kind: QueueAlarmKind, seen: readonly SeenQueue[]): Message {
  const depth = seen.at(-1)?.reading.depth
  if (depth === undefined) return message('queue.alarm.gone', { name })
  if (depth === 0) return message('queue.alarm.emptied', { name })
  return message(kind === 'paused' ? 'queue.alarm.resumed' : 'queue.alarm.worked-on', {
    name,
    depth,
  })
}
