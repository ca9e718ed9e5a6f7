import type { RootContent } from 'mdast'

import type { RunbookCommand } from '../../shared/model/runbook.ts'
import { classifyCommand } from './command-words.ts'
import { fenceCommands } from './fence-commands.ts'
import { fenceWord } from './fence-words.ts'
import { lineOf } from './markdown-text.ts'

/** Commands in the inline codes and fences of blocks, in order. */
export function commandsIn(nodes: readonly RootContent[]): RunbookCommand[] {
  return nodes.flatMap((node): RunbookCommand[] => {
    if (node.type === 'code') return fenceWord(node) === undefined ? fenceCommands(node) : []
    if (node.type === 'inlineCode') return inlineCommand(node.value, lineOf(node), 'inline')
    return 'children' in node ? commandsIn(node.children) : []
  })
}

export function inlineCommand(
  text: string,
  line: number,
  origin: RunbookCommand['origin'],
): RunbookCommand[] {
  const { isCommand, danger } = classifyCommand(text)
  return isCommand ? [{ text: text.trim().replace(/^\$ /, ''), line, origin, danger }] : []
}
