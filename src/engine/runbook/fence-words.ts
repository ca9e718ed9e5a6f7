import type { Code } from 'mdast'

import { message } from '../../shared/messages/message.ts'
import { nearestWord } from '../text/nearest.ts'
import { lineOf } from './markdown-text.ts'
import type { RunbookBuilder } from './runbook-builder.ts'

/** Fence words that are parsed and run now, and those that only later versions run. */
const runnableWords = ['check', 'contacts', 'gate', 'budget', 'tail', 'scenario'] as const
const laterWords = ['rollback'] as const
const fenceWords = [...runnableWords, ...laterWords]

/** The Warroom word of a fence: ```` ```yaml check ```` or ```` ```check ````. */
export function fenceWord(node: Code): string | undefined {
  const language = node.lang?.toLowerCase() ?? ''
  const words: readonly string[] = fenceWords
  if (words.includes(language)) return language
  const [first = ''] = (node.meta ?? '').trim().split(/\s+/)
  return /^ya?ml$/.test(language) && words.includes(first) ? first : undefined
}

/** Says of a fence that its word is not run yet, or is none but close to one. */
export function noteFenceWord(node: Code, builder: RunbookBuilder, itemId?: string): void {
  const word = fenceWord(node)
  const place = builder.placeOf(lineOf(node), '```')
  if (word !== undefined && (laterWords as readonly string[]).includes(word)) {
    builder.note('info', place, message('runbook.not-yet-runnable', { word }), undefined, itemId)
    return
  }
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
