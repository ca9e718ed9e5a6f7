import { useMemo } from 'react'

import type { RunEvent } from '../../shared/model/run.ts'
import { useLocale, useOutline, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { eventSentence } from '../text/event-sentence.ts'
import type { EventSentence, Names } from '../text/event-sentence.ts'
import { formatDuration, formatMoment } from '../text/format.ts'

const titleLength = 70
const actLength = 120

/** Says events of the open run in the reader's language, with items and phases by name. */
export function useEventSentences(): (event: RunEvent) => EventSentence {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const outline = useOutline()
  const { timeline } = useSession()
  return useMemo(() => {
    const names: Names = {
      item(itemId: string) {
        const item = outline?.items.get(itemId)
        if (!item) return itemId
        // A title may end as a sentence does; ours goes on after it.
        const whole = item.title.replace(/[\s:;,.]+$/, '')
        const title = whole.length > titleLength ? `${whole.slice(0, titleLength)}…` : whole
        return `${item.number} · ${title}`
      },
      phase: (phaseId: string) => outline?.phases.get(phaseId)?.title ?? phaseId,
      moment: (iso: string) => formatMoment(iso, locale),
      duration: (milliseconds: number) => formatDuration(milliseconds, locale),
      say,
      act(seq) {
        const undone = timeline.getState().events.find((event) => event.seq === seq)
        // An undone undoing is named by its number alone: quotes in quotes help nobody.
        return undone && actText(eventSentence(undone, { ...names, act: () => undefined }, t).text)
      },
    }
    return remembering((event: RunEvent) => eventSentence(event, names, t))
  }, [t, say, locale, outline, timeline])
}

/** A sentence, to be quoted in another: without its full stop, and not endless. */
export function actText(sentence: string): string {
  const whole = sentence.replace(/\.$/, '')
  return whole.length > actLength ? `${whole.slice(0, actLength)}…` : whole
}

/** An event never changes: it is said once in a language. */
function remembering(say: (event: RunEvent) => EventSentence): (event: RunEvent) => EventSentence {
  const said = new WeakMap<RunEvent, EventSentence>()
  return (event) => {
    let sentence = said.get(event)
    if (!sentence) said.set(event, (sentence = say(event)))
    return sentence
  }
}
