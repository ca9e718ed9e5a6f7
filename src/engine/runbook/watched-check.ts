import { message, type Message } from '../../shared/messages/message.ts'
import type { CheckSpec } from '../../shared/model/check.ts'
import type { Item, Problem } from '../../shared/model/runbook.ts'
import { nearestWord } from '../text/nearest.ts'
import type { Place } from './yaml-source.ts'

type Watched = { item: Item; check: CheckSpec } | { problem: (place: Place) => Problem }

/** The check with an interval that a criterion names, by its own id or by its item's. */
export function watchedCheck(name: string, items: readonly Item[]): Watched {
  for (const item of items) {
    const check = item.checks.find(({ id }) => id === name)
    if (check)
      return check.everySeconds === undefined ? { problem: notWatched(name) } : { item, check }
  }
  const item = items.find(({ id }) => id === name)
  if (!item) return { problem: (place) => unknownItem(name, place, items) }
  const watched = item.checks.filter(({ everySeconds }) => everySeconds !== undefined)
  const [check, second] = watched
  if (!check) return { problem: notWatched(name) }
  if (!second) return { item, check }
  const expected = watched.map(({ id }) => id).join(', ')
  return {
    problem: (place) => problemAt(place, message('runbook.gate-which-check', { name, expected })),
  }
}

const notWatched = (name: string) => (place: Place) =>
  problemAt(place, message('runbook.gate-not-watched', { name }))

/** No item and no check has that name. */
export function unknownItem(name: string, place: Place, items: readonly Item[]): Problem {
  const ids = items.flatMap((item) => [item.id, ...item.checks.map((check) => check.id)])
  return problemAt(place, message('runbook.gate-unknown-item', { name }), nearestWord(name, ids))
}

/** A mistake in its place. */
export function problemAt(place: Place, text: Message, suggestion?: string): Problem {
  return {
    severity: 'error',
    line: place.line,
    column: place.column,
    message: text,
    ...(suggestion === undefined ? {} : { suggestion }),
  }
}
