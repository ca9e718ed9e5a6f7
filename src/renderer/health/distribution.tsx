import type { HistoryBucket, LatencySummary } from '../../shared/model/monitor.ts'
import { histogramOf } from '../logic/histogram.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatDuration, formatNumber } from '../text/format.ts'

/** How answer times of the shown span are spread. */
export function Distribution({
  buckets,
  latency,
}: {
  buckets: readonly HistoryBucket[]
  latency: LatencySummary | undefined
}) {
  const t = useText()
  const locale = useLocale()
  const histogram = histogramOf(buckets, latency?.min)
  if (!histogram) return null
  const { bars, most, exact } = histogram
  const duration = (ms: number) => formatDuration(ms, locale)
  const isIn = (value: number | undefined, { fromMs, toMs }: (typeof bars)[number]) =>
    value !== undefined && value >= fromMs && value < toMs
  const first = bars[0]?.fromMs ?? 0
  const last = bars.at(-1)?.toMs ?? 0
  return (
    <figure className="distribution">
      <div
        role="img"
        aria-label={t('health.histogram', { from: duration(first), to: duration(last) })}
      >
        {bars.map((bar) => {
          const is95 = isIn(latency?.p95, bar)
          const is50 = isIn(latency?.p50, bar)
          return (
            <span
              key={bar.fromMs}
              className={is95 ? 'p95' : is50 ? 'p50' : ''}
              title={t('health.histogram-bar', {
                from: duration(bar.fromMs),
                to: duration(bar.toMs),
                count: bar.count,
              })}
            >
              <i style={{ height: `${(bar.count / most) * 100}%` }} />
              {(is95 || is50) && <small>{is95 ? 'p95' : 'p50'}</small>}
            </span>
          )
        })}
      </div>
      <figcaption className="dim">
        <span>{duration(first)}</span>
        <span>
          {t('health.histogram-most', { count: formatNumber(most, locale) })} ·{' '}
          {t(exact ? 'health.histogram-exact' : 'health.histogram-spread')}
        </span>
        <span>{duration(last)}</span>
      </figcaption>
    </figure>
  )
}
