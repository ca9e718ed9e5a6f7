import type { Span } from './span.ts'

/** What services put before their keys, so that they are recognised where they should not be. */
const prefixed =
  /(?<![\w-])(?:sk_(?:live|test)_\w{10,}|rk_(?:live|test)_\w{10,}|whsec_[\w+/=]{16,}|gh[opusr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{35}|EAA[A-Za-z0-9]{40,}|npm_\w{30,}|SG\.[\w-]{16,}\.[\w-]{16,}|sk-(?:ant-|proj-)?[\w-]{24,}|ya29\.[\w-]{20,}|dop_v1_[0-9a-f]{32,}|fo1_[\w-]{20,}|FlyV1\s[\w+/=,-]{20,}|hf_\w{20,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,})/g
const bearer = /\b(?:Bearer|Basic)\s+([\w.~+/-]{16,}=*)/g
const inUrl = /:\/\/[^\s:/@"']*:([^\s/@"'*•«»]{3,})@/g
const privateKey = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/g
const named =
  /(?:api[_-]?key|secret|token|passw(?:or)?d|mot_?de_?passe|authorization|access[_-]?key|private[_-]?key)\w*["']?\s*[:=]\s*["']?([\w+/=.~-]{12,128})/gi
const bare = /(?<![\w+/=.-])[A-Za-z0-9+/_-]{32,128}={0,2}(?![\w+/.-])/g

/** Random characters carry more than this of each; words and numbers carry less. */
const namedBits = 3
const bareBits = 4.2

export function findTokens(text: string): Span[] {
  return [
    ...spansOf(text, prefixed, 'token', 0),
    ...spansOf(text, bearer, 'token', 1, (value) => !isMaskedText(value)),
    ...spansOf(text, inUrl, 'token', 1, (value) => !isMaskedText(value)),
    ...spansOf(text, privateKey, 'key', 0),
    ...spansOf(
      text,
      named,
      'key',
      1,
      (value) => /\d/.test(value) && bitsOf(value) >= namedBits && !isMaskedText(value),
    ),
    ...spansOf(text, bare, 'key', 0, isRandom),
  ]
}

/** `XXXX`, `****`, and what keeps only a few characters beside them. */
const isMaskedText = (value: string) => /([x*•.])\1{2,}/i.test(value)

/** Digests, UUIDs and trace ids are in one case, paths and names hold few digits. */
function isRandom(value: string): boolean {
  const digits = value.match(/\d/g)?.length ?? 0
  return (
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    digits >= 3 &&
    (value.match(/\//g)?.length ?? 0) <= 2 &&
    !isMaskedText(value) &&
    bitsOf(value) >= bareBits
  )
}

/** Shannon's measure, in bits for each character. */
export function bitsOf(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values())
    bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

function spansOf(
  text: string,
  pattern: RegExp,
  kind: 'token' | 'key',
  group: number,
  isIt: (value: string) => boolean = () => true,
): Span[] {
  return Array.from(text.matchAll(pattern)).flatMap((found): Span[] => {
    const value = found[group] ?? ''
    const start = found.index + (group === 0 ? 0 : found[0].lastIndexOf(value))
    return isIt(value) ? [{ kind, start, end: start + value.length }] : []
  })
}
