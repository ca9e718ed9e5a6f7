import type { RunEvent } from '../../shared/model/run.ts'
import { foldText } from '../logic/filter.ts'
import { actorOf } from '../text/event-sentence.ts'
import type { EventGroup, EventSentence } from '../text/event-sentence.ts'

export interface EventFilter {
  text: string
  group: EventGroup | ''
  person: string
}

export const noEventFilter: EventFilter = { text: '', group: '', person: '' }

/** Events that match, in the order given. Text is looked for in the sentence as it is read. */
export function filterEvents(
  events: readonly RunEvent[],
  filter: EventFilter,
  sentence: (event: RunEvent) => EventSentence,
): RunEvent[] {
  const words = foldText(filter.text).split(/\s+/).filter(Boolean)
  return events.filter((event) => {
    const { group, text } = sentence(event)
    if (filter.group !== '' && group !== filter.group) return false
    if (filter.person !== '' && actorOf(event) !== filter.person) return false
    const folded = words.length === 0 ? '' : foldText(text)
    return words.every((word) => folded.includes(word))
  })
}
