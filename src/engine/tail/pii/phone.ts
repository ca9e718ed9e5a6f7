import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'

import type { Span } from './span.ts'

export const defaultCountry: CountryCode = 'FR'

/** As a profile's `phone_country` says; France where it says nothing known. */
export function countryOf(written: string | undefined): CountryCode {
  const country = (written ?? '').trim().toUpperCase()
  return isSupportedCountry(country) ? country : defaultCountry
}

const fewestDigits = 7
/** Of an international number with `00` before it. */
const mostDigits = 17

/** Digits with what people write between them, not part of a word, a decimal, a date or an address. */
const candidate =
  /(?<![\w*•+]|\d\d:|[\d.][/.,-]|\w-)(?:\+|00)?\(?\d(?:[()]?[ .\-\u00A0\u202F]?[()]?\d){6,24}(?![\w*•@]|[.:,/-]\w|[ .-]?[*•]|[ .-]?X{2})/gu
/** The name before a value says what it is: senders of messengers are numbers, order numbers are not. */
const phoneName =
  /(?:phone|mobile|msisdn|whatsapp|wa_?id|\btel|sender|recipient|caller|\bfrom|\bto|num[eé]ro)\w*["']?\s*(?:[:=]\s*|\s)["'(]?$/iu
const otherName =
  /(?:id|uuid|ref\w*|order\w*|commande|facture|invoice|time\w*|date|\bts|\bat|port|pid|duration\w*|bytes|size|count|offset|version|siret|siren)["']?\s*(?:[:=#]\s*|n°\s*|\s)["']?$/iu

/**
 * Phone numbers that could be dialled: with `+` or `00`, as people of this country write them, or
 * with the country's own code and no `+`, as messengers write senders.
 */
export function findPhones(text: string, country: CountryCode): Span[] {
  return Array.from(text.matchAll(candidate)).flatMap((found): Span[] => {
    const range = phoneIn(found[0], (at) => textBefore(text, found.index + at), country)
    if (!range) return []
    return [{ kind: 'phone', start: found.index + range.start, end: found.index + range.end }]
  })
}

const textBefore = (text: string, at: number) => text.slice(Math.max(0, at - 40), at)

/** Another number may stand beside it: `0612345678 200`. The longest part that is one, is the one. */
function phoneIn(
  written: string,
  before: (at: number) => string,
  country: CountryCode,
): { start: number; end: number } | undefined {
  const groups = Array.from(written.matchAll(/\S+/g), ({ index, 0: group }) => ({
    start: index,
    end: index + group.length,
  }))
  const ranges = groups
    .flatMap(({ start }, first) => groups.slice(first).map(({ end }) => ({ start, end })))
    .toSorted((left, right) => right.end - right.start - (left.end - left.start))
  return ranges.find(({ start, end }) => {
    const part = written.slice(start, end)
    const digits = part.replaceAll(/\D/g, '').length
    return digits >= fewestDigits && digits <= mostDigits && isPhone(part, before(start), country)
  })
}

function isPhone(written: string, before: string, country: CountryCode): boolean {
  if (/^\d+\.\d+$/.test(written) || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(written)) return false
  const digits = written.replaceAll(/\D/g, '')
  if (/^(\d)\1+$/.test(digits)) return false
  if (written.startsWith('+')) return isValid(`+${digits}`, country)
  if (digits.startsWith('00')) return isValid(`+${digits.slice(2)}`, country)
  const saysPhone = phoneName.test(before)
  if (!saysPhone && otherName.test(before)) return false
  const isSpelled = written !== digits
  // Where numbers begin with 0, one that does not is no national number but some other count.
  if (digits.startsWith('0') || saysPhone || (isSpelled && !usesTrunkZero(country))) {
    if (isValid(digits, country)) return true
  }
  const international = parsePhoneNumberFromString(`+${digits}`)
  if (!international?.isValid()) return false
  return saysPhone || (!isSpelled && international.country === country)
}

const isValid = (text: string, country: CountryCode) =>
  parsePhoneNumberFromString(text, country)?.isValid() ?? false

/** In France 06 12 34 56 78; in these, 612 345 678: numbers without a 0 before them. */
const withoutTrunkZero: ReadonlySet<CountryCode> = new Set<CountryCode>([
  ...(['CA', 'CZ', 'DK', 'EE', 'ES', 'GR', 'IT', 'LU', 'LV', 'MX'] as const),
  ...(['NO', 'PL', 'PT', 'SG', 'SN', 'CI', 'TN', 'US'] as const),
])
const usesTrunkZero = (country: CountryCode) => !withoutTrunkZero.has(country)
