import { useEffect, useState } from 'react'
import { useStore } from 'zustand'

import type { LogHistogram as Histogram } from '../../shared/model/tail.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatMinute, formatTime } from '../text/format.ts'
import type { LogView } from './log-view.ts'

const spanMs = 15 * 60_000
const columns = 90
const refreshEveryMs = 5000
const bands = [
  { tone: 'nogo', levels: ['error', 'fatal'] },
  { tone: 'pending', levels: ['warn'] },
  { tone: 'idle', levels: ['info', 'debug', 'trace', 'none'] },
] as const

/** Lines by level over the last quarter of an hour; a column goes to its moment. */
export function LogHistogram({ runId, view }: { runId: string; view: LogView }) {
  const t = useText()
  const locale = useLocale()
  const { client } = useSession()
  const filter = useStore(view.store, (state) => state.filter)
  const [histogram, setHistogram] = useState<Histogram>()
  useEffect(() => {
    let isOver = false
    const ask = async () => {
      const toMs = Date.now()
      const from = new Date(toMs - spanMs).toISOString()
      const span = { from, to: new Date(toMs).toISOString() }
      const found = await client.call('log.histogram', { runId, filter, columns, ...span })
      if (!isOver && found.ok) setHistogram(found.value)
    }
    void ask()
    const timer = setInterval(() => void ask(), refreshEveryMs)
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [client, filter, runId])
  if (!histogram) return <div className="log-histogram" />
  const counted = histogram.columns.map(({ fromMs, counts }) => ({
    fromMs,
    parts: bands.map(({ tone, levels }) => ({
      tone,
      count: levels.reduce((sum, level) => sum + (counts[level] ?? 0), 0),
    })),
  }))
  const [first] = histogram.columns
  const most = Math.max(
    1,
    ...counted.map(({ parts }) => parts.reduce((sum, { count }) => sum + count, 0)),
  )
  return (
    <div className="log-histogram" role="group" aria-label={t('logs.histogram')}>
      {counted.map(({ fromMs, parts }) => {
        const total = parts.reduce((sum, { count }) => sum + count, 0)
        const isUnread = fromMs < histogram.completeFromMs
        const label = t('logs.column-title', {
          time: formatTime(new Date(fromMs).toISOString(), locale),
          count: total,
          errors: parts[0]?.count ?? 0,
        })
        return (
          <button
            key={fromMs}
            type="button"
            tabIndex={-1}
            className={isUnread ? 'unread' : ''}
            title={isUnread ? t('logs.unread') : label}
            aria-label={label}
            disabled={total === 0}
            onClick={() => void view.goTo(new Date(fromMs).toISOString())}
          >
            {parts.map(({ tone, count }) => (
              <i key={tone} className={tone} style={{ height: `${(count / most) * 100}%` }} />
            ))}
          </button>
        )
      })}
      {first && (
        <span className="log-histogram-from dim">{formatMinute(first.fromMs, locale)}</span>
      )}
    </div>
  )
}
