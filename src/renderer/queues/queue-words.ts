import type { Locale, Message } from '../../shared/messages/message.ts'
import type { QueueRates, QueueStatus } from '../../shared/model/queue.ts'
import { formatDuration, formatNumber, formatRough } from '../text/format.ts'
import type { Translate } from '../text/translate.ts'

export interface Words {
  t: Translate
  locale: Locale
  say: (message: Message) => string
}

/** `BullMQ 5.81.5`, `Redis stream`. */
export function sourceWords({ source, version }: QueueStatus, { t }: Words): string {
  return t(`queues.source.${source}`, { version: version ?? '' }).trim()
}

/** `4.1/s`, `12/min`: by the minute where a second would read as nearly nothing. */
function rateWords(perSecond: number, { t, locale }: Words): string {
  if (perSecond === 0 || perSecond >= 0.1)
    return t('queues.per-second', {
      value: formatNumber(perSecond, locale, perSecond < 100 ? 1 : 0),
    })
  return t('queues.per-minute', { value: formatNumber(perSecond * 60, locale, 1) })
}

/** `in 4.1/s · out 4.8/s · over 60 s`; from the depth alone, the least that they can be. */
export function ratesWords(rates: QueueRates, words: Words): string {
  const { t } = words
  const rate = (perSecond: number) => {
    const text = rateWords(perSecond, words)
    return rates.basis === 'depth' ? t('queues.at-least', { rate: text }) : text
  }
  const duration = formatDuration(Math.max(1, Math.round(rates.seconds)) * 1000, words.locale)
  return [
    rates.inPerSecond !== undefined && t('queues.in', { rate: rate(rates.inPerSecond) }),
    rates.outPerSecond !== undefined && t('queues.out', { rate: rate(rates.outPerSecond) }),
    t('queues.over-last', { duration }),
  ]
    .filter(Boolean)
    .join(' · ')
}

const weekSeconds = 7 * 86_400

/** As finely as a forecast deserves: seconds, then five of them, then minutes. */
export function aboutWords(seconds: number, { t, locale }: Words): string {
  if (seconds > weekSeconds) return t('queues.over-a-week')
  if (seconds < 60) return formatDuration(Math.max(1, Math.round(seconds)) * 1000, locale)
  if (seconds < 600) return formatDuration(Math.round(seconds / 5) * 5000, locale)
  return formatRough(seconds * 1000, locale)
}

/** When it is empty with the range, or where it goes instead. */
export function forecastWords({ forecast }: QueueStatus, words: Words): string {
  const range = forecast.emptyInSeconds
  if (!range) return words.say(forecast.reason)
  const about = {
    likely: aboutWords(range.likely, words),
    fastest: aboutWords(range.fastest, words),
    slowest: aboutWords(range.slowest, words),
  }
  return about.fastest === about.slowest
    ? words.t('queues.empties', about)
    : words.t('queues.empties-range', about)
}

/** Who works on it, and when they were last heard of. */
export function workerWords({ workers, source }: QueueStatus, words: Words): string {
  const { t, locale } = words
  if (!workers) return source === 'bullmq' ? t('queues.workers-unknown') : ''
  const { count, idleSeconds } = workers
  const who = t(source === 'stream' ? 'queues.consumers' : 'queues.workers', { count })
  if (idleSeconds === undefined) return who
  const duration = formatDuration(Math.max(1, Math.round(idleSeconds)) * 1000, locale)
  return `${who}, ${t('queues.spoke', { duration })}`
}
