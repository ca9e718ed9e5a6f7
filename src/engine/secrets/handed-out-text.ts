import { isNameOfSecret, shortestHandedOut } from './name-of-secret.ts'

/**
 * A name and the quote that opens its value, in JSON, or in JSON inside a text of JSON. Nothing in
 * these patterns may be of any length: the text is a target's, and may be all backslashes.
 */
const opening = /"([\w.-]{1,80})(\\{0,64})"\s{0,20}:\s{0,20}\2"/
/** What may become one with what comes next. */
const begun = /"[\w.-]{0,80}(?:\\{0,64}(?:"\s{0,20}(?::\s{0,20}\\{0,64})?)?)?$/
/** Only where a run of backslashes begins is it read. */
const closing = /(?<!\\)(\\*)("|\n)/g
const backslashesAtEnd = /(?<!\\)\\*$/
/** More backslashes than any quote is written with; what they say is in whether they are even. */
const mostBackslashes = 128
/** No token is longer; what is, is taken out all the same. */
const longest = 1_000_000

interface OpenValue {
  name: string
  slashes: number
  value: string
}

/**
 * Takes out of a text what stands under the name of a secret, whatever else the text holds, and though
 * it comes in pieces: nothing of a value is let through before its end is known.
 */
export function createHandedOutStream(onFound: (name: string, value: string) => void) {
  let held = ''
  let open: OpenValue | undefined

  const close = ({ name, value }: OpenValue): string => {
    if (value.length < shortestHandedOut) return value
    onFound(name, value)
    return `«${name}»`
  }
  const endOf = (text: string, { slashes }: OpenValue) =>
    text.matchAll(closing).find(([, before = '', mark]) => {
      const isEscaped = slashes === 0 ? before.length % 2 === 1 : before.length > slashes
      return mark === '\n' || !isEscaped
    })

  return {
    push(chunk: string): string {
      let rest = held + chunk
      let shown = ''
      held = ''
      for (;;) {
        if (open) {
          const end = endOf(rest, open)
          const before = rest.slice(0, end?.index ?? heldBackFrom(rest))
          if (open.value.length < longest) open.value += before
          rest = rest.slice(before.length)
          if (!end) {
            held = rest
            return shown
          }
          shown += close(open)
          open = undefined
        }
        const found = opening.exec(rest)
        if (!found) {
          const at = begun.exec(rest)?.index ?? rest.length
          held = rest.slice(at)
          return shown + rest.slice(0, at)
        }
        const [whole, name = '', slashes = ''] = found
        const after = found.index + whole.length
        shown += rest.slice(0, after)
        rest = rest.slice(after)
        if (isNameOfSecret(name)) open = { name, slashes: slashes.length, value: '' }
      }
    },
  }
}

/** Backslashes at the end may belong to a quote that comes next. */
function heldBackFrom(text: string): number {
  const count = backslashesAtEnd.exec(text)?.[0].length ?? 0
  return text.length - (count > mostBackslashes ? mostBackslashes + (count % 2) : count)
}

/** What a whole text hands out. */
export function handedOutIn(text: string): [string, string][] {
  const found: [string, string][] = []
  // The last value may have no end: a line has.
  createHandedOutStream((name, value) => found.push([name, value])).push(`${text}\n`)
  return found
}
