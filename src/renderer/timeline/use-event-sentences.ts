import { useMemo } from 'react'

import type { RunEvent } from '../../shared/model/run.ts'
import { useLocale, useOutline, useSay, useText } from '../state/hooks.ts'
import { eventSentence } from '../text/event-sentence.ts'
import type { EventSentence } from '../text/event-sentence.ts'
import { formatDuration, formatMoment } from '../text/format.ts'

const titleLength = 70

/** Says events of the open run in the reader's language, with items and phases by name. */
export function useEventSentences(): (event: RunEvent) => EventSentence {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const outline = useOutline()
  return useMemo(() => {
    const names = {
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
    }
    return remembering((event: RunEvent) => eventSentence(event, names, t))
  }, [t, say, locale, outline])
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
