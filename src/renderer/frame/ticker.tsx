import { Verdict } from '../parts/verdict.tsx'
import { useEvents, useHead, useLocale, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatTime } from '../text/format.ts'
import { useEventSentences } from '../timeline/use-event-sentences.ts'

const shown = 8

/** The newest events of the open run, newest first. */
export function Ticker() {
  const t = useText()
  const { ui } = useSession()
  const locale = useLocale()
  const head = useHead()
  const events = useEvents()
  const sentences = useEventSentences()
  return (
    <footer className="ticker" aria-label={t('frame.last-events')}>
      {head === undefined ? (
        <span className="dim">{t('ticker.no-run')}</span>
      ) : events.length === 0 ? (
        <span className="dim">{t('ticker.quiet')}</span>
      ) : (
        <button type="button" className="quiet" onClick={() => ui.go('timeline')}>
          {events
            .slice(-shown)
            .reverse()
            .map((event) => {
              const { tone, text } = sentences(event)
              return (
                <span key={event.seq} className="tick">
                  <span className="mono">{formatTime(event.at, locale)}</span>
                  {tone === 'idle' || tone === 'go' ? (
                    <span>
                      <Verdict tone={tone} word="" />
                      {text}
                    </span>
                  ) : (
                    <Verdict tone={tone} word={text} />
                  )}
                </span>
              )
            })}
        </button>
      )}
    </footer>
  )
}
