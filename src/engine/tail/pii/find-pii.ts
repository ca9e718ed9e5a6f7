import type { CountryCode } from 'libphonenumber-js/max'

import { findCards, findIbans } from './account-number.ts'
import { findEmails } from './email.ts'
import { findPhones } from './phone.ts'
import type { Span } from './span.ts'
import { findTokens } from './token.ts'

export type PiiFinder = (text: string) => Span[]

/** Looks for all kinds; what two of them claim is of the one that proves more. */
export function createPiiFinder(country: CountryCode): PiiFinder {
  return (text) => {
    const taken: Span[] = []
    const take = (spans: readonly Span[]) => {
      for (const span of spans)
        if (!taken.some(({ start, end }) => span.start < end && start < span.end)) taken.push(span)
    }
    // Cheap signs first: most lines hold nothing, and must cost next to nothing.
    if (/[A-Za-z0-9]{10}|:\/\/|eyJ|BEGIN/.test(text)) take(findTokens(text))
    const hasDigits = /\d(?:.?\d){6}/u.test(text)
    if (hasDigits) {
      take(findIbans(text))
      take(findCards(text))
    }
    if (text.includes('@')) take(findEmails(text))
    if (hasDigits) take(findPhones(text, country))
    return taken.toSorted((left, right) => left.start - right.start)
  }
}
