import { useStore } from 'zustand'

import type { QueueStatus } from '../../shared/model/queue.ts'
import { alertWords, useAlerts } from '../alerts/alerts-panel.tsx'
import { toneOfAlerts } from '../logic/alerts.ts'
import { settledOf, totalOf } from '../logic/counts.ts'
import { nextItem } from '../logic/next-item.ts'
import { glyphs } from '../logic/tone.ts'
import type { Tone } from '../logic/tone.ts'
import { CountsBar } from '../parts/counts-bar.tsx'
import { useHead, useLocale, useOutline, useRun, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatDuration, formatNumber } from '../text/format.ts'

const mostQueues = 3

/** How far the run is, how deep the queues are, and what the alerts say. */
export function WallFoot({ isStale }: { isStale: boolean }) {
  return (
    <footer className="wall-foot">
      <Progress />
      <Queues isStale={isStale} />
      <Alerts isStale={isStale} />
    </footer>
  )
}

function Progress() {
  const t = useText()
  const head = useHead()
  const outline = useOutline()
  const next = useRun((state) => outline && nextItem(outline, state.items))
  const phase = outline?.phases.get(next?.phaseId ?? '')
  if (!head) return null
  return (
    <div className="wall-cell grow">
      <small className="cut">{phase?.title ?? t('wall.all-steps')}</small>
      <b>{t('wall.steps', { done: settledOf(head.counts), total: totalOf(head.counts) })}</b>
      <CountsBar counts={head.counts} />
    </div>
  )
}

function Queues({ isStale }: { isStale: boolean }) {
  const t = useText()
  const queues = useStore(useSession().queues, (mirror) => mirror.entries)
  const all = [...queues.values()].sort(
    (a, b) =>
      Number(b.alarm !== undefined) - Number(a.alarm !== undefined) ||
      (b.depth ?? 0) - (a.depth ?? 0),
  )
  const shown = all.slice(0, mostQueues)
  return (
    <>
      {shown.map((queue) => (
        <Queue key={queue.key} queue={queue} isStale={isStale} />
      ))}
      {all.length > shown.length && (
        <div className="wall-cell">
          <small>{t('wall.more-queues', { count: all.length - shown.length })}</small>
        </div>
      )}
    </>
  )
}

function Queue({ queue, isStale }: { queue: QueueStatus; isStale: boolean }) {
  const t = useText()
  const locale = useLocale()
  const { name, depth, forecast, alarm, stale, limit } = queue
  const isOld = stale || isStale || depth === undefined
  const isOver = limit !== undefined && (depth ?? 0) > limit.value
  const tone: Tone = isOld
    ? 'unknown'
    : alarm || isOver
      ? 'nogo'
      : forecast.trend === 'growing'
        ? 'pending'
        : 'go'
  const { emptyInSeconds } = forecast
  const words = isOld
    ? t('wall.queue-unknown')
    : emptyInSeconds
      ? t('wall.queue-empty-in', { duration: formatDuration(emptyInSeconds.likely * 1000, locale) })
      : t(`wall.queue-${forecast.trend}`)
  return (
    <div className={`wall-cell ${tone}`}>
      <small className="cut">{name}</small>
      <b>{depth === undefined ? '—' : formatNumber(depth, locale)}</b>
      <span className={`v ${tone}`}>
        <i aria-hidden="true">{glyphs[tone]}</i>
        {words}
      </span>
    </div>
  )
}

function Alerts({ isStale }: { isStale: boolean }) {
  const t = useText()
  const summary = useAlerts()
  if (!summary) return null
  const tone = isStale ? 'unknown' : toneOfAlerts(summary)
  return (
    <div className={`wall-cell ${tone}`}>
      <small>{t('alerts.title')}</small>
      <b>
        {isStale || (summary.unheard.length > 0 && summary.firing === 0) ? '?' : summary.firing}
      </b>
      <span className={`v ${tone}`}>
        <i aria-hidden="true">{glyphs[tone]}</i>
        {isStale ? t('alerts.count.unknown') : alertWords(summary, t)}
      </span>
    </div>
  )
}
