import type { TailStatus } from '../../shared/model/tail.ts'
import { glyphs } from '../logic/tone.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useText } from '../state/hooks.ts'
import { formatDuration, formatNumber, formatTime } from '../text/format.ts'
import type { LogView } from './log-view.ts'

/** What is looked out for, the critical ones first, and how often it was seen. */
export function PatternList({ view, tails }: { view: LogView; tails: readonly TailStatus[] }) {
  const t = useText()
  const locale = useLocale()
  const all = tails.flatMap((tail) => tail.patterns.map((pattern) => ({ tail, pattern })))
  const patterns = [
    ...all.filter(({ pattern }) => pattern.critical),
    ...all.filter(({ pattern }) => !pattern.critical),
  ]
  if (patterns.length === 0) return null
  // The one of which least is known speaks for all.
  const countedFrom = all
    .flatMap(({ tail }) => tail.countedFrom ?? [])
    .sort()
    .at(-1)
  return (
    <section className="panel" aria-label={t('logs.patterns')}>
      <header>
        <h2>{t('logs.patterns')}</h2>
        {countedFrom !== undefined && (
          <span className="dim">
            {t('logs.counted-from', { time: formatTime(countedFrom, locale) })}
          </span>
        )}
      </header>
      <ul className="log-patterns">
        {patterns.map(({ tail, pattern }) => {
          const tone = pattern.count === 0 ? 'idle' : pattern.critical ? 'nogo' : 'pending'
          return (
            <li key={`${tail.tailId} ${pattern.id}`}>
              <button
                type="button"
                className="quiet"
                title={pattern.filter}
                onClick={() => view.setFilter(pattern.filter)}
              >
                <span className={`v ${tone}`}>
                  <i aria-hidden="true">{glyphs[tone]}</i>
                  {pattern.title}
                </span>
                <span className="mono">
                  {t('logs.seen', { count: formatNumber(pattern.count, locale) })}
                </span>
              </button>
              <p className="dim">
                {pattern.critical ? `${t('logs.critical')} · ` : ''}
                {tail.title}
                {pattern.alert &&
                  ` · ${t('logs.alarm-at', {
                    count: pattern.alert.count,
                    duration: formatDuration(pattern.alert.windowSeconds * 1000, locale),
                  })}`}
                {pattern.lastAt !== undefined &&
                  ` · ${t('logs.per-minute', { rate: formatNumber(pattern.perMinute, locale, 1) })} · ${t('logs.last-line', { time: formatTime(pattern.lastAt, locale) })}`}
              </p>
              {pattern.isRinging === true && (
                <Verdict tone={pattern.critical ? 'nogo' : 'pending'} word={t('logs.alarm')} />
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
