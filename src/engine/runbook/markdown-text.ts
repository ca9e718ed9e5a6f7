import type {
  Code,
  BlockContent,
  DefinitionContent,
  List,
  PhrasingContent,
  Root,
  RootContent,
  Table,
  TableRow,
} from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

import type { Block, Inline } from '../../shared/model/text.ts'

export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

/** Line of a node, 1-based. Every node of a parsed document has one. */
export function lineOf(node: { position?: { start: { line: number } } | undefined }): number {
  return node.position?.start.line ?? 1
}

/** Line of the first character inside a code block: under its fence, or its own where it is indented. */
export function codeLineOf(node: Code): number {
  const start = lineOf(node)
  const span = (node.position?.end.line ?? start) - start + 1
  return span > node.value.split('\n').length ? start + 1 : start
}

/** What of inline Markdown may be drawn. HTML and images become their text. */
export function toInline(nodes: readonly PhrasingContent[]): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    switch (node.type) {
      case 'text':
      case 'html':
        return [{ t: 'text', text: node.value }]
      case 'inlineCode':
        return [{ t: 'code', text: node.value }]
      case 'strong':
      case 'emphasis':
      case 'delete':
        return [{ t: node.type, children: toInline(node.children) }]
      case 'link':
        return [{ t: 'link', url: node.url, children: toInline(node.children) }]
      case 'linkReference':
        return toInline(node.children)
      case 'break':
        return [{ t: 'break' }]
      case 'image':
      case 'imageReference':
        return node.alt ? [{ t: 'text', text: node.alt }] : []
      case 'footnoteReference':
        return [{ t: 'text', text: `[${node.label ?? node.identifier}]` }]
      default:
        return []
    }
  })
}

type Flow = RootContent | BlockContent | DefinitionContent

/** What of block Markdown may be drawn. */
export function toBlocks(nodes: readonly Flow[]): Block[] {
  return nodes.flatMap((node): Block[] => {
    switch (node.type) {
      case 'paragraph':
        return [{ t: 'paragraph', children: toInline(node.children) }]
      case 'heading':
        return [{ t: 'heading', depth: node.depth, children: toInline(node.children) }]
      case 'code':
        return [codeBlock(node.value, lineOf(node), node.lang)]
      case 'list':
        return [listBlock(node)]
      case 'blockquote':
        return [{ t: 'quote', children: toBlocks(node.children) }]
      case 'table':
        return [tableBlock(node)]
      case 'thematicBreak':
        return [{ t: 'rule' }]
      case 'html':
        return [{ t: 'paragraph', children: [{ t: 'text', text: node.value }] }]
      case 'footnoteDefinition':
        return toBlocks(node.children)
      default:
        return []
    }
  })
}

export function codeBlock(text: string, line: number, language?: string | null): Block {
  return { t: 'code', text, line, ...(language ? { language } : {}) }
}

const listBlock = (list: List): Block => ({
  t: 'list',
  ordered: list.ordered === true,
  items: list.children.map((item) => toBlocks(item.children)),
})

const tableBlock = (table: Table): Block => {
  const [header, ...rows] = table.children.map(cellsOf)
  return { t: 'table', header: header ?? [], rows }
}

export const cellsOf = (row: TableRow): Inline[][] =>
  row.children.map((cell) => toInline(cell.children))

/** The words alone, on one line. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines.map(inlineText).join('').replaceAll(/\s+/g, ' ').trim()
}

function inlineText(inline: Inline): string {
  switch (inline.t) {
    case 'text':
    case 'code':
      return inline.text
    case 'break':
      return ' '
    default:
      return inline.children.map(inlineText).join('')
  }
}

/** Every inline code of a text, in order. */
export function inlineCodes(inlines: readonly Inline[]): string[] {
  return inlines.flatMap((inline) => {
    if (inline.t === 'code') return [inline.text]
    return 'children' in inline ? inlineCodes(inline.children) : []
  })
}
