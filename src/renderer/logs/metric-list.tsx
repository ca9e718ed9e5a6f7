import type { MetricStatus, TailStatus } from '../../shared/model/tail.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useText } from '../state/hooks.ts'
import { formatDuration, formatNumber } from '../text/format.ts'

/** Numbers made of the stream, and what is met most in it: the board of the first day. */
export function MetricList({ tails }: { tails: readonly TailStatus[] }) {
  const t = useText()
  const metrics = tails.flatMap((tail) => (tail.metrics ?? []).map((metric) => ({ tail, metric })))
  if (metrics.length === 0) return null
  return (
    <section className="panel" aria-label={t('logs.metrics')}>
      <header>
        <h2>{t('logs.metrics')}</h2>
      </header>
      <ul className="log-metrics">
        {metrics.map(({ tail, metric }) => (
          <Metric
            key={`${tail.tailId} ${metric.id}`}
            tail={tail}
            metric={metric}
            isShared={tails.length > 1}
          />
        ))}
      </ul>
    </section>
  )
}

function Metric({
  tail,
  metric,
  isShared,
}: {
  tail: TailStatus
  metric: MetricStatus
  isShared: boolean
}) {
  const t = useText()
  const locale = useLocale()
  const { title, query, value, top, unit } = metric
  const most = top?.[0]?.count ?? 0
  return (
    <li>
      <div className="line">
        <span title={query}>{title}</span>
        {top === undefined && (
          <span className="mono log-metric-value">
            {value === undefined ? (
              <span className="dim">{t('logs.metric-none')}</span>
            ) : (
              <>
                {formatNumber(value, locale, digitsOf(value))}
                {unit === undefined ? '' : ` ${unit}`}
              </>
            )}
          </span>
        )}
      </div>
      {top !== undefined &&
        (top.length === 0 ? (
          <p className="dim">{t('logs.metric-no-key')}</p>
        ) : (
          <ol className="log-top">
            {top.map(({ key, count }) => (
              <li key={key}>
                <span className="mono">{key}</span>
                <meter min={0} max={most} value={count} aria-hidden="true" />
                <span className="mono">{formatNumber(count, locale)}</span>
              </li>
            ))}
          </ol>
        ))}
      <p className="dim">
        {isShared ? `${tail.title} · ` : ''}
        {t('logs.metric-window', { duration: formatDuration(metric.windowSeconds * 1000, locale) })}
        {title === query ? '' : ` · ${query}`}
      </p>
      {!metric.isWhole && (
        <Verdict
          tone="unknown"
          word={
            metric.coveredSeconds < 1
              ? t('logs.metric-unfollowed')
              : t('logs.metric-part', {
                  duration: formatDuration(Math.floor(metric.coveredSeconds) * 1000, locale),
                })
          }
        />
      )}
      {metric.isCrowded === true && <Verdict tone="unknown" word={t('logs.metric-crowded')} />}
    </li>
  )
}

/** Counts are whole; shares need their decimals. */
function digitsOf(value: number): number {
  if (Number.isInteger(value)) return 0
  return Math.abs(value) < 1 ? 3 : 1
}
