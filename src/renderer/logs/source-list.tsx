import { useStore } from 'zustand'

import type { TailState, TailStatus } from '../../shared/model/tail.ts'
import type { Tone } from '../logic/tone.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useSay, useText } from '../state/hooks.ts'
import { formatNumber, formatTime } from '../text/format.ts'
import { AddTailButton, RemoveTailButton } from './add-tail-button.tsx'
import type { LogView } from './log-view.ts'
import { sourceClass } from './source-colour.ts'

const toneOfTail: Record<TailState, Tone> = {
  connecting: 'pending',
  live: 'go',
  waiting: 'unknown',
  stopped: 'idle',
}

/** Who speaks here, whether they are heard, and what of them is missing. */
export function SourceList({ view, tails }: { view: LogView; tails: readonly TailStatus[] }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const filter = useStore(view.store, (state) => state.filter)
  const tailIds = tails.map(({ tailId }) => tailId)
  return (
    <section className="panel" aria-label={t('logs.sources')}>
      <header>
        <h2>{t('logs.sources')}</h2>
        <AddTailButton />
      </header>
      <ul className="log-sources">
        {tails.map((tail) => {
          const term = `source=${tail.tailId}`
          const isOnly = filter.split(/\s+/).includes(term)
          const dropped = Object.values(tail.dropped).reduce((sum, count) => sum + count, 0)
          return (
            <li key={tail.tailId}>
              <div className="line">
                <button
                  type="button"
                  className={`quiet log-source ${sourceClass(tailIds, tail.tailId)}`}
                  aria-pressed={isOnly}
                  title={t('logs.only', { term })}
                  onClick={() =>
                    view.setFilter(
                      isOnly ? filter.replace(term, '').trim() : `${term} ${filter}`.trim(),
                    )
                  }
                >
                  {tail.title}
                </button>
                <Verdict tone={toneOfTail[tail.state]} word={t(`logs.state.${tail.state}`)} />
                {tail.isAdded === true && <RemoveTailButton tail={tail} />}
              </div>
              <p className="dim">
                {tail.target} · {t('logs.lines', { count: tail.lines })} ·{' '}
                {t('logs.rate', { rate: formatNumber(tail.linesPerSecond, locale, 1) })}
                {tail.lastLineAt !== undefined &&
                  ` · ${t('logs.last-line', { time: formatTime(tail.lastLineAt, locale) })}`}
                {tail.skewMs !== undefined &&
                  ` · ${t('logs.skew', { seconds: formatNumber(tail.skewMs / 1000, locale, 1) })}`}
              </p>
              {dropped > 0 && (
                <p className="v pending">
                  <i aria-hidden="true">◐</i>
                  {t('logs.dropped', { count: dropped, ...tail.dropped })}
                </p>
              )}
              {tail.problem && (
                <p className="v unknown">
                  <i aria-hidden="true">◇</i> {say(tail.problem)}
                </p>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
