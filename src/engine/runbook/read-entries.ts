import type { List, ListItem, Paragraph, PhrasingContent, RootContent } from 'mdast'

import type { Item } from '../../shared/model/runbook.ts'
import type { Block, Inline } from '../../shared/model/text.ts'
import { takeAttributes, type Attributes } from './attributes.ts'
import { readGlyphBox } from './box-lines.ts'
import { readCheckFence } from './check-fence.ts'
import { commandsIn } from './commands-in.ts'
import { fenceWord, noteFenceWord } from './fence-words.ts'
import { lineOf, plainText, toBlocks, toInline } from './markdown-text.ts'
import type { RunbookBuilder } from './runbook-builder.ts'

/** A list whose every entry is a link into the document leads the reader; it asks for nothing. */
export const isTableOfContents = (list: List) =>
  list.children.every((entry) => {
    const [only] = entry.children
    return (
      only?.type === 'paragraph' &&
      only.children.length === 1 &&
      only.children[0]?.type === 'link' &&
      only.children[0].url.startsWith('#')
    )
  })

export const isBoxed = (entry: ListItem) =>
  typeof entry.checked === 'boolean' || glyphOf(entry) !== undefined

export const holdsBox = (list: List): boolean =>
  list.children.some(
    (entry) =>
      isBoxed(entry) || entry.children.some((child) => child.type === 'list' && holdsBox(child)),
  )

function glyphOf(entry: ListItem) {
  const [first] = entry.children
  const [text] = first?.type === 'paragraph' ? first.children : []
  return text?.type === 'text' ? readGlyphBox(text.value) : undefined
}

/** Reads the entries of a list as items: the boxed ones, or all in a document with no box. */
export function readEntries(list: List, builder: RunbookBuilder, parent: Item | undefined): void {
  for (const entry of list.children) {
    if (builder.boxless || isBoxed(entry)) {
      readEntry(entry, builder, parent)
      continue
    }
    // An entry without a box among boxed ones, or above them: a remark, or a caption.
    const inner = entry.children.filter((child) => child.type === 'list' && holdsBox(child))
    const own = entry.children.filter((child) => !inner.includes(child))
    const details: Block[] =
      own.length > 0 ? [{ t: 'list', ordered: list.ordered === true, items: [toBlocks(own)] }] : []
    if (parent) parent.details.push(...details)
    else builder.addDetails(details, commandsIn(own))
    for (const child of inner) if (child.type === 'list') readEntries(child, builder, parent)
  }
}

function readEntry(entry: ListItem, builder: RunbookBuilder, parent: Item | undefined): void {
  const glyph = glyphOf(entry)
  const [first, ...rest] = entry.children
  const head = first?.type === 'paragraph' ? readHead(first, glyph?.text) : undefined
  const body = head ? rest : entry.children
  const checks = body.flatMap((child) =>
    child.type === 'code' && fenceWord(child) === 'check'
      ? [readCheckFence(child, builder.lines, builder.probes)]
      : [],
  )
  // In a document with no box nested entries are sub-items: shown under their item, ticked with it.
  const inner = builder.boxless
    ? []
    : body.filter((child) => child.type === 'list' && holdsBox(child))
  for (const child of body)
    if (child.type === 'code') {
      const word = fenceWord(child)
      if (word === 'gate') builder.gateFences.push(child)
      else if (word === 'budget') builder.budgetFences.push(child)
      else if (word === 'tail') builder.tailFences.push(child)
      else if (word === 'rollback') builder.rollbackFences.push(child)
    }
  const details = body.filter(
    (child) =>
      !inner.includes(child) &&
      !(
        child.type === 'code' &&
        ['check', 'gate', 'budget', 'tail', 'scenario', 'rollback'].includes(fenceWord(child) ?? '')
      ),
  )
  const line = head ? lineOf(first ?? entry) : lineOf(entry)
  const title = head?.title ?? [{ t: 'text', text: firstWords(details) }]
  const item = builder.addItem({
    title,
    line,
    ticked: entry.checked === true || glyph?.ticked === true,
    attributes: head?.attributes ?? takeAttributes('').attributes,
    details: [...(head?.more ?? []), ...toBlocks(details)],
    commands: [
      ...(first?.type === 'paragraph' && head ? commandsIn([first]) : []),
      ...commandsIn(details),
    ],
    checks,
    ...(parent ? { parent } : {}),
  })
  for (const child of body)
    if (child.type === 'code' && fenceWord(child) === 'scenario')
      builder.scenarioFences.push({ node: child, item })
  for (const child of details) if (child.type === 'code') noteFenceWord(child, builder, item.id)
  for (const child of inner) if (child.type === 'list') readEntries(child, builder, item)
}

interface Head {
  title: Inline[]
  attributes: Attributes
  /** What stands behind a hard break or the attribute block is no part of the title. */
  more: Block[]
}

/** The first paragraph of an entry: its title, its attribute block, and what follows a hard break. */
function readHead(paragraph: Paragraph, withoutGlyph: string | undefined): Head {
  let nodes: PhrasingContent[] = [...paragraph.children]
  const [text] = nodes
  if (withoutGlyph !== undefined && text?.type === 'text')
    nodes[0] = { ...text, value: withoutGlyph }
  let { attributes } = takeAttributes('')
  nodes = nodes.flatMap((node, index): PhrasingContent[] => {
    if (node.type !== 'text' || !node.value.includes('}')) return [node]
    const lines = node.value.split('\n')
    for (const [at, line] of lines.entries()) {
      const isLast = at === lines.length - 1
      const endsLine = !isLast || index === nodes.length - 1 || nodes[index + 1]?.type === 'break'
      const taken = takeAttributes(line)
      if (!endsLine || taken.text === line) continue
      attributes = taken.attributes
      const head = { ...node, value: [...lines.slice(0, at), taken.text].join('\n') }
      // The block ends the title, as a hard break does: what the author wrote below is a detail.
      const rest = { ...node, value: lines.slice(at + 1).join('\n') }
      return isLast ? [head] : [head, { type: 'break' }, rest]
    }
    return [node]
  })
  const cut = nodes.findIndex((node) => node.type === 'break')
  const title = toInline(cut < 0 ? nodes : nodes.slice(0, cut))
  const more = cut < 0 ? [] : toInline(nodes.slice(cut + 1))
  return { title, attributes, more: more.length > 0 ? [{ t: 'paragraph', children: more }] : [] }
}

function firstWords(nodes: readonly RootContent[]): string {
  const [first] = nodes
  const text =
    first?.type === 'code'
      ? first.value
      : first && 'children' in first
        ? plainText(toInline(first.children as PhrasingContent[]))
        : ''
  return text.trim().split('\n')[0]?.slice(0, 120) || '…'
}
