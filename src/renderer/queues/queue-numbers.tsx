import type { QueueStatus } from '../../shared/model/queue.ts'
import { glyphs } from '../logic/tone.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatDuration, formatNumber } from '../text/format.ts'
import type { TextId } from '../text/translate.ts'
import { isOverLimit } from './queue-state.ts'

/** The four numbers that a queue is judged by. What is not known is a dash. */
export function QueueNumbers({ status }: { status: QueueStatus }) {
  const locale = useLocale()
  const { counts, depth, oldestAgeSeconds } = status
  const oldest =
    oldestAgeSeconds === undefined
      ? undefined
      : formatDuration(Math.round(oldestAgeSeconds) * 1000, locale)
  return (
    <dl className="queue-numbers">
      <Count label="queues.waiting" value={depth ?? counts.waiting} over={isOverLimit(status)} />
      <Count label="queues.active" value={counts.active} />
      <Count label="queues.failed" value={counts.failed} />
      <Figure label="queues.oldest" text={depth === 0 ? '—' : oldest} count={1} />
    </dl>
  )
}

function Count({
  label,
  value,
  over = false,
}: {
  label: TextId
  value: number | undefined
  over?: boolean
}) {
  const locale = useLocale()
  const text = value === undefined ? undefined : formatNumber(value, locale)
  return <Figure label={label} text={text} count={value ?? 0} over={over} />
}

function Figure({
  label,
  text,
  count,
  over = false,
}: {
  label: TextId
  text: string | undefined
  count: number
  over?: boolean
}) {
  const t = useText()
  return (
    <div className={over ? 'over' : undefined}>
      <dd className="mono">
        {over && <i aria-hidden="true">{glyphs.nogo} </i>}
        {text ?? <span title={t('queues.not-known')}>?</span>}
      </dd>
      <dt className="dim">{t(label, { count })}</dt>
    </div>
  )
}
