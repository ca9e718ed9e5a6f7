import { useEffect, useRef } from 'react'

import { glyphs } from '../logic/tone.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatTime } from '../text/format.ts'
import type { ChartMark } from './draw-chart.ts'

/** More are in the timeline. */
const mostShown = 40

/** What else happened on the run within the shown span, newest first. */
export function MonitorHappenings({
  happenings,
  picked,
}: {
  happenings: readonly ChartMark[]
  /** The one that was pointed at on the axis. */
  picked: number | undefined
}) {
  const t = useText()
  const locale = useLocale()
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (picked !== undefined) row.current?.scrollIntoView({ block: 'nearest' })
  }, [picked])
  const newest = happenings.slice(-mostShown)
  const shown = newest.some(({ key }) => key === picked)
    ? newest
    : [...happenings.filter(({ key }) => key === picked), ...newest]
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
          {[...shown].reverse().map(({ key, atMs, tone, text }) => (
            <li
              key={key}
              ref={key === picked ? row : undefined}
              className={key === picked ? 'picked' : undefined}
            >
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
