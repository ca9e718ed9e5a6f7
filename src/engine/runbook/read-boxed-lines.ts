import type { Item } from '../../shared/model/runbook.ts'
import { takeAttributes } from './attributes.ts'
import { readBoxLine, readGroupLine } from './box-lines.ts'
import { inlineCommand } from './commands-in.ts'
import { codeBlock } from './markdown-text.ts'
import type { RunbookBuilder } from './runbook-builder.ts'

/** Boxed lines of plain text: boxes are items, capital lines open groups, the rest is kept as it is. */
export function readBoxedLines(
  lines: readonly string[],
  firstLine: number,
  builder: RunbookBuilder,
  openGroup: (title: string, line: number) => void,
): void {
  let last: Item | undefined
  let loose: { text: string; line: number }[] = []
  const flush = () => {
    const text = loose
      .map((one) => one.text)
      .join('\n')
      .trim()
    const [first] = loose
    if (text !== '' && first) {
      const block = codeBlock(text, first.line)
      if (last) last.details.push(block)
      else builder.addDetails([block])
    }
    loose = []
  }
  lines.forEach((written, index) => {
    const line = firstLine + index
    const boxed = readBoxLine(written)
    const group = boxed ? undefined : readGroupLine(written)
    if (boxed) {
      flush()
      const { text, attributes } = takeAttributes(boxed.text)
      const commands = [...text.matchAll(/`([^`]+)`/g)].flatMap((code) =>
        inlineCommand(code[1] ?? '', line, 'inline'),
      )
      last = builder.addItem({
        title: [{ t: 'text', text: text.trim() }],
        line,
        ticked: boxed.ticked,
        attributes,
        details: [],
        commands,
        checks: [],
      })
    } else if (group !== undefined) {
      flush()
      last = undefined
      openGroup(group, line)
    } else if (written.trim() === '') {
      flush()
      // After a blank line nothing belongs to the item above: a date, a signature.
      last = undefined
    } else loose.push({ text: written, line })
  })
  flush()
}
