import { catalogue } from '../../shared/messages/catalogue.ts'
import { formatEntry } from '../../shared/messages/format.ts'
import type { Locale, Message, MessageValues, Translations } from '../../shared/messages/message.ts'
import { texts } from '../messages/texts.ts'
import { typesetFrench } from './typeset.ts'

export type TextId = keyof typeof texts

/** Says one of the window's own sentences. */
export type Translate = (id: TextId, values?: MessageValues) => string

function typesetAll<K extends string>(entries: Record<K, Translations>): Map<string, Translations> {
  return new Map(
    Object.entries<Translations>(entries).map(([id, { en, fr }]) => [
      id,
      { en, fr: typesetFrench(fr) },
    ]),
  )
}
/** Widened: the compiler cannot carry a union of that many sentences through an expression. */
const sentences: Readonly<Record<TextId, Translations>> = texts
const ownSentences = typesetAll(sentences)
const engineSentences = typesetAll(catalogue)

function translateTo(locale: Locale): Translate {
  return (id, values) => formatEntry(ownSentences.get(id) ?? sentences[id], locale, values)
}
const translators: Record<Locale, Translate> = { en: translateTo('en'), fr: translateTo('fr') }

export const translator = (locale: Locale): Translate => translators[locale]

/**
 * Says an engine message. An imported run may hold sentences of a newer version, or without a value
 * that this version's sentence has: then it is shown by its name rather than not at all.
 */
export function sayMessage(message: Message, locale: Locale): string {
  const entry = engineSentences.get(message.id)
  try {
    if (entry) return formatEntry(entry, locale, message.values)
  } catch {
    // Falls through: the name and the values are better than a blank screen.
  }
  const values = Object.values(message.values ?? {}).join(', ')
  return values === '' ? message.id : `${message.id} (${values})`
}
