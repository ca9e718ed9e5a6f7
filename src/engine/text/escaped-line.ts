/** What a line of Markdown may begin with. Plain prose after a `\n` proves nothing. */
const markupAfterNewline = /\\n\s*(?:#{1,6} |[-*+] |\d+[.)] |> |\||```|☐|---|\\n)/

/**
 * A document that somebody pasted out of a JSON string: one line, its line breaks spelt `\n`. A
 * single line that merely mentions `\n`, such as a `printf`, is left alone.
 */
export function unescapeOneLine(text: string): {
  text: string
  newlines: number
  strayQuotes: number
} {
  const line = text.replace(/\n+$/, '')
  if (line.includes('\n') || !markupAfterNewline.test(line))
    return { text, newlines: 0, strayQuotes: 0 }

  const { bare, strayQuotes } = withoutStrayQuotes(line)
  let newlines = 0
  const unescaped = bare.replaceAll(
    /\\(?:r\\n|([nrt"\\])|u([0-9a-fA-F]{4}))/g,
    (_, letter: string | undefined, hex: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
      if (letter === 't') return '\t'
      if (letter === '"' || letter === '\\') return letter
      newlines++
      return '\n'
    },
  )
  return { text: unescaped, newlines, strayQuotes }
}

/** The quotes of the string it was pasted from, or the one of the two that was left behind. */
function withoutStrayQuotes(line: string): { bare: string; strayQuotes: number } {
  const opens = line.startsWith('"')
  const closes = /(?:^|[^\\])(?:\\\\)*"$/.test(line)
  if (opens && closes && line.length > 1) return { bare: line.slice(1, -1), strayQuotes: 2 }
  const unescapedQuotes = line.replaceAll(/\\./g, '').split('"').length - 1
  if (unescapedQuotes % 2 === 0) return { bare: line, strayQuotes: 0 }
  if (closes) return { bare: line.slice(0, -1), strayQuotes: 1 }
  if (opens) return { bare: line.slice(1), strayQuotes: 1 }
  return { bare: line, strayQuotes: 0 }
}
