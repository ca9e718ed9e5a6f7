import { useMemo, useState } from 'react'
import { useStore } from 'zustand'

import { undoneSeqs } from '../logic/history.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { NoRun } from '../parts/no-run.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useEvents, useHead, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { eventGroups } from '../text/event-sentence.ts'
import type { EventGroup } from '../text/event-sentence.ts'
import { EventList } from './event-list.tsx'
import { filterEvents, noEventFilter } from './filter-events.ts'
import { RunSide } from './run-side.tsx'
import { useEventSentences } from './use-event-sentences.ts'

export function TimelineScreen() {
  const t = useText()
  const { ui, timeline } = useSession()
  const runId = useUi((state) => state.runId)
  const head = useHead()
  const { loaded, failure } = useStore(timeline)
  if (runId === undefined) {
    return <NoRun help="timeline.no-run-help" />
  }
  if (failure && !loaded) {
    return (
      <div className="screen">
        <FailureNote failure={failure} />
        <div>
          <button type="button" onClick={() => ui.leaveRun()}>
            {t('checklist.go-home')}
          </button>
        </div>
      </div>
    )
  }
  if (!loaded || !head) return <Waiting />
  return (
    <div className="timeline">
      <Events />
      <RunSide head={head} />
    </div>
  )
}

function Events() {
  const t = useText()
  const { ui } = useSession()
  const events = useEvents()
  const sentence = useEventSentences()
  const newestFirst = useUi((state) => state.newestFirst)
  const [filter, setFilter] = useState(noEventFilter)
  const undone = useMemo(() => undoneSeqs(events), [events])
  const people = useMemo(
    () => [
      ...new Set(events.map(({ actor }) => (actor.kind === 'person' ? actor.name : 'Warroom'))),
    ],
    [events],
  )
  const shown = useMemo(() => {
    const matching = filterEvents(events, filter, sentence)
    return newestFirst ? matching.reverse() : matching
  }, [events, filter, sentence, newestFirst])
  return (
    <section className="timeline-events" aria-label={t('screen.timeline')}>
      <div className="toolbar" role="search">
        <input
          className="timeline-search"
          type="search"
          aria-label={t('timeline.search')}
          placeholder={t('timeline.search-short')}
          value={filter.text}
          onChange={(event) => setFilter({ ...filter, text: event.target.value })}
        />
        <select
          aria-label={t('timeline.kind')}
          value={filter.group}
          onChange={(event) =>
            setFilter({ ...filter, group: event.target.value as EventGroup | '' })
          }
        >
          <option value="">{t('timeline.any-kind')}</option>
          {eventGroups.map((group) => (
            <option key={group} value={group}>
              {t(`timeline.group.${group}`)}
            </option>
          ))}
        </select>
        <select
          aria-label={t('timeline.person')}
          value={filter.person}
          onChange={(event) => setFilter({ ...filter, person: event.target.value })}
        >
          <option value="">{t('timeline.anybody')}</option>
          {people.map((person) => (
            <option key={person} value={person}>
              {person}
            </option>
          ))}
        </select>
        <span className="grow" />
        <span className="dim">{t('timeline.count', { count: shown.length })}</span>
        <div className="segmented" role="group" aria-label={t('timeline.order')}>
          {[true, false].map((first) => (
            <button
              key={String(first)}
              type="button"
              aria-pressed={newestFirst === first}
              onClick={() => ui.setState({ newestFirst: first })}
            >
              {t(first ? 'timeline.newest-first' : 'timeline.oldest-first')}
            </button>
          ))}
        </div>
      </div>
      <EventList events={shown} undone={undone} />
    </section>
  )
}
