import type { QueueStatus } from '../../shared/model/queue.ts'
import type { Tone } from '../logic/tone.ts'
import type { TextId } from '../text/translate.ts'

export interface QueueLook {
  tone: Tone
  word: TextId
}

/** How a queue reads at a glance: what needs somebody comes before what is only known. */
export function lookOf(status: QueueStatus, isCutOff: boolean): QueueLook {
  const { alarm, stale, paused, depth, found, source, forecast, workers } = status
  if (stale || isCutOff)
    return {
      tone: 'unknown',
      word: status.at === undefined ? 'queues.word.unknown' : 'queues.word.stale',
    }
  if (alarm)
    return {
      tone: 'nogo',
      word: alarm.kind === 'paused' ? 'queues.word.paused-backlog' : 'queues.word.nobody-works',
    }
  if (isOverLimit(status)) return { tone: 'nogo', word: 'queues.word.over' }
  // Redis deletes an empty list: for it, not to be found is to be empty.
  if (found === false && source !== 'list') return { tone: 'pending', word: 'queues.word.absent' }
  if (depth === undefined) return { tone: 'unknown', word: 'queues.word.unknown' }
  if (paused) return { tone: 'pending', word: 'queues.word.paused' }
  if (depth > 0 && workers?.count === 0) return { tone: 'pending', word: 'queues.word.no-worker' }
  return byTrend[forecast.trend]
}

const byTrend: Record<QueueStatus['forecast']['trend'], QueueLook> = {
  growing: { tone: 'pending', word: 'queues.word.growing' },
  draining: { tone: 'go', word: 'queues.word.draining' },
  steady: { tone: 'go', word: 'queues.word.steady' },
  empty: { tone: 'go', word: 'queues.word.empty' },
  unknown: { tone: 'idle', word: 'queues.word.early' },
}

export function isOverLimit({ limit, depth, counts }: QueueStatus): boolean {
  const value = limit?.of === 'waiting' ? counts.waiting : depth
  return limit !== undefined && value !== undefined && value > limit.value
}

const rank: Record<Tone, number> = { nogo: 0, unknown: 1, pending: 2, go: 3, idle: 3 }

/** Alarms first, then by how bad it looks; else in the runbook's order, so that nothing jumps. */
export function worstFirst(queues: Iterable<QueueStatus>, isCutOff: boolean): QueueStatus[] {
  const rankOf = (status: QueueStatus) => (status.alarm ? -1 : rank[lookOf(status, isCutOff).tone])
  return [...queues].sort((left, right) => rankOf(left) - rankOf(right))
}
