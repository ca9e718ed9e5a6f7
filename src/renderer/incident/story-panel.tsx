import { useMemo } from 'react'

import type { IncidentStatus } from '../../shared/model/incident.ts'
import { undoneSeqs } from '../logic/history.ts'
import { useEvents, useText } from '../state/hooks.ts'
import { EventList } from '../timeline/event-list.tsx'
import { storyOf } from './incident-story.ts'

/** Everything that happened meanwhile, and what led to it, newest first. */
export function StoryPanel({ incident }: { incident: IncidentStatus }) {
  const t = useText()
  const events = useEvents()
  const story = useMemo(() => storyOf(events, incident), [events, incident])
  const undone = useMemo(() => undoneSeqs(events), [events])
  return (
    <section className="panel incident-story" aria-label={t('incident.story')}>
      <header>
        <h2>{t('incident.story')}</h2>
        <span className="note">{t('incident.story-count', { count: story.length })}</span>
      </header>
      <EventList events={story} undone={undone} />
    </section>
  )
}
