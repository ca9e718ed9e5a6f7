import type { ItemStatus } from '../../shared/model/run.ts'
import type { Item } from '../../shared/model/runbook.ts'
import { isSettled } from './counts.ts'
import type { Outline } from './outline.ts'

/**
 * What asks for somebody: the first item that nobody has looked at yet. When all have been looked
 * at, the first one that is still open, because it failed or is not known.
 */
export function nextItem(
  outline: Outline,
  statuses: ReadonlyMap<string, ItemStatus>,
): Item | undefined {
  const { items } = outline.runbook
  const stateOf = (item: Item) => statuses.get(item.id)?.state ?? 'todo'
  return (
    items.find((item) => stateOf(item) === 'todo') ??
    items.find((item) => !isSettled(stateOf(item)))
  )
}
