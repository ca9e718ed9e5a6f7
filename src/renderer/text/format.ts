import type { Locale } from '../../shared/messages/message.ts'

const dateFormats = new Map<string, Intl.DateTimeFormat>()

function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  let format = dateFormats.get(key)
  if (!format) {
    // English here is for Europe: a 24-hour clock and the day before the month.
    format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'fr-FR', options)
    dateFormats.set(key, format)
  }
  return format
}

/** `14:17:42`, local. */
export function formatTime(iso: string, locale: Locale): string {
  return dateFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(
    new Date(iso),
  )
}

/** `14:17`, local. */
export function formatMinute(at: string | number, locale: Locale): string {
  return dateFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(new Date(at))
}

/** `Sat 21 Nov, 14:17`, local; with the year when it is not this one. */
export function formatMoment(at: string | number, locale: Locale, now = new Date()): string {
  const date = new Date(at)
  return dateFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(date)
}

/** `Saturday 21 November 2026`, local. */
export function formatDay(iso: string, locale: Locale): string {
  return dateFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(iso))
}

/** A calendar day, `2026-11-21`, as `21 Nov`; with the year when it is not this one. */
export function formatDate(day: string, locale: Locale, now = new Date()): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return dateFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(year === now.getFullYear() ? {} : { year: 'numeric' }),
  }).format(new Date(year, month - 1, date))
}

/** `14:17` today, else `21 Nov 14:17`. */
export function formatShort(at: string | number, locale: Locale, now = new Date()): string {
  const date = new Date(at)
  if (date.toDateString() === now.toDateString()) return formatMinute(at, locale)
  const day = dateFormat(locale, { day: 'numeric', month: 'short' }).format(date)
  return `${day} ${formatMinute(at, locale)}`
}

export function formatNumber(value: number, locale: Locale, digits = 0): string {
  return new Intl.NumberFormat(locale === 'en' ? 'en-GB' : 'fr-FR', {
    maximumFractionDigits: digits,
  }).format(value)
}

/** `212 ms`, `3.2 s`, `3 min 40 s`, `2 h 5 min`, `4 d 3 h`: two units at most. */
export function formatDuration(milliseconds: number, locale: Locale): string {
  const days = locale === 'fr' ? 'j' : 'd'
  if (milliseconds < 1000) return `${formatNumber(Math.round(milliseconds), locale)} ms`
  if (milliseconds < 59_950) return `${formatNumber(milliseconds / 1000, locale, 1)} s`
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 3600) return twoUnits(seconds, 60, 'min', 's')
  if (seconds < 86_400) return twoUnits(Math.round(seconds / 60), 60, 'h', 'min')
  return twoUnits(Math.round(seconds / 3600), 24, days, 'h')
}

/** As {@link formatDuration}, to the minute: for what is read at a glance and grows by itself. */
export function formatRough(milliseconds: number, locale: Locale): string {
  return formatDuration(Math.max(1, Math.round(milliseconds / 60_000)) * 60_000, locale)
}

function twoUnits(value: number, size: number, large: string, small: string): string {
  const rest = value % size
  const whole = `${Math.floor(value / size)} ${large}`
  return rest === 0 ? whole : `${whole} ${rest} ${small}`
}
