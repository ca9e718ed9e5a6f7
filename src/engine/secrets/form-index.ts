import { minSecretLength } from './secret-forms.ts'

/** One way in which a secret may stand in a text. */
export interface Form {
  text: string
  /** The secret's. */
  name: string
  /** It is a piece of a long form, and not the first: its mark was made already. */
  goesOn: boolean
}

interface Kept extends Form {
  /** The longest other form that this one begins with. */
  within: Kept | undefined
}

const keyLength = minSecretLength
const filterBits = 16
/** Of more than these no pattern is made: no profile has so many secrets, but a target may say them. */
const mostInPattern = 1000

/**
 * Finds forms in texts. Both may be a target's own words, as many and as long as it likes, so what it
 * costs must not depend on how many begin alike: those are kept in order, and searched by halves.
 */
export function createFormIndex() {
  /** By their first characters; in order. */
  const byKey = new Map<string, Kept[]>()
  /** What is shorter than a key, and begins one. */
  const beginnings = new Set<string>()
  /** Passes nearly no place where no form begins. */
  const filter = new Uint8Array(2 ** filterBits)
  let longest = 0
  /** Any key: many times as fast as the filter where there is none, as in most lines of a log. */
  let anyKey: RegExp | undefined

  /** How many of them are not after the text. */
  const countUpTo = (forms: readonly Kept[], text: string): number => {
    let low = 0
    let high = forms.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((forms[middle]?.text ?? '') <= text) low = middle + 1
      else high = middle
    }
    return low
  }
  /** The longest form that the text begins with, if `before` is the last that is not after it. */
  const longestWithin = (before: Kept | undefined, text: string): Kept | undefined => {
    if (before === undefined || text.startsWith(before.text)) return before
    const shared = sharedLength(before.text, text)
    let form = before.within
    while (form && form.text.length > shared) form = form.within
    return form
  }

  return {
    get size() {
      return byKey.size
    },
    get longest() {
      return longest
    },

    /** A form that is known keeps its name. */
    add({ text, name, goesOn }: Form): void {
      const key = text.slice(0, keyLength)
      const forms = byKey.get(key) ?? []
      const at = countUpTo(forms, text)
      const before = forms[at - 1]
      if (before?.text === text) return
      const form: Kept = { text, name, goesOn, within: longestWithin(before, text) }
      for (let index = at; forms[index]?.text.startsWith(text) === true; index++) {
        const longer = forms[index]
        if (longer && (longer.within?.text.length ?? 0) < text.length) longer.within = form
      }
      forms.splice(at, 0, form)
      if (!byKey.has(key)) anyKey = undefined
      byKey.set(key, forms)
      for (let length = 1; length < keyLength; length++) beginnings.add(text.slice(0, length))
      filter[placeOf(keyOf(text))] = 1
      longest = Math.max(longest, text.length)
    },

    /** Whether there may be any: said at once. */
    mayHold(text: string): boolean {
      if (byKey.size > mostInPattern) return true
      anyKey ??= new RegExp([...byKey.keys()].map(literally).join('|'))
      return anyKey.test(text)
    },

    /** The first place, from there on, where a form may begin; -1 where there is none. */
    nextPlace(text: string, from: number): number {
      let key = keyOf(text.slice(from, from + keyLength - 1))
      for (let last = from + keyLength - 1; last < text.length; last++) {
        key = withNext(key, text.charCodeAt(last))
        if (filter[placeOf(key)] === 1) return last - keyLength + 1
      }
      return -1
    },

    /** The longest form that stands there. */
    at(text: string, index: number): Form | undefined {
      const forms = byKey.get(text.slice(index, index + keyLength))
      if (!forms) return undefined
      const rest = text.slice(index, index + longest)
      return longestWithin(forms[countUpTo(forms, rest) - 1], rest)
    },

    /** Whether the text, from there to its end, is the beginning of something longer. */
    mayBeginAt(text: string, index: number): boolean {
      const rest = text.slice(index)
      if (rest.length < keyLength) return beginnings.has(rest)
      const forms = byKey.get(rest.slice(0, keyLength)) ?? []
      return forms[countUpTo(forms, rest)]?.text.startsWith(rest) === true
    },
  }
}

/** The last four characters, a byte of each. */
const withNext = (key: number, code: number): number => (key << 8) | (code & 0xff)
const keyOf = (text: string): number => {
  let key = 0
  for (let index = 0; index < Math.min(text.length, keyLength); index++)
    key = withNext(key, text.charCodeAt(index))
  return key
}
const placeOf = (key: number): number => Math.imul(key, 0x9e_37_79_b1) >>> (32 - filterBits)

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function sharedLength(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  let at = 0
  while (at < length && one.charCodeAt(at) === other.charCodeAt(at)) at++
  return at
}
