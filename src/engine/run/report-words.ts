import type { MessageId } from '../../shared/messages/catalogue.ts'
import { formatMessage } from '../../shared/messages/format.ts'
import type { Locale, Message, MessageValues } from '../../shared/messages/message.ts'

/** How a report says things: one language, one time zone. */
export interface ReportWords {
  locale: Locale
  t: (id: MessageId, values?: MessageValues) => string
  /** A message out of an event or evidence: an imported one may lack its values. */
  say: (message: Message) => string
  moment: (iso: string) => string
  duration: (milliseconds: number) => string
}

export function reportWords(locale: Locale, timeZone?: string): ReportWords {
  const t = (id: MessageId, values?: MessageValues) => formatMessage({ id, values }, locale)
  const moments = new Intl.DateTimeFormat(locale, {
    timeZone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  })
  return {
    locale,
    t,
    say(message) {
      try {
        return formatMessage(message, locale)
      } catch {
        return message.id
      }
    },
    moment(iso) {
      const milliseconds = Date.parse(iso)
      return Number.isNaN(milliseconds) ? iso : moments.format(milliseconds)
    },
    duration(milliseconds) {
      if (milliseconds < 1000) return t('report.milliseconds', { value: Math.round(milliseconds) })
      if (milliseconds < 60_000) return t('report.seconds', { value: milliseconds / 1000 })
      const seconds = Math.round(milliseconds / 1000)
      return t('report.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
    },
  }
}
