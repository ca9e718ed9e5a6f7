import type { Code, List, Paragraph, RootContent, Table } from 'mdast'

import { message } from '../../shared/messages/message.ts'
import { takeAttributes } from './attributes.ts'
import { isBoxedFence, readBoxCell, readGlyphBox } from './box-lines.ts'
import { readCheckFence, type CheckFence } from './check-fence.ts'
import { commandsIn, inlineCommand } from './commands-in.ts'
import { readContactsFence, readContactsTable } from './contacts.ts'
import { fenceWord, noteFenceWord } from './fence-words.ts'
import {
  cellsOf,
  codeLineOf,
  inlineCodes,
  lineOf,
  plainText,
  toBlocks,
  toInline,
} from './markdown-text.ts'
import { readBoxedLines } from './read-boxed-lines.ts'
import { holdsBox, isTableOfContents, readEntries } from './read-entries.ts'
import type { RunbookBuilder } from './runbook-builder.ts'
import { readTableRow, tableColumns } from './table-rows.ts'

/** Reads blocks in document order into phases, items and details. */
export function readFlow(nodes: readonly RootContent[], builder: RunbookBuilder): void {
  for (const node of nodes) {
    switch (node.type) {
      case 'heading':
        builder.openPhase(toInline(node.children), node.depth, lineOf(node))
        break
      case 'list':
        readList(node, builder)
        break
      case 'table':
        readTable(node, builder)
        break
      case 'code':
        readFence(node, builder)
        break
      case 'paragraph':
        readParagraph(node, builder)
        break
      case 'blockquote':
        if (node.children.some((child) => child.type === 'list' && holdsBox(child)))
          readFlow(node.children, builder)
        else builder.addDetails(toBlocks([node]), commandsIn([node]))
        break
      case 'thematicBreak':
        break
      default:
        builder.addDetails(toBlocks([node]), commandsIn([node]))
    }
  }
}

function readList(list: List, builder: RunbookBuilder): void {
  const asItems = builder.boxless ? !isTableOfContents(list) : holdsBox(list)
  if (asItems) readEntries(list, builder, undefined)
  else builder.addDetails(toBlocks([list]), commandsIn([list]))
}

function readParagraph(paragraph: Paragraph, builder: RunbookBuilder): void {
  const start = lineOf(paragraph)
  const end = paragraph.position?.end.line ?? start
  const written = builder.lines.slice(start - 1, end)
  if (!written.some((line) => readGlyphBox(line))) {
    builder.addDetails(toBlocks([paragraph]), commandsIn([paragraph]))
    return
  }
  readBoxedLines(written, start, builder, () => undefined)
}

function readFence(node: Code, builder: RunbookBuilder): void {
  const word = fenceWord(node)
  if (word === 'check')
    readLooseCheck(readCheckFence(node, builder.lines, builder.probes), lineOf(node), builder)
  else if (word === 'gate') builder.gateFences.push(node)
  else if (word === 'budget') builder.budgetFences.push(node)
  else if (word === 'tail') builder.tailFences.push(node)
  else if (word === 'scenario') builder.scenarioFences.push({ node })
  else if (word === 'rollback') builder.rollbackFences.push(node)
  else if (word === 'contacts') {
    const { contacts, problems } = readContactsFence(node, builder.lines)
    builder.contacts.push(...contacts)
    builder.problems.push(...problems)
  } else if (word === undefined && isBoxedFence(node.lang, node.value)) {
    const heading = builder.phase
    readBoxedLines(node.value.split('\n'), codeLineOf(node), builder, (title, line) =>
      builder.openGroup(title, line, heading),
    )
    builder.closeGroups(heading)
  } else {
    builder.addDetails(toBlocks([node]), commandsIn([node]))
    noteFenceWord(node, builder)
  }
}

/** A check outside of any item is an item of its own when it has a title to show. */
function readLooseCheck(fence: CheckFence, line: number, builder: RunbookBuilder): void {
  const title = fence.spec?.title
  if (title === undefined) {
    builder.problems.push(...fence.problems)
    if (fence.spec)
      builder.note(
        'warning',
        { line: fence.spec.line, column: fence.spec.column },
        message('runbook.check-without-item'),
      )
    return
  }
  const { attributes } = takeAttributes('')
  builder.addItem({
    title: [{ t: 'text', text: title }],
    line,
    ticked: false,
    attributes,
    details: [],
    commands: [],
    checks: [fence],
  })
}

function readTable(table: Table, builder: RunbookBuilder): void {
  builder.contacts.push(...readContactsTable(table))
  const [header, ...rows] = table.children
  const boxed = rows.filter((row) => cellsOf(row).some((cell) => readBoxCell(plainText(cell))))
  if (!header || boxed.length === 0) {
    builder.addDetails(toBlocks([table]), tableCommands(table))
    return
  }
  const columns = tableColumns(cellsOf(header))
  for (const row of boxed) {
    const found = readTableRow(cellsOf(row), columns, lineOf(row))
    if (found) builder.addItem({ ...found, checks: [] })
  }
  const others = rows.filter((row) => !boxed.includes(row))
  if (others.length > 0)
    builder.addDetails(
      toBlocks([{ ...table, children: [header, ...others] }]),
      tableCommands({ ...table, children: others }),
    )
}

const tableCommands = (table: Table) =>
  table.children.flatMap((row) =>
    cellsOf(row).flatMap((cell) =>
      inlineCodes(cell).flatMap((text) => inlineCommand(text, lineOf(row), 'cell')),
    ),
  )
