import type { RunbookCommand } from '../../shared/model/runbook.ts'
import type { Inline } from '../../shared/model/text.ts'
import { takeAttributes } from './attributes.ts'
import { readBoxCell } from './box-lines.ts'
import { classifyCommand } from './command-words.ts'
import { checkFromCriterion } from './criterion.ts'
import { inlineCodes, plainText } from './markdown-text.ts'
import type { FoundItem } from './runbook-builder.ts'

const commandHeader = /\bcomm?ande?s?\b/i
const criterionHeader = /crit[eè]r|criteri|attendu|expected|r[ée]sultat|\bresult/iu

export interface TableColumns {
  header: Inline[][]
  command: number
  criterion: number
}

export function tableColumns(header: Inline[][]): TableColumns {
  const names = header.map(plainText)
  return {
    header,
    command: names.findIndex((name) => commandHeader.test(name)),
    criterion: names.findIndex((name) => criterionHeader.test(name)),
  }
}

/** The item of a boxed row: its title is the first cell that is neither box, command nor criterion. */
export function readTableRow(
  cells: Inline[][],
  columns: TableColumns,
  line: number,
): Omit<FoundItem, 'checks'> | undefined {
  const boxAt = cells.findIndex((cell) => readBoxCell(plainText(cell)))
  const box = readBoxCell(plainText(cells[boxAt] ?? []))
  const isTitle = (cell: Inline[], index: number) =>
    index !== boxAt &&
    index !== columns.command &&
    index !== columns.criterion &&
    plainText(cell) !== ''
  let titleAt = cells.findIndex(isTitle)
  if (titleAt < 0)
    titleAt = cells.findIndex((cell, index) => index !== boxAt && plainText(cell) !== '')
  const titleCell = cells[titleAt]
  if (!box || !titleCell) return undefined

  const { title, attributes } = withoutAttributes(titleCell)
  const rest = cells
    .map((_, index) => index)
    .filter((index) => index !== boxAt && index !== titleAt)
  const shown = rest.filter((index) => plainText(cells[index] ?? []) !== '')
  const commands = [titleAt, ...rest].flatMap((index) =>
    cellCommands(cells[index] ?? [], index === columns.command, line),
  )
  const [only, ...more] =
    columns.command < 0 ? [] : cellCommands(cells[columns.command] ?? [], true, line)
  const criterion = cells[columns.criterion]
  const derived =
    only && more.length === 0 && criterion ? checkFromCriterion(only.text, criterion) : undefined
  return {
    title,
    line,
    ticked: box.ticked,
    attributes,
    details:
      shown.length > 0
        ? [
            {
              t: 'table',
              header: shown.map((index) => columns.header[index] ?? []),
              rows: [shown.map((index) => cells[index] ?? [])],
            },
          ]
        : [],
    commands,
    ...(derived ? { derived } : {}),
  }
}

/** In a command column a cell that is one code is a command, whatever its program is called. */
function cellCommands(cell: Inline[], isCommandColumn: boolean, line: number): RunbookCommand[] {
  const [only, ...more] = cell
  const whole = isCommandColumn && only?.t === 'code' && more.length === 0
  return inlineCodes(cell).flatMap((text): RunbookCommand[] => {
    const { isCommand, danger } = classifyCommand(text)
    return isCommand || whole ? [{ text: text.trim(), line, origin: 'cell', danger }] : []
  })
}

function withoutAttributes(cell: Inline[]) {
  const last = cell.at(-1)
  const { text, attributes } = takeAttributes(last?.t === 'text' ? last.text : '')
  return {
    title: last?.t === 'text' ? [...cell.slice(0, -1), { ...last, text }] : cell,
    attributes,
  }
}
