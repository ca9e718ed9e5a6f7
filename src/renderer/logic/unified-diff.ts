export interface DiffLine {
  kind: 'hunk' | 'added' | 'removed' | 'same'
  text: string
  /** 1-based, in the text before. */
  before?: number
  /** 1-based, in the text after. */
  after?: number
}

/** A unified diff as lines with their numbers; file headers and “no newline” marks are left out. */
export function parseUnifiedDiff(unified: string): DiffLine[] {
  const lines: DiffLine[] = []
  let before = 0
  let after = 0
  let inHunk = false
  for (const line of unified.split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line)
    if (hunk) {
      before = Number(hunk[1])
      after = Number(hunk[2])
      inHunk = true
      lines.push({ kind: 'hunk', text: line })
    } else if (!inHunk || line.startsWith('\\')) {
      continue
    } else if (line.startsWith('+')) {
      lines.push({ kind: 'added', text: line.slice(1), after: after++ })
    } else if (line.startsWith('-')) {
      lines.push({ kind: 'removed', text: line.slice(1), before: before++ })
    } else if (line.startsWith(' ')) {
      lines.push({ kind: 'same', text: line.slice(1), before: before++, after: after++ })
    }
  }
  return lines
}
