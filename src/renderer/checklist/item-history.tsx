import { Undo2 } from 'lucide-react'
import { useMemo, useState } from 'react'

import { canUndo, itemOfEvent, undoneSeqs } from '../logic/history.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useBlocked, useEvents, useLocale, useText } from '../state/hooks.ts'
import { formatShort } from '../text/format.ts'
import { actText, useEventSentences } from '../timeline/use-event-sentences.ts'
import { useRunActions } from './actions.ts'
import { EvidenceView } from './evidence-view.tsx'

/** Asked for only once somebody wants to see it. */
function Shown({ hash }: { hash: string }) {
  const t = useText()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{t('logs.pii-evidence')}</summary>
      {isOpen && <EvidenceView hash={hash} />}
    </details>
  )
}

/** What happened to one item, newest first. */
export function ItemHistory({ itemId }: { itemId: string }) {
  const t = useText()
  const locale = useLocale()
  const events = useEvents()
  const sentence = useEventSentences()
  const actions = useRunActions()
  const blocked = useBlocked()
  const undone = useMemo(() => undoneSeqs(events), [events])
  const own = events.filter((event) => itemOfEvent(event) === itemId).reverse()
  if (own.length === 0) return null
  return (
    <section className="stack tight">
      <h3>{t('detail.history')}</h3>
      <ul className="history">
        {own.map((event) => {
          const { tone, text } = sentence(event)
          return (
            <li key={event.seq} className={undone.has(event.seq) ? 'undone' : ''}>
              <span className="mono dim">{formatShort(event.at, locale)}</span>
              <span>
                <Verdict tone={tone} word="" />
                <span className="undone-text">{text}</span>
                {undone.has(event.seq) && <span className="dim"> {t('timeline.undone')}</span>}
                {event.body.type === 'log.scanned' && <Shown hash={event.body.evidenceHash} />}
              </span>
              {canUndo(event, undone) && !blocked && (
                <button
                  type="button"
                  className="quiet icon"
                  aria-label={t('timeline.undo-event', { act: actText(text) })}
                  title={t('timeline.undo-event', { act: actText(text) })}
                  onClick={() => actions.undo(event.seq)}
                >
                  <Undo2 size={14} aria-hidden="true" />
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
