import { IntlMessageFormat } from 'intl-messageformat'

import { catalogue } from './catalogue.ts'
import type { Locale, Message, MessageValues, Translations } from './message.ts'

const compiled = new Map<string, IntlMessageFormat>()

/** Says one catalogue entry in a language. The pattern is compiled once. */
export function formatEntry(entry: Translations, locale: Locale, values?: MessageValues): string {
  const pattern = entry[locale]
  const key = `${locale} ${pattern}`
  let format = compiled.get(key)
  if (!format) compiled.set(key, (format = new IntlMessageFormat(pattern, locale)))
  return String(format.format(values))
}

/** Says an engine message in a language. */
export function formatMessage(message: Message, locale: Locale): string {
  return formatEntry(catalogue[message.id], locale, message.values)
}
