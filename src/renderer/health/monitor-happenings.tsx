import { glyphs } from '../logic/tone.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatTime } from '../text/format.ts'
import type { ChartMark } from './draw-chart.ts'

/** More are in the timeline. */
const mostShown = 40

/** What else happened on the run within the shown span, newest first. */
export function MonitorHappenings({ happenings }: { happenings: readonly ChartMark[] }) {
  const t = useText()
  const locale = useLocale()
  return (
    <section className="panel" aria-label={t('health.happened')}>
      <header>
        <h2>{t('health.happened')}</h2>
        <span className="note">{happenings.length}</span>
      </header>
      {happenings.length === 0 ? (
        <p className="body dim">{t('health.nothing-happened')}</p>
      ) : (
        <ol className="happenings">
          {happenings
            .slice(-mostShown)
            .reverse()
            .map(({ key, atMs, tone, text }) => (
              <li key={key}>
                <span className="mono dim">{formatTime(new Date(atMs).toISOString(), locale)}</span>
                <span className={`v ${tone}`}>
                  <i aria-hidden="true">{glyphs[tone]}</i>
                </span>
                <span className="two-lines" title={text}>
                  {text}
                </span>
              </li>
            ))}
        </ol>
      )}
    </section>
  )
}
