import { Construction, ListChecks, Pause, Play, X } from 'lucide-react'
import { useMemo, useState } from 'react'

import type { MonitorStatus } from '../../shared/model/monitor.ts'
import { laneOf } from '../logic/happening-lanes.ts'
import { isIdle } from '../logic/monitors.ts'
import { TailThis } from '../logs/tail-this.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useEvents, useLocale, useMonitor, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatDuration, formatShort, formatTime } from '../text/format.ts'
import { useEventSentences } from '../timeline/use-event-sentences.ts'
import { HistoryChart } from './history-chart.tsx'
import { MonitorFailures } from './monitor-failures.tsx'
import { MonitorHappenings } from './monitor-happenings.tsx'
import { monitorLine } from './monitor-words.ts'
import { Percentiles } from './percentiles.tsx'
import { MonitorVerdict } from './tile.tsx'
import { useHistory } from './use-history.ts'
import type { Range, Span } from './use-history.ts'
import { useMonitorActions } from './use-monitor-actions.ts'

const presets = [
  { minutes: 15, label: '15 min' },
  { minutes: 60, label: '1 h' },
  { minutes: 360, label: '6 h' },
  { minutes: 1440, label: '24 h' },
]
const firstRange: Range = { kind: 'last', minutes: 15 }
/** Zooming in further than this shows no more. */
const leastSpanMs = 20_000

/** One monitor in full: how it is, how it was, what it failed on, and what else happened then. */
export function MonitorDetail({ checkId }: { checkId: string }) {
  const t = useText()
  const status = useMonitor(checkId)
  const [range, setRange] = useState<Range>(firstRange)
  const { loaded, failure } = useHistory(checkId, range)
  const span = loaded?.span
  const happenings = useHappenings(checkId, span)
  const [picked, setPicked] = useState<number>()
  if (!status) return null
  return (
    <section className="monitor-detail" aria-label={t('health.detail')}>
      <Head status={status} />
      <div className="detail-body">
        <section className="panel">
          <header>
            <h2>{t('health.latency')}</h2>
            <span className="note">
              <RangePicker range={range} onPick={setRange} />
            </span>
          </header>
          <div className="body">
            {failure && <FailureNote failure={failure} />}
            {loaded ? (
              <HistoryChart
                loaded={loaded}
                marks={happenings}
                onZoom={(zoomed) => setRange({ kind: 'span', ...atLeast(zoomed) })}
                onReset={() => setRange(firstRange)}
                picked={picked}
                onPick={setPicked}
              />
            ) : (
              !failure && <Waiting />
            )}
          </div>
        </section>
        {loaded && <Percentiles history={loaded.history} />}
        {span && <MonitorFailures checkId={checkId} span={span} />}
        <MonitorHappenings happenings={happenings} picked={picked} />
      </div>
    </section>
  )
}

function atLeast({ fromMs, toMs }: Span): Span {
  const missing = Math.max(0, leastSpanMs - (toMs - fromMs)) / 2
  return { fromMs: Math.round(fromMs - missing), toMs: Math.round(toMs + missing) }
}

function Head({ status }: { status: MonitorStatus }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const { ui } = useSession()
  const actions = useMonitorActions()
  const { checkId, itemId, state, since, last, skipped } = status
  const idle = isIdle(state)
  return (
    <header className="detail-head">
      <div className="line">
        <span className="dim cut grow">
          {status.kind} · <span className="mono">{status.target}</span> ·{' '}
          {t('health.every', { interval: formatDuration(status.everySeconds * 1000, locale) })}
        </span>
        <button
          type="button"
          className="quiet icon"
          aria-label={t('common.close')}
          title={`${t('common.close')} · Esc`}
          onClick={ui.closeMonitor}
        >
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      <h1>{status.title}</h1>
      <div className="line wrap">
        <MonitorVerdict status={status} />
        {since !== undefined && (
          <span className="dim">{t('health.since', { time: formatShort(since, locale) })}</span>
        )}
        {last && (
          <span className="dim">
            {t('health.last-look', { time: formatTime(last.at, locale) })}
          </span>
        )}
        {skipped > 0 && <span className="dim">{t('health.skipped', { count: skipped })}</span>}
      </div>
      <p className="mono monitor-line">{monitorLine(status, { t, say, locale })}</p>
      <div className="line wrap">
        {idle ? (
          <button type="button" onClick={() => actions.resume([checkId])}>
            <Play size={14} aria-hidden="true" />
            {t('health.resume')} <kbd>P</kbd>
          </button>
        ) : (
          <button type="button" onClick={() => actions.pause([checkId])}>
            <Pause size={14} aria-hidden="true" />
            {t('health.pause')} <kbd>P</kbd>
          </button>
        )}
        {state !== 'maintenance' && (
          <button type="button" onClick={() => actions.maintenance([checkId])}>
            <Construction size={14} aria-hidden="true" />
            {t('health.maintenance')} <kbd>M</kbd>
          </button>
        )}
        <button
          type="button"
          className="quiet"
          onClick={() => {
            ui.select(itemId)
            ui.go('checklist')
          }}
        >
          <ListChecks size={14} aria-hidden="true" />
          {t('timeline.show-item')}
        </button>
        <TailThis itemId={itemId} checkId={checkId} />
      </div>
    </header>
  )
}

function RangePicker({ range, onPick }: { range: Range; onPick: (range: Range) => void }) {
  const t = useText()
  const locale = useLocale()
  return (
    <span className="line">
      {range.kind === 'span' && (
        <span className="mono">
          {formatShort(range.fromMs, locale)}–{formatShort(range.toMs, locale)}
        </span>
      )}
      <span className="segmented" role="group" aria-label={t('health.range')}>
        {presets.map(({ minutes, label }) => (
          <button
            key={minutes}
            type="button"
            aria-pressed={range.kind === 'last' && range.minutes === minutes}
            onClick={() => onPick({ kind: 'last', minutes })}
          >
            {label}
          </button>
        ))}
      </span>
    </span>
  )
}

/** Events of the run within the span, as marks for the chart and the list alike, oldest first. */
function useHappenings(checkId: string, span: Span | undefined) {
  const events = useEvents()
  const sentence = useEventSentences()
  return useMemo(() => {
    if (!span) return []
    return events.flatMap((event) => {
      const atMs = Date.parse(event.at)
      if (atMs < span.fromMs || atMs > span.toMs) return []
      const { tone, text } = sentence(event)
      return [{ key: event.seq, atMs, tone, text, lane: laneOf(event.body, checkId) }]
    })
  }, [events, sentence, checkId, span])
}
