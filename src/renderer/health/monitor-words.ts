import type { Locale, Message } from '../../shared/messages/message.ts'
import type { Facts } from '../../shared/model/check.ts'
import type { MonitorStatus } from '../../shared/model/monitor.ts'
import { formatDuration, formatNumber, formatShort } from '../text/format.ts'
import type { Translate } from '../text/translate.ts'

interface Words {
  t: Translate
  say: (message: Message) => string
  locale: Locale
}

/** The one line of a tile: what is going on now, in the order of what a person must know first. */
export function monitorLine(status: MonitorStatus, { t, say, locale }: Words): string {
  const { paused, maintenance, last } = status
  if (status.state === 'paused' && paused) {
    return t('health.paused-by', { by: paused.by, reason: paused.reason ?? '' })
  }
  if (status.state === 'maintenance' && maintenance) {
    return t('health.maintenance-until', {
      until: formatShort(maintenance.until, locale),
      reason: maintenance.reason,
    })
  }
  if (!last) return t('health.never')
  // Where the last look found nothing out, why it did says more.
  if (status.stale && last.verdict !== 'unknown') {
    return t('health.stale', { time: formatShort(last.at, locale) })
  }
  if (last.verdict !== 'passed') return say(last.reason)
  return [
    ...factTexts(last.facts, locale),
    last.latencyMs !== null && formatDuration(last.latencyMs, locale),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** Facts that say something on one line; the time of the look is told apart. */
function factTexts(facts: Facts, locale: Locale): string[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    if (name === 'latency_ms') return []
    if (typeof value === 'number') return [`${name} ${formatNumber(value, locale, 2)}`]
    if (typeof value === 'boolean') return [`${name} ${value}`]
    const isShort = typeof value === 'string' && /^.{1,24}$/.test(value)
    return isShort ? [`${name} ${value}`] : []
  })
}

/** `99.2%`, and never `100%` of what was not all well. */
export function formatShare(share: number, locale: Locale): string {
  const digits = share > 0.99 && share < 1 ? 2 : share < 0.1 || share > 0.9 ? 1 : 0
  const scale = 10 ** (digits + 2)
  const percent = share < 1 ? Math.floor(share * scale) / (scale / 100) : 100
  return `${formatNumber(percent, locale, digits)}${locale === 'fr' ? '\u202f%' : '%'}`
}
