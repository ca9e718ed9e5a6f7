import { createTwoFilesPatch } from 'diff'

import type { Item, Runbook } from '../../shared/model/runbook.ts'
import type { RunbookDiff } from '../../shared/rpc/views.ts'
import { slugOf } from './identity.ts'

/** Two texts that have nothing in common would be compared for minutes; then they are two texts. */
const patchTimeoutMs = 1_500

/**
 * What an edit of a runbook means for its items. Items are the same by id, else by a similar title
 * in the order of the document: a reworded item is changed, not removed and added.
 */
export function diffRunbooks(from: Runbook, to: Runbook): RunbookDiff {
  const before = new Map(from.items.map((item) => [item.id, item]))
  const after = new Set(to.items.map((item) => item.id))
  const gone = from.items.filter((item) => !after.has(item.id))
  const come = to.items.filter((item) => !before.has(item.id))
  const reworded = matchSimilar(gone, come)
  const matched = new Set(reworded.values())
  const changed = to.items.filter((item) => {
    const old = before.get(item.id)
    return matched.has(item) || (old !== undefined && contentOf(old) !== contentOf(item))
  })
  const named = (items: Item[]) => items.map(({ id, title }) => ({ itemId: id, title }))
  return {
    fromHash: from.hash,
    toHash: to.hash,
    unified: editsOf(from, to),
    added: named(come.filter((item) => !matched.has(item))),
    removed: named(gone.filter((item) => !reworded.has(item))),
    changed: named(changed),
  }
}

interface TextFile {
  fileName: string
  text: string
}

/** Of an overlay that is not there. */
const noFile: TextFile = { fileName: '/dev/null', text: '' }

/** The runbook's, and its overlay's where it was edited too. */
function editsOf(from: Runbook, to: Runbook): string {
  const before = from.overlay ?? noFile
  const after = to.overlay ?? noFile
  if (before.text === after.text) return unifiedDiff(from, to)
  const overlay = unifiedDiff(before, after)
  return from.text === to.text ? overlay : `${unifiedDiff(from, to)}\n${overlay}`
}

function unifiedDiff(from: TextFile, to: TextFile): string {
  const patch = createTwoFilesPatch(
    from.fileName,
    to.fileName,
    from.text,
    to.text,
    undefined,
    undefined,
    {
      context: 3,
      timeout: patchTimeoutMs,
    },
  )
  if (patch !== undefined) return patch
  const marked = (text: string, mark: string) => text.split('\n').map((line) => mark + line)
  return [
    `--- ${from.fileName}`,
    `+++ ${to.fileName}`,
    ...marked(from.text, '-'),
    ...marked(to.text, '+'),
  ].join('\n')
}

/** What an item asks for, without where it stands. */
function contentOf(item: Item): string {
  return JSON.stringify(item, (key, value: unknown) =>
    /^(?:line|column|number|phaseId|parentId)$/.test(key) ? undefined : value,
  )
}

/** How much of their words two titles must share. */
const similarity = 0.5
/** A whole new document is not compared word by word with the old one. */
const mostCandidates = 500

function matchSimilar(gone: Item[], come: Item[]): Map<Item, Item> {
  const matches = new Map<Item, Item>()
  if (gone.length > mostCandidates || come.length > mostCandidates) return matches
  const left = come.map((item) => ({ item, words: wordsOf(item) }))
  for (const old of gone) {
    const words = wordsOf(old)
    const [best] = left
      .map((candidate, index) => ({ index, candidate, score: shared(words, candidate.words) }))
      .filter(({ score }) => score >= similarity)
      .sort((one, other) => other.score - one.score || one.index - other.index)
    if (!best) continue
    matches.set(old, best.candidate.item)
    left.splice(left.indexOf(best.candidate), 1)
  }
  return matches
}

const wordsOf = (item: Item) => new Set(slugOf(item.title).split('-'))

/** Words in common over all their words. */
function shared(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const both = left.intersection(right).size
  return both / (left.size + right.size - both || 1)
}
