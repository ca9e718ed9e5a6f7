import type { MonitorHistory } from '../../shared/model/monitor.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatDuration, formatNumber } from '../text/format.ts'
import { Distribution } from './distribution.tsx'
import { formatShare } from './monitor-words.ts'

const rows = [
  ['min', 'min'],
  ['p50', 'p50'],
  ['p90', 'p90'],
  ['p95', 'p95'],
  ['p99', 'p99'],
  ['p999', 'p99.9'],
  ['max', 'max'],
] as const

/** What the shown span says, with how many looks it rests on and how exact it is. */
export function Percentiles({ history }: { history: MonitorHistory }) {
  const { summary, buckets } = history
  const t = useText()
  const locale = useLocale()
  const { latency, counts, availability, coverage, changes } = summary
  const number = (value: number) => formatNumber(value, locale)
  return (
    <section className="panel">
      <header>
        <h2>{t('health.distribution')}</h2>
        <span className="note">
          {t(`health.resolution.${summary.resolution}`)} ·{' '}
          {summary.quantileError === 0
            ? t('health.exact')
            : t('health.within', { share: formatShare(summary.quantileError, locale) })}
        </span>
      </header>
      <Distribution buckets={buckets} latency={latency} />
      <div className="body percentiles">
        {latency ? (
          <table className="facts">
            <caption className="sr">{t('health.distribution')}</caption>
            <tbody>
              <tr>
                <th scope="row">n</th>
                <td className="num" colSpan={2}>
                  {number(latency.count)}
                </td>
              </tr>
              {rows.map(([key, name]) => (
                <tr key={key}>
                  <th scope="row">{name}</th>
                  <td className="num">{formatDuration(latency[key], locale)}</td>
                  <td aria-hidden="true">
                    <span className="bar">
                      <i
                        style={{
                          width: `${latency.max > 0 ? (latency[key] / latency.max) * 100 : 0}%`,
                        }}
                      />
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          <p className="dim">{t('health.no-latency')}</p>
        )}
        <dl className="pairs flat">
          <dt>{t('health.availability')}</dt>
          <dd>{availability === undefined ? '—' : formatShare(availability, locale)}</dd>
          <dt>{t('health.measured-share')}</dt>
          <dd>{formatShare(coverage, locale)}</dd>
          <dt>{t('health.state-changes')}</dt>
          <dd>{number(changes)}</dd>
          <dt>{t('health.looks-passed')}</dt>
          <dd>{number(counts.passed)}</dd>
          <dt>{t('health.looks-failed')}</dt>
          <dd>{number(counts.failed)}</dd>
          <dt>{t('health.looks-unknown')}</dt>
          <dd>{number(counts.unknown)}</dd>
          <dt>{t('health.first-looks')}</dt>
          <dd>{number(counts.firstLooks)}</dd>
          <dt>{t('health.in-maintenance')}</dt>
          <dd>{number(counts.maintenance)}</dd>
        </dl>
      </div>
    </section>
  )
}
