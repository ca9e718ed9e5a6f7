import { catalogue } from '../../shared/messages/catalogue.ts'
import { formatEntry, formatMessage } from '../../shared/messages/format.ts'
import type { Locale, Message, MessageValues, Translations } from '../../shared/messages/message.ts'
import { texts } from '../messages/texts.ts'

export type TextId = keyof typeof texts

/** Says one of the window's own sentences. */
export type Translate = (id: TextId, values?: MessageValues) => string

const entries: Record<TextId, Translations> = texts

const translators: Record<Locale, Translate> = {
  en: (id, values) => formatEntry(entries[id], 'en', values),
  fr: (id, values) => formatEntry(entries[id], 'fr', values),
}

export const translator = (locale: Locale): Translate => translators[locale]

/**
 * Says an engine message. An imported run may hold sentences of a newer version, or without a value
 * that this version's sentence has: then it is shown by its name rather than not at all.
 */
export function sayMessage(message: Message, locale: Locale): string {
  try {
    if (message.id in catalogue) return formatMessage(message, locale)
  } catch {
    // Falls through: the name and the values are better than a blank screen.
  }
  const values = Object.values(message.values ?? {}).join(', ')
  return values === '' ? message.id : `${message.id} (${values})`
}
