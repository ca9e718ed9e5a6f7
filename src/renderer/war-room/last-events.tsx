import { Projector } from 'lucide-react'

import { glyphs } from '../logic/tone.ts'
import { useEvents, useLocale, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatTime } from '../text/format.ts'
import { useEventSentences } from '../timeline/use-event-sentences.ts'

const shown = 30

/** What just happened on the run, newest first. */
export function LastEvents() {
  const t = useText()
  const locale = useLocale()
  const { ui, host } = useSession()
  const runId = useUi((state) => state.runId)
  const events = useEvents()
  const sentences = useEventSentences()
  return (
    <section className="panel war-room-events" aria-label={t('frame.last-events')}>
      <header>
        <h2>{t('frame.last-events')}</h2>
        <span className="note line">
          {runId !== undefined && (
            <button type="button" className="quiet" onClick={() => host.openWall(runId)}>
              <Projector size={14} aria-hidden="true" />
              {t('war-room.wall')}
            </button>
          )}
          <button type="button" className="quiet" onClick={() => ui.go('timeline')}>
            {t('war-room.whole-timeline')}
          </button>
        </span>
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled list must be reachable by keyboard */}
      <ol className="happenings" tabIndex={0}>
        {events
          .slice(-shown)
          .reverse()
          .map((event) => {
            const { tone, text } = sentences(event)
            return (
              <li key={event.seq}>
                <span className="mono dim">{formatTime(event.at, locale)}</span>
                <span className={`v ${tone}`}>
                  <i aria-hidden="true">{glyphs[tone]}</i>
                </span>
                <span className="two-lines" title={text}>
                  {text}
                </span>
              </li>
            )
          })}
      </ol>
    </section>
  )
}
