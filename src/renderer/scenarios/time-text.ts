import type { Locale } from '../../shared/messages/message.ts'
import { formatDuration, formatShort, formatTime } from '../text/format.ts'

/** How long something took; of what still runs whole seconds, as often as they are counted. */
export function elapsedText(milliseconds: number, isRunning: boolean, locale: Locale): string {
  if (!isRunning) return formatDuration(milliseconds, locale)
  return milliseconds < 1000 ? '' : formatDuration(Math.floor(milliseconds / 1000) * 1000, locale)
}

/** When an execution began, to the second: two of them are easily of the same minute. */
export function attemptMoment(startedAt: string, locale: Locale): string {
  const isToday = new Date(startedAt).toDateString() === new Date().toDateString()
  return isToday ? formatTime(startedAt, locale) : formatShort(startedAt, locale)
}
