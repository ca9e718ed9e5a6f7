import type { Code } from 'mdast'

import { message } from '../../shared/messages/message.ts'
import { nearestWord } from '../text/nearest.ts'
import { lineOf } from './markdown-text.ts'
import type { RunbookBuilder } from './runbook-builder.ts'

const fenceWords = ['check', 'contacts', 'gate', 'budget', 'tail', 'scenario', 'rollback'] as const

/** The Warroom word of a fence: ```` ```yaml check ```` or ```` ```check ````. */
export function fenceWord(node: Code): string | undefined {
  const language = node.lang?.toLowerCase() ?? ''
  const words: readonly string[] = fenceWords
  if (words.includes(language)) return language
  const [first = ''] = (node.meta ?? '').trim().split(/\s+/)
  return /^ya?ml$/.test(language) && words.includes(first) ? first : undefined
}

/** Says of a fence that its word is none but close to one. */
export function noteFenceWord(node: Code, builder: RunbookBuilder, itemId?: string): void {
  const word = fenceWord(node)
  const [found = ''] = (node.meta ?? '').trim().split(/\s+/)
  if (word !== undefined || !/^ya?ml$/i.test(node.lang ?? '') || found === '') return
  const suggestion = nearestWord(found, fenceWords)
  if (suggestion !== undefined) {
    const expected = fenceWords.join(', ')
    builder.note(
      'warning',
      builder.placeOf(lineOf(node), found),
      message('runbook.unknown-fence', { found, expected }),
      suggestion,
      itemId,
    )
  }
}
