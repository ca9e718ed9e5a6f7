import type { MessageId } from './catalogue.ts'

export type Locale = 'en' | 'fr'

export type MessageValues = Record<string, string | number>

/**
 * A sentence for a person, not yet in a language: the engine names it, the edge (a screen, the
 * command line, a report) says it in the reader's language.
 */
export interface Message {
  id: MessageId
  values?: MessageValues
}

/** One entry of a catalogue, in ICU MessageFormat, in every language we speak. */
export type Translations = Record<Locale, string>

export function message(id: MessageId, values?: MessageValues): Message {
  return values === undefined ? { id } : { id, values }
}
