/** A line that a look at a log came across. */
export interface NearLine {
  text: string
  /** It is one of those that were looked for. */
  isMatch: boolean
}

/** The output of a step that looks at a log, line by line: `> ` leads what matched. */
export function nearestLines(output: string): NearLine[] {
  if (output === '') return []
  const lines: NearLine[] = []
  for (const text of output.split('\n')) {
    const isMatch = text.startsWith('> ')
    const last = lines.at(-1)
    // What has neither mark is the rest of a folded line.
    if (isMatch || text.startsWith('  ') || !last) lines.push({ text: text.slice(2), isMatch })
    else last.text += `\n${text}`
  }
  return lines
}
