import iconv from 'iconv-lite'

import { sequenceLength } from './utf8.ts'

/** The byte that a non-ASCII character stands for in Mac Roman. */
const byteOf = new Map<string, number>()
for (let byte = 0x80; byte <= 0xff; byte++)
  byteOf.set(iconv.decode(Buffer.of(byte), 'macroman'), byte)
// The library's table is of before 1998 and has no logo; emoji begin with the logo's byte.
byteOf.set('\uF8FF', 0xf0).set('€', 0xdb).set('Ω', 0xbd)
byteOf.delete('\uFFFD')

/**
 * How sure it is that a run of characters is one character of UTF-8, misread:
 * - `sure`: nobody writes this (`√©`, `‚Ä¶`, `ü` after the logo);
 * - `formula`: misread text, or mathematics (`√π`);
 * - `ordinary`: misread text, or French as it should be (`’é`, `«` and a letter).
 */
type Certainty = 'sure' | 'formula' | 'ordinary'

interface Suspect {
  start: number
  end: number
  text: string
  certainty: Certainty
}

const mathematics = new Set('∞±≤≥≠∂∑∏π∫ΩµØ¬√≈∆ƒ')

function certaintyOf(text: string, lead: number, before: string, misread: string): Certainty {
  if (misread.length > 2) return 'sure'
  // A combining accent of a decomposed text (macOS file names), on the letter before it.
  if (lead === 0xcc) return /[A-Za-z]$/.test(before) && /\p{M}/u.test(text) ? 'sure' : 'ordinary'
  if (lead > 0xc6) return 'ordinary'
  return mathematics.has(misread.charAt(1)) ? 'formula' : 'sure'
}

/**
 * Undoes UTF-8 read as Mac Roman, where that is what happened. A text that is misread throughout is
 * read again throughout; in a text that mixes clean and misread parts only what nobody would write
 * is touched, and clean French or mathematics stays as it is.
 */
export function repairMacRoman(text: string): { text: string; count: number } {
  const { suspects, strangers } = findSuspects(text)
  const chosen = chooseSuspects(text, suspects, strangers)
  if (chosen.length === 0) return { text, count: 0 }
  const parts: string[] = []
  let end = 0
  for (const suspect of chosen) {
    parts.push(text.slice(end, suspect.start), suspect.text)
    end = suspect.end
  }
  parts.push(text.slice(end))
  return { text: parts.join(''), count: chosen.length }
}

/** Strangers are characters of Mac Roman that are no part of misread UTF-8: somebody meant them. */
function findSuspects(text: string): { suspects: Suspect[]; strangers: number } {
  const suspects: Suspect[] = []
  let strangers = 0
  for (const run of text.matchAll(/[\u0080-\uD7FF\uE000-\uFFFF]+/g)) {
    const bytes = Array.from(run[0], (character) => byteOf.get(character) ?? 0)
    for (let index = 0; index < bytes.length;) {
      const length = bytes[index] === 0 ? 0 : sequenceLength(bytes, index)
      if (length < 2) {
        if (bytes[index] !== 0) strangers++
        index++
        continue
      }
      const start = run.index + index
      const meant = Buffer.from(bytes.slice(index, index + length)).toString('utf8')
      const misread = text.slice(start, start + length)
      const before = text.slice(Math.max(0, start - 1), start)
      const certainty = certaintyOf(meant, bytes[index] ?? 0, before, misread)
      suspects.push({ start, end: start + length, text: meant, certainty })
      index += length
    }
  }
  return { suspects, strangers }
}

function chooseSuspects(text: string, suspects: Suspect[], strangers: number): Suspect[] {
  const sure = suspects.filter((suspect) => suspect.certainty === 'sure')
  if (sure.length > 0) {
    if (strangers === 0) return suspects
    return suspects.filter(
      (suspect) =>
        suspect.certainty === 'sure' ||
        (suspect.certainty === 'formula' && touchesLetter(text, suspect)),
    )
  }
  // No Latin accents at all: Greek or Cyrillic, misread, comes as whole words of such pairs.
  const neighbours = suspects.filter(
    (suspect, index) =>
      suspects[index - 1]?.end === suspect.start || suspects[index + 1]?.start === suspect.end,
  )
  return strangers === 0 && neighbours.length >= 6 && neighbours.length * 2 > suspects.length
    ? suspects
    : []
}

const touchesLetter = (text: string, suspect: Suspect) =>
  /[A-Za-z]/.test(text.charAt(suspect.start - 1)) || /[A-Za-z]/.test(text.charAt(suspect.end))
