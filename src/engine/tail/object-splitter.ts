/** An object longer than this is no log entry: it is let go of, up to the next one. */
const mostCharacters = 256 * 1024

/** Cuts a stream of JSON objects, however they are indented, into their texts. */
export function createObjectSplitter(onObject: (text: string) => void): {
  push(text: string): void
} {
  let held = ''
  let depth = 0
  let isInString = false
  let isEscaped = false

  return {
    push(text) {
      let from = 0
      for (let at = 0; at < text.length; at++) {
        const character = text[at]
        if (isInString) {
          if (isEscaped) isEscaped = false
          else if (character === '\\') isEscaped = true
          else if (character === '"') isInString = false
          continue
        }
        if (character === '"' && depth > 0) isInString = true
        else if (character === '{') {
          if (depth === 0) from = at
          depth++
        } else if (character === '}' && depth > 0) {
          depth--
          if (depth > 0) continue
          onObject(held + text.slice(from, at + 1))
          held = ''
          from = at + 1
        }
      }
      if (depth > 0) held += text.slice(from)
      if (held.length > mostCharacters) {
        held = ''
        depth = 0
        isInString = false
        isEscaped = false
      }
    },
  }
}
