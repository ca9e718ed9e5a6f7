import type { Due } from '../../shared/model/runbook.ts'
import { nearestWord } from '../text/nearest.ts'
import { parseDuePoint } from './due.ts'

/** What an author writes at the end of an item's line: `{#ready .blocking owner=ops due=T-15m}`. */
export interface Attributes {
  id?: string
  blocking: boolean
  tags: string[]
  owner?: string
  due?: Due
  /** Words of the block that mean nothing, with what they might have meant. */
  unknown: { word: string; reason: 'key' | 'due'; suggestion?: string }[]
}

const attributeKeys = ['owner', 'due'] as const

const block = /\s*\{((?:\s*(?:#[\w.-]+|\.[\w-]+|[A-Za-z]\w*=(?:"[^"]*"|[^\s"{}]+)))+\s*)\}\s*$/

/** Takes the attribute block off the end of a text, where there is one. */
export function takeAttributes(text: string): { text: string; attributes: Attributes } {
  const attributes: Attributes = { blocking: false, tags: [], unknown: [] }
  const match =
    text.length > 0 && text.trimEnd().endsWith('}') ? block.exec(text.slice(-400)) : null
  if (!match) return { text, attributes }
  for (const [word] of (match[1] ?? '').matchAll(
    /#[\w.-]+|\.[\w-]+|[A-Za-z]\w*=(?:"[^"]*"|[^\s"{}]+)/g,
  )) {
    if (word.startsWith('#')) attributes.id = word.slice(1)
    else if (word === '.blocking') attributes.blocking = true
    else if (word.startsWith('.')) attributes.tags.push(word.slice(1))
    else readPair(attributes, word)
  }
  return { text: text.slice(0, text.length - match[0].length), attributes }
}

function readPair(attributes: Attributes, word: string): void {
  const at = word.indexOf('=')
  const key = word.slice(0, at)
  const value = word.slice(at + 1).replace(/^"(.*)"$/, '$1')
  if (key === 'owner') attributes.owner = value
  else if (key === 'due') {
    const due = parseDuePoint(value)
    if (due) attributes.due = due
    else attributes.unknown.push({ word: value, reason: 'due' })
  } else
    attributes.unknown.push({
      word: key,
      reason: 'key',
      suggestion: nearestWord(key, attributeKeys),
    })
}
