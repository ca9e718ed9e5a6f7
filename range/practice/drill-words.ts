import type { Locale } from '../../src/shared/messages/message.ts'

/** The same in each language of the drill's runbook. */
export type Words = Record<Locale, string>

export const words = (en: string, fr: string): Words => ({ en, fr })

/** A value in one language: all words in it, however deep, become texts. */
export function inLanguage(value: Words, locale: Locale): string
export function inLanguage(value: object, locale: Locale): object
export function inLanguage(value: object, locale: Locale): object | string {
  return isWords(value) ? value[locale] : mapInside(value, locale)
}

function mapInside(value: object, locale: Locale): object {
  const mapped = (inner: unknown): unknown => {
    if (typeof inner !== 'object' || inner === null) return inner
    return isWords(inner) ? inner[locale] : mapInside(inner, locale)
  }
  if (Array.isArray(value)) return value.map(mapped)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapped(inner)]))
}

function isWords(value: object): value is Words {
  return 'en' in value && 'fr' in value
}
