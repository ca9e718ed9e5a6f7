import { Check, Plus } from 'lucide-react'
import { useStore } from 'zustand'

import type { Lesson } from '../../shared/model/lesson.ts'
import { actionState, actionTones } from '../incident/action-state.ts'
import { useIncidentBlocked } from '../incident/use-incident.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useText } from '../state/hooks.ts'
import { useNowCoarse } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { formatDate, formatShort } from '../text/format.ts'

/** What a run taught, and who does something about it. It goes on when the run is closed. */
export function LessonsCard({ runId }: { runId: string }) {
  const t = useText()
  const { lessons, ui } = useSession()
  const { entries } = useStore(lessons)
  const blocked = useIncidentBlocked() !== undefined
  if (blocked && entries.size === 0) return null
  return (
    <section className="panel" aria-label={t('lesson.title')}>
      <header>
        <h2 className="grow">{t('lesson.title')}</h2>
        {!blocked && (
          <button type="button" onClick={() => ui.open({ kind: 'lesson' })}>
            <Plus size={14} aria-hidden="true" />
            {t('lesson.add')}
          </button>
        )}
      </header>
      {entries.size === 0 && <p className="empty">{t('lesson.none')}</p>}
      <ul>
        {[...entries.values()].map((lesson) => (
          <LessonRow key={lesson.id} runId={runId} lesson={lesson} blocked={blocked} />
        ))}
      </ul>
    </section>
  )
}

interface LessonRowProps {
  runId: string
  lesson: Lesson
  blocked: boolean
}

function LessonRow({ runId, lesson, blocked }: LessonRowProps) {
  const t = useText()
  const locale = useLocale()
  const session = useSession()
  const nowMs = useNowCoarse()
  const { id: lessonId, text, by, at, owner, due, doneAt } = lesson
  const state = actionState(lesson, nowMs)
  return (
    <li className="row action-row">
      <div className="stack tight">
        <span className="entry-text">{text}</span>
        <span className="dim">
          {owner ?? by}
          {' · '}
          {due === undefined
            ? formatShort(at, locale)
            : t('incident.action-due', { day: formatDate(due, locale) })}
        </span>
      </div>
      {owner !== undefined && (
        <Verdict
          tone={actionTones[state]}
          word={t(`incident.action-state.${state}`, {
            at: doneAt === undefined ? '' : formatShort(doneAt, locale),
          })}
        />
      )}
      {!blocked && owner !== undefined && doneAt === undefined && (
        <button
          type="button"
          aria-label={t('incident.action-done-what', { text })}
          onClick={() => void session.ask('lesson.done', { runId, lessonId })}
        >
          <Check size={14} aria-hidden="true" />
          {t('incident.action-done')}
        </button>
      )}
    </li>
  )
}
