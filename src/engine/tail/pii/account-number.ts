import type { Span } from './span.ts'

const cardCandidate = /(?<![\w*•.+]|[\w*]-)\d(?:[ -]?\d){13,18}(?![\w*•]|[.-]\w|[ -]?[*X•]{2})/gu
/** Visa, Mastercard, American Express, Discover, Diners, JCB, Maestro: first digits and lengths. */
const cardOfScheme =
  /^(?:4\d{15}(?:\d{3})?|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}|6(?:011|5\d\d|4[4-9]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12})$/

/** Numbers of a card scheme whose check digit is right. */
export function findCards(text: string): Span[] {
  return Array.from(text.matchAll(cardCandidate)).flatMap((found): Span[] => {
    const digits = found[0].replaceAll(/\D/g, '')
    if (!cardOfScheme.test(digits) || /^(\d)\1+$/.test(digits) || !isLuhn(digits)) return []
    return [{ kind: 'card', start: found.index, end: found.index + found[0].length }]
  })
}

export function isLuhn(digits: string): boolean {
  let sum = 0
  for (const [place, character] of Array.from(digits).toReversed().entries()) {
    const digit = Number(character) * (place % 2 === 1 ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

/** How long an IBAN is, by country: a wrong length is another thing that begins alike. */
const ibanLengths: ReadonlyMap<string, number> = new Map(
  [
    'AD24 AE23 AT20 BE16 BG22 BH22 CH21 CI28 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23',
    'GR27 HR21 HU28 IE22 IL23 IS26 IT27 LB28 LI21 LT20 LU20 LV21 MA28 MC27 MT31 NL18 NO15 PL28',
    'PT25 QA29 RO24 SA24 SE24 SI19 SK24 SM27 SN28 TN24 TR26 UA29',
  ].flatMap((row) =>
    row.split(' ').map((word): [string, number] => [word.slice(0, 2), Number(word.slice(2))]),
  ),
)
const ibanStart = /(?<![\w*•-])([A-Z]{2})\d{2}/g

export function findIbans(text: string): Span[] {
  return Array.from(text.matchAll(ibanStart)).flatMap((found): Span[] => {
    const length = ibanLengths.get(found[1] ?? '')
    if (length === undefined) return []
    const end = endOf(text, found.index, length)
    if (end === undefined || !isMod97(text.slice(found.index, end).replaceAll(/\s/g, ''))) return []
    return [{ kind: 'iban', start: found.index, end }]
  })
}

/** After so many letters and digits; at most one space between two of them. */
function endOf(text: string, start: number, length: number): number | undefined {
  let taken = 0
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at)
    if (/[A-Z0-9]/.test(character)) taken++
    else if (!/[ \u00A0\u202F]/.test(character) || /\s/.test(text.charAt(at - 1))) return undefined
    if (taken === length) return /[\w*•]/.test(text.charAt(at + 1)) ? undefined : at + 1
  }
  return undefined
}

function isMod97(iban: string): boolean {
  const turned = iban.slice(4) + iban.slice(0, 4)
  let rest = 0
  for (const character of turned) {
    for (const digit of Number.parseInt(character, 36).toString())
      rest = (rest * 10 + Number(digit)) % 97
  }
  return rest === 1
}
