import type { Locale } from '../../shared/messages/message.ts'
import type { Settings } from '../../shared/rpc/views.ts'
import type { Mirror } from '../bridge/mirror.ts'

/** The first setting there is: the collection has one entry. */
export function settingsOf(mirror: Mirror<Settings>): Settings | undefined {
  return mirror.entries.values().next().value
}

/** The reader's language: as set, else the system's. */
export function localeOf(mirror: Mirror<Settings>): Locale {
  const wanted = settingsOf(mirror)?.locale ?? 'system'
  return wanted === 'system' ? systemLocale() : wanted
}

export function systemLocale(): Locale {
  return navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en'
}
