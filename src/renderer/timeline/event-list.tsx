import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronsDownUp, ChevronsUpDown, ListChecks, Logs, Undo2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useStore } from 'zustand'

import type { RunEvent } from '../../shared/model/run.ts'
import { useRunActions } from '../checklist/actions.ts'
import { canUndo, itemOfEvent } from '../logic/history.ts'
import { glyphs } from '../logic/tone.ts'
import { useBlocked, useLocale, useOutline, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatDay, formatTime } from '../text/format.ts'
import { actText, useEventSentences } from './use-event-sentences.ts'

interface EventListProps {
  events: readonly RunEvent[]
  undone: ReadonlySet<number>
}

/** What surely fits the two lines that a row has; a longer sentence gets a button to see it whole. */
const shortLength = 150

/** Events one below the other, with a heading where the day changes. */
export function EventList({ events, undone }: EventListProps) {
  const t = useText()
  const locale = useLocale()
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 38,
    getItemKey: (index) => events[index]?.seq ?? index,
    overscan: 12,
    useFlushSync: false,
  })
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled list must be reachable by keyboard
    <div className="event-scroll" ref={scroller} tabIndex={0}>
      {events.length === 0 && <p className="empty">{t('timeline.nothing')}</p>}
      <ol className="item-list-space" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const event = events[index]
          if (!event) return null
          const day = formatDay(event.at, locale)
          const before = events[index - 1]
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className="item-list-slot"
              style={{ transform: `translateY(${start}px)` }}
            >
              {(!before || formatDay(before.at, locale) !== day) && (
                <div className="event-day">{day}</div>
              )}
              <EventRow event={event} undone={undone} />
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function EventRow({ event, undone }: { event: RunEvent; undone: ReadonlySet<number> }) {
  const t = useText()
  const locale = useLocale()
  const { ui, tails } = useSession()
  const outline = useOutline()
  const actions = useRunActions()
  const blocked = useBlocked()
  const { tone, text } = useEventSentences()(event)
  const itemId = itemOfEvent(event)
  const isUndone = undone.has(event.seq)
  const [whole, setWhole] = useState(false)
  const isLong = text.length > shortLength
  const hasTails = useStore(tails, ({ entries }) => entries.size > 0)
  const showsItem = itemId !== undefined && outline?.items.has(itemId)
  return (
    <div className={`event-row${isUndone ? ' undone' : ''}`}>
      <span className="mono dim">{formatTime(event.at, locale)}</span>
      <span className={`v ${tone}`}>
        <i aria-hidden="true">{glyphs[tone]}</i>
      </span>
      <span className={`event-text${whole ? '' : ' two-lines'}`} title={isLong ? text : undefined}>
        <span className="undone-text">{text}</span>
        {isUndone && <span className="dim"> {t('timeline.undone')}</span>}
      </span>
      <span className="event-actions">
        {isLong && (
          <button
            type="button"
            className="quiet icon"
            aria-expanded={whole}
            aria-label={t(whole ? 'timeline.less' : 'timeline.more')}
            title={t(whole ? 'timeline.less' : 'timeline.more')}
            onClick={() => setWhole(!whole)}
          >
            {whole ? (
              <ChevronsDownUp size={14} aria-hidden="true" />
            ) : (
              <ChevronsUpDown size={14} aria-hidden="true" />
            )}
          </button>
        )}
        {hasTails && (
          <button
            type="button"
            className="quiet icon"
            aria-label={t('logs.show-moment')}
            title={t('logs.show-moment')}
            onClick={() =>
              ui.showLogsAt(event.body.type === 'log.alert' ? event.body.lineAt : event.at)
            }
          >
            <Logs size={14} aria-hidden="true" />
          </button>
        )}
        {showsItem && (
          <button
            type="button"
            className="quiet icon"
            aria-label={t('timeline.show-item')}
            title={t('timeline.show-item')}
            onClick={() => {
              ui.select(itemId)
              ui.go('checklist')
            }}
          >
            <ListChecks size={14} aria-hidden="true" />
          </button>
        )}
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
      </span>
      <span className="mono dim" title={event.hash}>
        {event.seq}
      </span>
    </div>
  )
}
