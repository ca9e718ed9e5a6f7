import type { Nodes, RootContent } from 'mdast'

import { parseMarkdown } from './markdown-text.ts'

export interface MarkdownDocument {
  children: RootContent[]
  /** Lines that were left out because reading them could take forever, 1-based. */
  unread: number[]
}

/** Above this size a document is read section by section. */
const wholeSize = 32_000
const sectionSize = 1_500

/**
 * Reads Markdown in time that grows with its size. The parser's does not: with each heading, list
 * and table it goes over its whole event list again. So a large document is cut at its headings,
 * which end every block before them; only references to links defined elsewhere are lost, and are
 * shown as they are written.
 */
export function readMarkdown(text: string): MarkdownDocument {
  const lines = text.split('\n')
  const unread = blankHostileLines(lines)
  if (text.length <= wholeSize)
    return { children: parseMarkdown(lines.join('\n')).children, unread }
  const children: RootContent[] = []
  for (const { start, end } of sections(lines)) {
    for (const node of parseMarkdown(lines.slice(start, end).join('\n')).children) {
      shiftLines(node, start)
      children.push(node)
    }
  }
  return { children, unread }
}

const fence = /^ {0,3}(`{3,}|~{3,})/
const heading = /^#{1,6}\s/
const rawStart = /^ {0,3}<(!--|pre|script|style|textarea)/i

/** Ranges of lines, each beginning with a heading that no fence or comment holds. */
function sections(lines: readonly string[]): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = []
  let start = 0
  let size = 0
  let closing: RegExp | undefined
  lines.forEach((line, index) => {
    if (closing) {
      if (closing.test(line)) closing = undefined
    } else {
      if (size >= sectionSize && heading.test(line)) {
        ranges.push({ start, end: index })
        start = index
        size = 0
      }
      closing = closingOf(line)
    }
    size += line.length + 1
  })
  ranges.push({ start, end: lines.length })
  return ranges
}

/** What ends the fence, comment or raw HTML that a line begins. */
function closingOf(line: string): RegExp | undefined {
  const marks = fence.exec(line)?.[1]
  if (marks) return new RegExp(`^ {0,3}${marks.charAt(0)}{${marks.length},}\\s*$`)
  const raw = rawStart.exec(line)?.[1]?.toLowerCase()
  if (raw === undefined) return undefined
  const end = raw === '!--' ? '-->' : `</${raw}>`
  return line.includes(end) ? undefined : new RegExp(end, 'i')
}

function shiftLines(node: Nodes, by: number): void {
  if (node.position) {
    node.position.start.line += by
    node.position.end.line += by
  }
  if ('children' in node) for (const child of node.children) shiftLines(child, by)
}

/** Deeper, or denser in marks, than any person writes. */
const mostLevels = 40
const deepest = 160
const mostMarks = 2_500

/** Blanks lines on which the parser would spend minutes or its whole stack, and names them. */
function blankHostileLines(lines: string[]): number[] {
  const unread: number[] = []
  let marks = 0
  lines.forEach((line, index) => {
    // Marks pair up within a paragraph; a new block begins a new count.
    if (line.trim() === '' || /^\s*(?:[-*+|>#]|\d+[.)])/.test(line)) marks = 0
    marks += line.match(/[*_~`[\]!<&]/g)?.length ?? 0
    const indent = line.search(/\S/)
    const isDeep = indent > deepest && /^\s*(?:[-*+>]|\d+[.)])/.test(line)
    if (marks <= mostMarks && !isDeep && leadingMarkers(line) <= mostLevels) return
    lines[index] = ''
    unread.push(index + 1)
    marks = 0
  })
  return unread
}

/** How many lists and quotes one line opens: `> > - 1. - text`. */
function leadingMarkers(line: string): number {
  let count = 0
  const marker = /\s*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s))/y
  while (count <= mostLevels && marker.test(line)) count++
  return count
}
