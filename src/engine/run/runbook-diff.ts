import { createTwoFilesPatch } from 'diff'

import type { Item, Runbook } from '../../shared/model/runbook.ts'
import type { RunbookDiff } from '../../shared/rpc/views.ts'

/** What an edit of a runbook does to a run: the texts side by side, and the items by id. */
export function diffRunbooks(from: Runbook, to: Runbook): RunbookDiff {
  const before = new Map(from.items.map((item) => [item.id, item]))
  const after = new Map(to.items.map((item) => [item.id, item]))
  const name = ({ id, title }: Item) => ({ itemId: id, title })
  return {
    fromHash: from.hash,
    toHash: to.hash,
    unified: createTwoFilesPatch(from.fileName, to.fileName, from.text, to.text),
    added: to.items.filter((item) => !before.has(item.id)).map(name),
    removed: from.items.filter((item) => !after.has(item.id)).map(name),
    changed: to.items
      .filter((item) => {
        const old = before.get(item.id)
        return old !== undefined && substance(old) !== substance(item)
      })
      .map(name),
  }
}

/** All that an item says, without its place in the file. */
function substance(item: Item): string {
  return JSON.stringify(item, (key, value: unknown) =>
    key === 'line' || key === 'column' || key === 'number' ? undefined : value,
  )
}
