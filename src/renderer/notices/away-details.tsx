import { ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'

import type { RunEvent } from '../../shared/model/run.ts'
import { toneOfGate } from '../decision/gate-tone.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useMonitors, useOutline, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatTime } from '../text/format.ts'
import { useEventSentences } from '../timeline/use-event-sentences.ts'
import type { Changes } from './changes.ts'

const mostEvents = 12
const toneOfSeen = { up: 'go', down: 'nogo', unknown: 'unknown' } as const
/** What the lines above the events say already. */
const summed: ReadonlySet<RunEvent['body']['type']> = new Set([
  'monitor.changed',
  'gate.changed',
  'item.set',
  'item.waived',
  'check.started',
  'check.finished',
  'notice.acknowledged',
])

/** Each thing that changed while nobody looked, with the way to it. */
export function AwayDetails({
  changes,
  events,
}: {
  changes: Changes
  events: readonly RunEvent[]
}) {
  const t = useText()
  const { ui } = useSession()
  const outline = useOutline()
  const titles = useMonitors((mirror) => mirror.entries)
  const itemName = (itemId: string) => {
    const item = outline?.items.get(itemId)
    return item ? `${item.number} · ${item.title}` : itemId
  }
  const goToItem = (itemId: string) => () => {
    ui.select(itemId)
    ui.go('checklist')
  }
  const others = events.filter(({ body }) => !summed.has(body.type)).slice(-mostEvents)
  return (
    <ul className="away-details">
      {changes.gates.map(({ gateId, title, to }) => (
        <Line key={gateId} onShow={() => ui.go('decision')}>
          <Verdict tone={toneOfGate[to]} word={t(`away.verdict.${to}`)} />
          <span>{title}</span>
        </Line>
      ))}
      {changes.monitors.map(({ checkId, itemId, from, to, times }) => (
        <Line key={checkId} onShow={() => ui.openMonitor(checkId)}>
          <Verdict
            tone={toneOfSeen[to]}
            word={
              from === to
                ? t('away.monitor-back', { to, times })
                : t('away.monitor', { from, to, times })
            }
          />
          <span>{titles.get(checkId)?.title ?? itemName(itemId)}</span>
        </Line>
      ))}
      {(['failed', 'done'] as const).flatMap((end) =>
        changes[end].map((itemId) => (
          <Line key={itemId} onShow={goToItem(itemId)}>
            <Verdict tone={end === 'done' ? 'go' : 'nogo'} word={t(`away.item.${end}`)} />
            <span>{itemName(itemId)}</span>
          </Line>
        )),
      )}
      {others.map((event) => (
        <EventLine key={event.seq} event={event} onShow={() => ui.go('timeline')} />
      ))}
    </ul>
  )
}

function EventLine({ event, onShow }: { event: RunEvent; onShow: () => void }) {
  const locale = useLocale()
  const { tone, text } = useEventSentences()(event)
  return (
    <Line onShow={onShow}>
      <Verdict tone={tone} word={formatTime(event.at, locale)} />
      <span>{text}</span>
    </Line>
  )
}

function Line({ children, onShow }: { children: ReactNode; onShow: () => void }) {
  const t = useText()
  return (
    <li>
      {children}
      <button
        type="button"
        className="quiet icon"
        aria-label={t('notices.show')}
        title={t('notices.show')}
        onClick={onShow}
      >
        <ArrowRight size={14} aria-hidden="true" />
      </button>
    </li>
  )
}
