import type { TailStatus } from '../../shared/model/tail.ts'
import { glyphs } from '../logic/tone.ts'
import { useLocale, useRunbook, useRun, useText } from '../state/hooks.ts'
import { formatNumber, formatTime } from '../text/format.ts'
import type { LogView } from './log-view.ts'

/** What is looked out for, the critical ones first, and how often it was seen. */
export function PatternList({ view, tails }: { view: LogView; tails: readonly TailStatus[] }) {
  const t = useText()
  const locale = useLocale()
  const document = useRunbook(useRun((state) => state.head?.runbookHash))
  const specs = document?.state === 'ready' ? document.value.tails : []
  const all = tails.flatMap((tail) => tail.patterns.map((pattern) => ({ tail, pattern })))
  const patterns = [
    ...all.filter(({ pattern }) => pattern.critical),
    ...all.filter(({ pattern }) => !pattern.critical),
  ]
  if (patterns.length === 0) return null
  const filterOf = (tailId: string, patternId: string) => {
    const tail = specs.find(({ id }) => id === tailId)
    const match = tail?.patterns.find(({ id }) => id === patternId)?.match ?? ''
    const field = /^["']?(event|level)["']?\s*[:=]\s*["']?([\w.-]+)["']?$/.exec(match)
    return field ? `${field[1]}=${field[2]}` : `/${match.replaceAll('/', String.raw`\/`)}/`
  }
  return (
    <section className="panel" aria-label={t('logs.patterns')}>
      <header>
        <h2>{t('logs.patterns')}</h2>
      </header>
      <ul className="log-patterns">
        {patterns.map(({ tail, pattern }) => {
          const tone = pattern.count === 0 ? 'idle' : pattern.critical ? 'nogo' : 'pending'
          return (
            <li key={`${tail.tailId} ${pattern.id}`}>
              <button
                type="button"
                className="quiet"
                title={filterOf(tail.tailId, pattern.id)}
                onClick={() => view.setFilter(filterOf(tail.tailId, pattern.id))}
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
                {pattern.lastAt !== undefined &&
                  ` · ${t('logs.per-minute', { rate: formatNumber(pattern.perMinute, locale, 1) })} · ${t('logs.last-line', { time: formatTime(pattern.lastAt, locale) })}`}
              </p>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
