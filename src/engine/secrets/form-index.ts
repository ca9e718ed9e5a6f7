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
const filterMask = 0xff_ff

/**
 * Finds forms in texts. Both may be a target's own words, as many and as long as it likes, so what it
 * costs must not depend on how many begin alike: those are kept in order, and searched by halves.
 */
export function createFormIndex() {
  /** By their first characters; in order. */
  const byKey = new Map<string, Kept[]>()
  /** What is shorter than a key, and begins one. */
  const beginnings = new Set<string>()
  /** Passes nearly no place where no form begins: most lines of a log have none. */
  const filter = new Uint8Array(filterMask + 1)
  let longest = 0

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
      byKey.set(key, forms)
      for (let length = 1; length < keyLength; length++) beginnings.add(text.slice(0, length))
      filter[hashAt(text, 0)] = 1
      longest = Math.max(longest, text.length)
    },

    /** The longest form that stands there. */
    at(text: string, index: number): Form | undefined {
      if (filter[hashAt(text, index)] === 0) return undefined
      const forms = byKey.get(text.slice(index, index + keyLength))
      if (!forms) return undefined
      const rest = text.slice(index, index + longest)
      return longestWithin(forms[countUpTo(forms, rest) - 1], rest)
    },

    /** Whether the text, from there to its end, is the beginning of something longer. */
    mayBeginAt(text: string, index: number): boolean {
      const rest = text.slice(index)
      if (rest.length < keyLength) return beginnings.has(rest)
      if (filter[hashAt(text, index)] === 0) return false
      const forms = byKey.get(rest.slice(0, keyLength)) ?? []
      return forms[countUpTo(forms, rest)]?.text.startsWith(rest) === true
    },
  }
}

/** Of the characters of a key; past the end of the text it is anything. */
function hashAt(text: string, index: number): number {
  return (
    (text.charCodeAt(index) * 31 +
      text.charCodeAt(index + 1) * 1021 +
      text.charCodeAt(index + 2) * 8191 +
      text.charCodeAt(index + 3) * 65_537) &
    filterMask
  )
}

function sharedLength(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  let at = 0
  while (at < length && one.charCodeAt(at) === other.charCodeAt(at)) at++
  return at
}
