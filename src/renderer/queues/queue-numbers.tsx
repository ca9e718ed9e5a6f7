import type { QueueStatus } from '../../shared/model/queue.ts'
import { glyphs } from '../logic/tone.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatDuration, formatNumber } from '../text/format.ts'
import type { TextId } from '../text/translate.ts'
import { isOverLimit } from './queue-state.ts'

/** The four numbers that a queue is judged by. What its source does not tell is a dash. */
export function QueueNumbers({ status }: { status: QueueStatus }) {
  const locale = useLocale()
  const { at, counts, depth, oldestAgeSeconds } = status
  const isRead = at !== undefined
  const count = (value: number | undefined) =>
    value === undefined ? undefined : { text: formatNumber(value, locale), count: value }
  const oldest =
    oldestAgeSeconds === undefined || depth === 0
      ? undefined
      : { text: formatDuration(Math.round(oldestAgeSeconds) * 1000, locale), count: 1 }
  return (
    <dl className="queue-numbers">
      <Figure
        // What a stream has given and nobody confirmed is still to do.
        label={status.source === 'stream' ? 'queues.to-do' : 'queues.waiting'}
        shown={count(depth ?? counts.waiting)}
        isRead={isRead}
        isOver={isOverLimit(status)}
      />
      <Figure label="queues.active" shown={count(counts.active)} isRead={isRead} />
      <Figure label="queues.failed" shown={count(counts.failed)} isRead={isRead} />
      <Figure label="queues.oldest" shown={oldest} isRead={isRead} />
    </dl>
  )
}

interface FigureProps {
  label: TextId
  shown: { text: string; count: number } | undefined
  /** The queue was read, so that only this number is missing. */
  isRead: boolean
  isOver?: boolean
}

function Figure({ label, shown, isRead, isOver = false }: FigureProps) {
  const t = useText()
  return (
    <div className={isOver ? 'over' : undefined}>
      <dd className="mono">
        {isOver && <i aria-hidden="true">{glyphs.nogo}</i>}
        {shown?.text ?? (
          <span className="missing" title={t(isRead ? 'queues.not-told' : 'queues.not-known')}>
            {isRead ? '—' : '?'}
          </span>
        )}
      </dd>
      <dt className="dim">{t(label, { count: shown?.count ?? 0 })}</dt>
    </div>
  )
}
