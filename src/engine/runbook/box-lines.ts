/** A box that somebody ticks, as a glyph or in brackets. */
const box = /^(?:([☐□▢])|([☑☒✔])|\[( )\]|\[([xX])\])(?:\s+|$)/u
const bullet = /^\s*(?:(?:[-*+•]|\d{1,3}[.)])\s+)?/u

export interface BoxedText {
  text: string
  ticked: boolean
}

/** The text behind a glyph box, where one begins the text. `[ ]` counts only where glyphs do. */
export function readGlyphBox(text: string): BoxedText | undefined {
  const match = /^\s*([☐□▢☑☒])[ \t]+(?=\S)/u.exec(text)
  if (!match) return undefined
  return { text: text.slice(match[0].length), ticked: /[☑☒]/u.test(match[1] ?? '') }
}

/** A whole line that is a boxed entry, with or without a bullet. */
export function readBoxLine(line: string): BoxedText | undefined {
  const start = bullet.exec(line)?.[0].length ?? 0
  const match = box.exec(line.slice(start))
  if (!match) return undefined
  const text = line.slice(start + match[0].length).trim()
  return text === ''
    ? undefined
    : { text, ticked: match[2] !== undefined || match[4] !== undefined }
}

/** A cell that is nothing but a box. */
export function readBoxCell(text: string): { ticked: boolean } | undefined {
  const match = /^(?:([☐□▢]|\[ ?\])|([☑☒✔]|\[[xX]\]))$/u.exec(text.trim())
  return match ? { ticked: match[2] !== undefined } : undefined
}

/** A line that heads the boxed lines below it: capitals, with perhaps a remark in brackets. */
export function readGroupLine(line: string): string | undefined {
  const text = line.trim().replace(/\s*:$/, '')
  const words = text.replaceAll(/\([^)]*\)/g, '')
  const isCapital = /\p{Lu}{2}/u.test(words) && !/\p{Ll}/u.test(words)
  return isCapital && text.length <= 80 && !/[_☐☑☒=|]/u.test(text) ? text : undefined
}

const proseLanguages = new Set(['', 'text', 'txt', 'plain', 'plaintext'])

/** Does a fence hold a checklist, and not a sample of code that mentions a box? */
export function isBoxedFence(language: string | null | undefined, text: string): boolean {
  return (
    proseLanguages.has((language ?? '').toLowerCase()) &&
    text.split('\n').some((line) => readBoxLine(line) !== undefined)
  )
}
