import type { Code } from 'mdast'

import type { RunbookCommand } from '../../shared/model/runbook.ts'
import { classifyCommand } from './command-words.ts'
import { codeLineOf } from './markdown-text.ts'
import { parseScript } from './shell-syntax.ts'

const shellLanguages = new Set(['bash', 'sh', 'shell', 'zsh'])
const sessionLanguages = new Set(['console', 'shell-session', 'terminal'])

/** Lines that pass something on to the next: apart they would not mean the same. */
const sharesState =
  /^\s*(?:export\s|cd\s|set\s|source\s|\.\s|wait\b|trap\s|[A-Za-z_]\w*=\S*\s*$|[A-Za-z_]\w*=.*\$\()|&\s*$/m

/**
 * The commands of a fence: one a line, a line being as long as its quotes, loops and here-documents;
 * or the whole fence where its lines share variables, a folder or background work.
 */
export function fenceCommands(node: Code): RunbookCommand[] {
  const language = node.lang?.toLowerCase()
  const firstLine = codeLineOf(node)
  const command = (text: string, line: number): RunbookCommand => ({
    text,
    line,
    ...(language ? { language } : {}),
    origin: 'fence',
    danger: classifyCommand(text).danger,
  })
  if (language && sessionLanguages.has(language)) {
    return node.value.split('\n').flatMap((line, index) => {
      const typed = /^[$#%>]\s+(\S.*)$/.exec(line)?.[1]
      return typed === undefined ? [] : [command(typed, firstLine + index)]
    })
  }
  if (language !== undefined && !shellLanguages.has(language)) return []
  const pieces = splitScript(node.value)
  if (pieces.length === 0) return []
  // Without a language it may be a sample, a tree of files, a form.
  if (language === undefined && !pieces.every((piece) => classifyCommand(piece.text).isCommand))
    return []
  const [first] = pieces
  if (first && pieces.length > 1 && pieces.some((piece) => sharesState.test(piece.text))) {
    const last = pieces.at(-1) ?? first
    const lines = node.value
      .split('\n')
      .slice(first.offset, last.offset + last.text.split('\n').length)
    return [command(lines.join('\n'), firstLine + first.offset)]
  }
  return pieces.map((piece) => command(piece.text, firstLine + piece.offset))
}

const loopWords = /^\s*(?:for|while|until|if|case|select)\b|\bdo\s*$|\{\s*$/
const longestPiece = 200

/** Splits where each line, or run of lines, is a whole script by itself. */
function splitScript(source: string): { text: string; offset: number }[] {
  const lines = source.split('\n')
  const pieces: { text: string; offset: number }[] = []
  for (let start = 0; start < lines.length;) {
    if (/^\s*(?:#.*)?$/.test(lines[start] ?? '')) {
      start++
      continue
    }
    let end = start + 1
    const piece = () => lines.slice(start, end).join('\n')
    const furthest = Math.min(lines.length, start + longestPiece)
    while (end < furthest && !isWhole(piece())) end++
    // Nothing closes what this line opens: it stands alone, however it reads.
    if (!isWhole(piece())) end = start + 1
    pieces.push({ text: piece().trim(), offset: start })
    start = end
  }
  return pieces
}

function isWhole(text: string): boolean {
  if (text.endsWith('\\') || /(?:\|\||&&|\|)\s*$/.test(text)) return false
  const starts = text.match(/(?:^|[;\n&|]\s*)(?:do|then|case)\b|(?:^|[\s;])\{(?=\s)/g)?.length ?? 0
  const ends =
    text.match(/(?:^|[;\n]\s*|\s)(?:done|fi|esac)\b|(?:^|[\s;])\}(?=\s|$|;)/g)?.length ?? 0
  if (loopWords.test(text) ? starts === 0 || starts > ends : starts > ends) return false
  return parseScript(text).complete
}
