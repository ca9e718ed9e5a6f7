import type { HistoryBucket, MonitorHistory } from '../../shared/model/monitor.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useText } from '../state/hooks.ts'
import { formatDuration, formatTime } from '../text/format.ts'
import type { ChartMark } from './draw-chart.ts'

interface ChartReadoutProps {
  history: MonitorHistory
  /** The column under the pointer. */
  bucket: HistoryBucket | undefined
  marks: readonly ChartMark[]
}

/** The key of the chart; under the pointer, what the column holds. */
export function ChartReadout({ history, bucket, marks }: ChartReadoutProps) {
  const t = useText()
  return (
    <div className="chart-readout">
      {bucket ? (
        <Column bucket={bucket} history={history} marks={marks} />
      ) : (
        <span className="line wrap dim">
          <span className="key p50">p50</span>
          <span className="key p95">p95</span>
          <span className="key max">max</span>
          <span className="key failed">{t('chart.failed')}</span>
          <span className="key unknown">{t('chart.unknown')}</span>
          <span className="key gap">{t('chart.gap')}</span>
          <span className="key mark">{t('chart.mark')}</span>
          <span>{t('chart.zoom')}</span>
        </span>
      )}
    </div>
  )
}

function Column({
  bucket,
  history,
  marks,
}: {
  bucket: HistoryBucket
  history: MonitorHistory
  marks: readonly ChartMark[]
}) {
  const t = useText()
  const locale = useLocale()
  const fromMs = Date.parse(bucket.from)
  const toMs = Date.parse(bucket.to)
  const nobody = bucket.gap && bucket.failed === 0 && bucket.unknown === 0
  const gap = history.gaps.find(
    ({ from, to }) => Date.parse(from) < toMs && Date.parse(to) > fromMs,
  )
  const latency = (name: string, value: number | null) =>
    value === null ? [] : [`${name} ${formatDuration(value, locale)}`]
  const words = [
    ...latency('p50', bucket.p50),
    ...latency('p95', bucket.p95),
    ...latency('max', bucket.max),
    bucket.passed > 0 && t('chart.count-passed', { count: bucket.passed }),
    bucket.failed > 0 && t('chart.count-failed', { count: bucket.failed }),
    bucket.unknown > 0 && t('chart.count-unknown', { count: bucket.unknown }),
    bucket.firstLooks > 0 && t('chart.count-first-looks', { count: bucket.firstLooks }),
    bucket.maintenance > 0 && t('chart.count-maintenance', { count: bucket.maintenance }),
  ].filter(Boolean)
  return (
    <>
      <span className="line wrap">
        <span className="mono dim">
          {formatTime(bucket.from, locale)}–{formatTime(bucket.to, locale)}
        </span>
        {nobody ? (
          <Verdict tone="unknown" word={t(gap ? `chart.gap.${gap.cause}` : 'chart.gap')} />
        ) : (
          <span>{words.join(' · ')}</span>
        )}
      </span>
      {marks
        .filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
        .slice(0, 2)
        .map(({ key, tone, text }) => (
          <span key={key} className="cut">
            <Verdict tone={tone} word="" /> {text}
          </span>
        ))}
    </>
  )
}
