import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { QueueChart } from './queue-chart.tsx'
import { QueueFlow, QueueProblem, QueueVerdict } from './queue-lines.tsx'
import { QueueNumbers } from './queue-numbers.tsx'
import { sourceWords } from './queue-words.ts'
import { useQueues, useWords } from './use-queues.ts'

const chartPx = 76

/** The queue that needs somebody most, small enough to stand beside other things. Nothing where no queue is watched. */
export function QueuePanel() {
  const t = useText()
  const words = useWords()
  const { ui } = useSession()
  const { queues, isCutOff } = useQueues()
  const [status, ...others] = queues
  if (!status) return null
  const title = t('queues.title', { name: status.name })
  return (
    <section className="panel queue-panel" aria-label={title}>
      <header>
        <h2 className="cut">{title}</h2>
        <QueueVerdict status={status} isCutOff={isCutOff} />
        <span className="note line">
          <span className="cut">
            {sourceWords(status, words)} · {t('queues.read-only')}
          </span>
          <button type="button" className="quiet" onClick={() => ui.go('queues')}>
            {t('queues.others', { count: others.length })}
          </button>
        </span>
      </header>
      <div className="body">
        <QueueProblem status={status} />
        <QueueNumbers status={status} />
        <QueueChart status={status} heightPx={chartPx} />
        <QueueFlow status={status} />
      </div>
    </section>
  )
}
