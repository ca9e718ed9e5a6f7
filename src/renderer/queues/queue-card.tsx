import type { QueueStatus } from '../../shared/model/queue.ts'
import { useSession } from '../state/session.ts'
import { FailedReasons } from './failed-reasons.tsx'
import { QueueChart } from './queue-chart.tsx'
import { QueueFlow, QueueProblem, QueueVerdict } from './queue-lines.tsx'
import { QueueNumbers } from './queue-numbers.tsx'
import { lookOf } from './queue-state.ts'
import { sourceWords, workerWords } from './queue-words.ts'
import type { Words } from './queue-words.ts'
import { StreamGroups } from './stream-groups.tsx'
import { useWords } from './use-queues.ts'

const chartPx = 128

/** One queue in full. */
export function QueueCard({ status, isCutOff }: { status: QueueStatus; isCutOff: boolean }) {
  const words = useWords()
  const { t } = words
  const { ui } = useSession()
  const { name, title, target, groups, failedReasons } = status
  const look = lookOf(status, isCutOff)
  return (
    <li>
      <article className={`panel queue ${look.tone}`} aria-label={t('queues.title', { name })}>
        <header>
          <button
            type="button"
            className="bare queue-name"
            title={t('queues.open-monitor')}
            data-queue={status.key}
            onClick={() => ui.openMonitor(status.checkId)}
          >
            {name}
          </button>
          <span className="dim cut">
            {[name === title ? '' : title, sourceWords(status, words), target]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <span className="note">
            <QueueVerdict status={status} isCutOff={isCutOff} />
          </span>
        </header>
        <div className="body queue-body">
          <div className="stack">
            <QueueProblem status={status} />
            <QueueNumbers status={status} />
            <p className="dim">{moreWords(status, words)}</p>
          </div>
          <div>
            <QueueChart status={status} heightPx={chartPx} axes />
            <QueueFlow status={status} />
          </div>
        </div>
        {((groups?.length ?? 0) > 0 || (failedReasons?.length ?? 0) > 0) && (
          <div className="body queue-more">
            {groups && groups.length > 0 && <StreamGroups groups={groups} />}
            {failedReasons && failedReasons.length > 0 && <FailedReasons reasons={failedReasons} />}
          </div>
        )}
      </article>
    </li>
  )
}

function moreWords(status: QueueStatus, words: Words): string {
  const { t } = words
  const { prioritized, delayed, delayedDue, completed } = status.counts
  const count = (id: Parameters<typeof t>[0], value: number | undefined) =>
    value === undefined || value === 0 ? '' : t(id, { count: value })
  return [
    workerWords(status, words),
    count('queues.stalled', status.stalled),
    count('queues.prioritized', prioritized),
    count('queues.delayed', delayed),
    count('queues.delayed-due', delayedDue),
    count('queues.completed', completed),
  ]
    .filter(Boolean)
    .join(' · ')
}
