import { z } from 'zod'

import type { Message } from '../messages/message.ts'

/** What a notice is about. */
export const noticeKinds = [
  'gate-no-go',
  'gate-ready',
  'monitor-down',
  'queue-alarm',
  'budget-burning',
  'log-alert',
  'step-overdue',
  'clean-up-left',
  'escalation-due',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** `urgent`: somebody should look now. `info`: somebody should know. */
export const noticeLevels = ['urgent', 'info'] as const
export type NoticeLevel = (typeof noticeLevels)[number]

/** Something that needs a person. What happens together is one notice. */
export interface Notice {
  /** Follows from the run's history: the same after a restart. */
  id: string
  at: string
  kind: NoticeKind
  level: NoticeLevel
  text: Message
  /** Why, where one thing alone says why. */
  reason?: Message
  itemIds: string[]
  checkIds: string[]
  gateId?: string
  /** Of the lines that it is about: where to look in the logs. */
  logAt?: string
  acknowledged?: { by: string; at: string }
  /** It is over: what was down is back, what was late is done. */
  resolvedAt?: string
}

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const quietHoursSchema = z.strictObject({
  /** `22:00`, by the clock on the wall. */
  from: clockTime,
  to: clockTime,
  letUrgentThrough: z.boolean(),
})
export type QuietHours = z.infer<typeof quietHoursSchema>

/**
 * Whether a notice of this level is to be kept quiet at this moment. By the clock on the wall, so
 * that the night begins at ten whatever daylight saving does; from 22:00 to 07:00 is over midnight.
 */
export function isQuiet(
  hours: QuietHours | null,
  level: NoticeLevel,
  atMs: number,
  timeZone?: string,
): boolean {
  if (hours === null || (level === 'urgent' && hours.letUrgentThrough)) return false
  const now = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(atMs)
  const { from, to } = hours
  return from <= to ? from <= now && now < to : now >= from || now < to
}
